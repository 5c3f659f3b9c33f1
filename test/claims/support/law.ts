import type { Param } from '../../../domain/rules/param.ts';
import { createRegistry, type Registry } from '../../../jurisdictions/registry.ts';

/** The same law, but Wuxi pays another rate: somebody has changed the pack. */
export function withRate(registry: Registry, fen: number): Registry {
  const changed = (rate: Param): Param => ({ ...rate, values: rate.values.map((dated) => ({ ...dated, value: fen })) });
  return createRegistry(
    registry.list().map((place) => ({
      ...place,
      programmes: place.programmes.map((programme) => {
        const rate = programme.parameters['rate-per-class-hour'];
        if (place.slug !== 'wuxi' || !rate) return programme;
        return { ...programme, parameters: { ...programme.parameters, 'rate-per-class-hour': changed(rate) } };
      }),
    })),
  );
}

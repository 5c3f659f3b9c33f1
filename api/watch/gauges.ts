import { Gauge, type Registry } from 'prom-client';
import { reasonOf } from '../../db/failures.ts';
import { asSystem } from '../../db/scope.ts';
import type { Deps } from '../deps.ts';
import { inTime } from '../standing.ts';

export type Labels = Record<string, string>;
export type Figure = readonly [labels: Labels, value: number];

/** Makes gauges that are read when somebody asks for figures: `read` answers those of one name, of all claims, whoever asks. */
export const gauges =
  (registry: Registry, log: Deps['log']) =>
  (name: string, help: string, labelNames: string[], read: () => Promise<readonly Figure[]>): void => {
    new Gauge({
      ...{ name, help, labelNames, registers: [registry] },
      async collect() {
        // While what is asked is away there is no figure, and no old one passes for new.
        const figures = await inTime(asSystem(read)).catch((error: unknown) => {
          log.warn({ figure: name, ...reasonOf(error) }, 'figure cannot be told');
          return [];
        });
        this.reset();
        if (labelNames.length === 0 && figures.length === 0) this.remove();
        for (const [labels, value] of figures) this.set(labels, value);
      },
    });
  };

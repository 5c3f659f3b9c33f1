import type { Jurisdiction, Programme } from './jurisdiction.ts';
import type { DatedValue, Params } from './param.ts';

/** New dated values for figures that the base already has: unit, milestone and meaning stay the base's. */
export type Overrides = Readonly<Record<string, readonly DatedValue[]>>;

/** What a derived programme states differently. Whatever is left out follows the base by reference, sources included. */
export type ProgrammeDifferences = Partial<Omit<Programme, 'slug' | 'parameters'>> & {
  parameters?: Overrides;
  newParameters?: Params;
};

export interface Differences
  extends Pick<Jurisdiction, 'slug' | 'code' | 'names' | 'authority' | 'checkedOn' | 'rehearsalOnly'> {
  parameters?: Overrides;
  newParameters?: Params;
  programmes?: Readonly<Record<string, ProgrammeDifferences>>;
  newProgrammes?: readonly Programme[];
}

/**
 * A jurisdiction that follows another one (参照执行) and states only its differences.
 * Throws an Error that names the figure or programme when it overrides what the base lacks, or newly declares what the base has.
 */
export function derive(base: Jurisdiction, differences: Differences): Jurisdiction {
  const { parameters, newParameters, programmes = {}, newProgrammes = [], ...identity } = differences;
  const who = `${identity.slug} derives from ${base.slug}`;
  const known = base.programmes.map(({ slug }) => slug);
  for (const slug of Object.keys(programmes))
    if (!known.includes(slug)) throw new Error(`${who}: programme ${slug} does not exist there`);
  for (const { slug } of newProgrammes)
    if (known.includes(slug)) throw new Error(`${who}: programme ${slug} exists there; state its differences instead`);
  return {
    ...identity,
    parent: base.slug,
    parameters: deriveParams(base.parameters, parameters, newParameters, who),
    programmes: [
      ...base.programmes.map((programme) => deriveProgramme(programme, programmes[programme.slug], who)),
      ...newProgrammes,
    ],
  };
}

function deriveProgramme(base: Programme, differences: ProgrammeDifferences | undefined, who: string): Programme {
  if (!differences) return base;
  const { parameters, newParameters, ...rest } = differences;
  const where = `${who}, programme ${base.slug}`;
  return { ...base, ...rest, parameters: deriveParams(base.parameters, parameters, newParameters, where) };
}

function deriveParams(base: Params, overrides: Overrides = {}, added: Params = {}, who: string): Params {
  const overridden = Object.entries(overrides).map(([name, values]) => {
    const param = base[name];
    if (!param) throw new Error(`${who}: it overrides the figure ${name}, which does not exist there`);
    return [name, { ...param, values }];
  });
  for (const name of Object.keys(added))
    if (base[name]) throw new Error(`${who}: the figure ${name} exists there; override it instead`);
  return { ...base, ...Object.fromEntries(overridden), ...added };
}

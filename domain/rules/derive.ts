import type { Jurisdiction, PrivacyStatement, Programme } from './jurisdiction.ts';
import type { DatedValue, Params, Unread } from './param.ts';

/** New dated values for figures that the base already has: unit, milestone and meaning stay the base's. */
export type Overrides = Readonly<Record<string, readonly DatedValue[]>>;

/** What a derived programme states differently. Whatever is left out follows the base by reference, sources included. */
export type ProgrammeDifferences = Partial<Omit<Programme, 'slug' | 'parameters'>> & {
  parameters?: Overrides;
  /** What the place states for its readers where the base only informs, too. */
  stated?: Overrides;
  newParameters?: Params;
};

export interface Differences
  extends Pick<Jurisdiction, 'slug' | 'code' | 'names' | 'authority' | 'checkedOn' | 'rehearsalOnly'> {
  parameters?: Overrides;
  /** What the place states for its readers where the base only informs, too. */
  stated?: Overrides;
  newParameters?: Params;
  programmes?: Readonly<Record<string, ProgrammeDifferences>>;
  newProgrammes?: readonly Programme[];
  /** What the place tells people about their data besides what the base tells. */
  newPrivacy?: Partial<PrivacyStatement>;
}

/**
 * A jurisdiction that follows another one (参照执行) and states only its differences.
 * Throws an Error that names the figure or programme when it overrides what the base lacks or what no code reads, or newly declares
 * what the base has.
 */
export function derive(base: Jurisdiction, differences: Differences): Jurisdiction {
  const {
    parameters,
    stated,
    newParameters,
    programmes = {},
    newProgrammes = [],
    newPrivacy = {},
    ...identity
  } = differences;
  const who = `${identity.slug} derives from ${base.slug}`;
  const known = base.programmes.map(({ slug }) => slug);
  for (const slug of Object.keys(programmes))
    if (!known.includes(slug)) throw new Error(`${who}: programme ${slug} does not exist there`);
  for (const { slug } of newProgrammes)
    if (known.includes(slug)) throw new Error(`${who}: programme ${slug} exists there; state its differences instead`);
  return {
    ...identity,
    parent: base.slug,
    parameters: deriveParams(base.parameters, { parameters, stated, newParameters }, who),
    programmes: [
      ...base.programmes.map((programme) => deriveProgramme(programme, programmes[programme.slug], who)),
      ...newProgrammes,
    ],
    privacy: {
      fields: { ...base.privacy.fields, ...newPrivacy.fields },
      data: [...base.privacy.data, ...(newPrivacy.data ?? [])],
      purposes: [...base.privacy.purposes, ...(newPrivacy.purposes ?? [])],
      recipients: [...base.privacy.recipients, ...(newPrivacy.recipients ?? [])],
    },
  };
}

function deriveProgramme(base: Programme, differences: ProgrammeDifferences | undefined, who: string): Programme {
  if (!differences) return base;
  const { parameters, stated, newParameters, ...rest } = differences;
  const where = `${who}, programme ${base.slug}`;
  return {
    ...base,
    ...rest,
    parameters: deriveParams(base.parameters, { parameters, stated, newParameters }, where),
  };
}

type Figures = Pick<Differences, 'parameters' | 'stated' | 'newParameters'>;

function deriveParams(base: Params, { parameters, stated, newParameters: added = {} }: Figures, who: string): Params {
  for (const name of Object.keys(added))
    if (base[name]) throw new Error(`${who}: the figure ${name} exists there; override it instead`);
  return {
    ...base,
    ...withValues(base, parameters, undefined, who),
    ...withValues(base, stated, 'informs', who),
    ...added,
  };
}

/** The base's figures with the place's own values, all of one kind: read by code, or informing. */
function withValues(base: Params, values: Overrides = {}, kind: Unread | undefined, who: string): Params {
  const figures = Object.entries(values).map(([name, values]) => {
    const param = base[name];
    if (!param) throw new Error(`${who}: it overrides the figure ${name}, which does not exist there`);
    if (param.unread !== kind) throw new Error(`${who}: it overrides the figure ${name}, ${why(param.unread)}`);
    return [name, { ...param, values }];
  });
  return Object.fromEntries(figures);
}

function why(kind: Unread | undefined): string {
  if (kind === 'built-in') return 'which states what the code always does: another value would have no effect';
  if (kind === 'informs')
    return 'which nothing reads: another value would have no effect. To inform, put it under stated';
  return 'which code reads: put it under parameters, not under stated';
}

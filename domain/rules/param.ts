import type { LocalDate } from '../calendar/date.ts';

/** N: in the notice itself. S: secondary public source, the original was not seen. D: our decision, the notices are silent. */
export type Provenance = 'N' | 'S' | 'D';

/** Where a value comes from: document number (文号) and clause. */
export interface Source {
  document: string;
  clause: string;
  provenance: Provenance;
}

/** `锡人社办〔2020〕10号 二(二)`: the form in which sources are cited everywhere. */
export function cite(source: Source): string {
  return source.clause ? `${source.document} ${source.clause}` : source.document;
}

/** The milestone whose date selects the value in force, and at which it is pinned for the claim. */
export type Milestone = 'filing' | 'class-opened' | 'class-ended';

/** Order in which milestones happen to a claim. */
export const milestones: readonly Milestone[] = ['filing', 'class-opened', 'class-ended'];

export type Unit =
  | 'fen'
  | 'fen per class hour'
  | 'fen per person'
  | 'fen per day'
  | 'class hours'
  | 'minutes'
  | 'working days'
  | 'calendar days'
  | 'months'
  | 'years'
  | 'percent'
  | 'count'
  | 'date'
  | 'day of month'
  | 'time of day'
  | 'yes/no'
  | 'name'
  | 'list'
  | 'table';

export type ParamValue =
  | number
  | string
  | boolean
  | null
  | readonly ParamValue[]
  | { readonly [key: string]: ParamValue };

/** One dated value. In force from `from` (inclusive) until the next newer value; `null` = abolished or not set yet. */
export interface DatedValue {
  from: LocalDate;
  value: ParamValue;
  source: Source;
}

/**
 * Figures that no code reads. `informs`: states the law for people who read it. `built-in`: states what the code always does.
 * Neither may look as if another value had an effect: see `derive`.
 */
export type Unread = 'informs' | 'built-in';

/** A rule's figure over time, newest first. */
export interface Param {
  unit: Unit;
  bindsOn: Milestone;
  /** What the figure means, for people who read the rules. */
  meaning: { zh: string; en: string };
  values: readonly DatedValue[];
  /** Left out for a figure that code reads. */
  unread?: Unread;
}

export type Params = Readonly<Record<string, Param>>;

/** A parameter as resolved for one day: what `GET /v1/jurisdictions/{slug}?on=` shows and what a claim pins. */
export interface Resolved {
  name: string;
  value: ParamValue;
  unit: Unit;
  from: LocalDate;
  bindsOn: Milestone;
  source: Source;
}

export type ResolvedParams = Readonly<Record<string, Resolved>>;

/** The value in force on a day, or undefined when the parameter has not begun yet. */
export function inForce(param: Param, on: LocalDate): DatedValue | undefined {
  return param.values.find((dated) => dated.from <= on);
}

/** Resolves every parameter that binds on one of `which` and is in force on `on`. */
export function resolve(params: Params, on: LocalDate, which: readonly Milestone[] = milestones): ResolvedParams {
  const out: Record<string, Resolved> = {};
  for (const [name, param] of Object.entries(params)) {
    if (!which.includes(param.bindsOn)) continue;
    const dated = inForce(param, on);
    if (dated)
      out[name] = {
        name,
        value: dated.value,
        unit: param.unit,
        from: dated.from,
        bindsOn: param.bindsOn,
        source: dated.source,
      };
  }
  return out;
}

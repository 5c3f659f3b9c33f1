import type { Code, MessageParams } from '../../messages/index.ts';
import type { Milestone, Resolved, Unit } from '../../rules/param.ts';
import type { Facts, Trainee } from '../types.ts';

/** A figure that code reads: the units it may have, by which milestone it must be pinned, and whether the code can do without it. */
export interface Reads {
  units: readonly Unit[];
  by: Milestone;
  optional?: true;
}

/** The figures of a check by its own short names (`from`, `to`); undefined where an optional one is not in force or not set (`null`). */
export type Figures = Readonly<Record<string, Resolved | undefined>>;

/** What a check objects to: a stable code, figures for its sentence, and the short name of the figure whose source speaks. */
export interface Finding {
  code: Code;
  params?: MessageParams;
  figure: string;
}

/** Refuses the whole claim. Read at filing, so its figures must be pinned there. */
export interface ClaimCheck {
  of: 'claim';
  reads: Readonly<Record<string, Reads>>;
  find(facts: Facts, figures: Figures): Finding | null;
  /** What a quote takes for granted here, because nobody said. */
  assumes?(facts: Facts, figures: Figures): Code | null;
}

/** Makes one person's line 0. `only` limits it to one component: a living allowance does not depend on a certificate. */
export interface PersonCheck {
  of: 'person';
  reads: Readonly<Record<string, Reads>>;
  only?: 'training-subsidy';
  find(trainee: Trainee, facts: Facts, figures: Figures): Finding | null;
  /** What a quote takes for granted of this person, because nobody said. */
  assumes?(trainee: Trainee, facts: Facts, figures: Figures): Code | null;
}

export type Check = ClaimCheck | PersonCheck;

/** `code` where the rule is in force and nobody said whether it is kept. */
export function assumed(code: Code, unsaid: boolean, rule?: Resolved): Code | null {
  return unsaid && rule?.value !== false ? code : null;
}

/** The figure of a required name. `calculate` has made sure that it is there. */
export function need(figures: Figures, name: string): Resolved {
  const figure = figures[name];
  if (!figure) throw new Error(`figure ${name} is not in force`);
  return figure;
}

import type { Code, MessageParams } from '../../messages/index.ts';
import type { ParamName } from '../../rules/steps.ts';
import type { CatalogueEntry } from '../catalogue.ts';
import type { Figures, Reads } from '../checks/check.ts';
import type { Facts, Line, TraceLine, Trainee } from '../types.ts';

export interface CalculatorInput {
  trainee: Trainee;
  facts: Facts;
  /** The figures of `reads`, by parameter name. */
  figures: Figures;
  catalogue: readonly CatalogueEntry[];
}

/** What one person brings before caps: the trace sums to the amount. `reason` says why it is 0 or less than it might be. */
export interface Entitlement {
  trace: TraceLine[];
  classHours?: number;
  reason?: { code: Code; params?: MessageParams; figure: ParamName };
}

/** Pure: one person's facts and pinned figures → amount with trace. Reads parameters by fixed names, so that a pinned claim needs no pack code. */
export interface Calculator {
  component: Line['component'];
  reads: Readonly<Record<ParamName, Reads>>;
  /** False: the person has no such component at all (no line is written). */
  concerns?(trainee: Trainee): boolean;
  entitle(input: CalculatorInput): Entitlement;
}

/** Nothing is owed, and why. */
export function nothing(figure: ParamName, code: Code, params?: MessageParams): Entitlement {
  return { trace: [], reason: { code, params, figure } };
}

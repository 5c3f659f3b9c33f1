import { calculators } from '../money/calculators/index.ts';
import type { ProgrammeRules } from './jurisdiction.ts';
import { cite, type ResolvedParams } from './param.ts';
import { figuresOfStep } from './step-figures.ts';

/** A clause of the law, and the figures of a claim that rest on it. */
export interface Clause {
  /** `锡人社办〔2020〕10号 二(二)` */
  clause: string;
  figures: readonly string[];
}

/**
 * The clauses by which a claim is judged: those of the pinned figures that its checks, caps, steps and calculators read. What the notices leave
 * open is a decision of this system (provenance D), on which no refusal rests.
 */
export function clausesOf({ rules, params }: { rules: ProgrammeRules; params: ResolvedParams }): Clause[] {
  const clauses = new Map<string, string[]>();
  for (const name of new Set(figuresOf(rules))) {
    const source = params[name]?.source;
    if (!source || source.provenance === 'D') continue;
    const clause = cite(source);
    clauses.set(clause, [...(clauses.get(clause) ?? []), name]);
  }
  return [...clauses].map(([clause, figures]) => ({ clause, figures }));
}

function figuresOf({ eligibility, caps, steps, calculator, allowance }: ProgrammeRules): string[] {
  const calculated = [calculator, ...(allowance ? [allowance.calculator] : [])];
  return [
    ...eligibility.flatMap(({ params }) => Object.values(params)),
    ...caps.map(({ param }) => param),
    ...steps.flatMap((step) => figuresOfStep(step).map(({ figure }) => figure)),
    ...calculated.flatMap((name) => Object.keys(calculators[name]?.reads ?? {})),
  ];
}

import { type Bilingual, type Code, say } from '../messages/index.ts';
import { type CalculationInput, checkOf, figuresOf } from './calculate.ts';
import type { Calculation, Trainee } from './types.ts';

/** Something that nobody said and that a sum depends on. */
export interface Assumption {
  code: Code;
  messages: Bilingual;
}

export const assumption = (code: Code): Assumption => ({ code, messages: say(code) });

/**
 * What a calculation took for granted: for the whole class, and for the persons to whom it gives money. Each is told once, however
 * many persons it concerns; where nothing is paid nothing was assumed.
 */
export function assumptionsOf(input: CalculationInput, { totalFen, lines }: Calculation): Assumption[] {
  if (totalFen === 0) return [];
  const { rules, params, facts, trainees } = input;
  const paid = new Set(lines.filter(({ eligible }) => eligible).map(({ ref }) => ref));
  const persons = trainees.filter(({ ref }) => paid.has(ref));
  const codes = rules.eligibility.flatMap((rule) => {
    const check = checkOf(rule);
    const figures = figuresOf(rule.params, params);
    if (check.of === 'claim') return check.assumes?.(facts, figures) ?? [];
    return persons.flatMap((person) => check.assumes?.(person, facts, figures) ?? []);
  });
  const unsaid = rules.caps.some(({ kind }) => persons.some((person) => person[earlier[kind]] === undefined));
  return [...new Set([...codes, ...(unsaid ? ['assumed-no-earlier-subsidy' as const] : [])])].map(assumption);
}

/** Where a person says what a limit has to know of earlier subsidies. */
const earlier = {
  amount: 'alreadyPaidFen',
  count: 'alreadyCount',
  once: 'earlierCertificates',
} as const satisfies Record<string, keyof Trainee>;

import { type Fault, fault, Problem } from '../../../domain/problem.ts';
import { type ProblemBody, problemBody } from '../../problem.ts';

// What is wrong with a sum that is only asked for: nothing of it would have been stored, and everybody of the class is alike.

/** Nothing was typed, or a whole number between these. */
export function wholeNumber(typed: unknown, path: string, minimum: number, maximum: number): Fault[] {
  const text = String(typed ?? '').trim();
  const isFit = /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
  return text === '' || isFit ? [] : [fault('whole-number-written', { path }, { minimum, maximum })];
}

const ofAnother = /^trainees\.(?!0\.)\d+\b/;

/** As the page tells it: of people who are all alike once. */
export const unreckoned = (problem: ProblemBody): ProblemBody => ({
  ...problem,
  ...(problem.code === 'invalid-input' && {
    messages: { zh: '所填内容有误，请更正后重新计算。', en: 'Something is wrong. Correct it and reckon again.' },
  }),
  errors: problem.errors.filter(({ path }) => !ofAnother.test(path ?? '')),
});

export const unreckonedBy = (faults: Fault[]): ProblemBody =>
  unreckoned(problemBody(new Problem('invalid-input', {}, faults)));

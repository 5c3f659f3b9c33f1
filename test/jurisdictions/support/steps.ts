import type { Programme } from '../../../domain/rules/jurisdiction.ts';

/** The kinds of a programme's steps, in its order. */
export function stepsOf({ steps }: Programme): string[] {
  return steps.map(({ kind }) => kind);
}

import { isDeepStrictEqual } from 'node:util';
import { formatYuan } from '../../domain/money/yuan.ts';

/** The system did not do what the story says. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';

  constructor(what: string, actual: unknown, expected: unknown) {
    super(`${what}: expected ${shown(expected)}, got ${shown(actual)}`);
  }
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @throws ExpectationFailed */
export function same<T>(what: string, actual: T, expected: T): void {
  if (!isDeepStrictEqual(actual, expected)) throw new ExpectationFailed(what, actual, expected);
}

/** To the fen. @throws ExpectationFailed */
export function sameFen(what: string, actual: number | null | undefined, expected: number | null): void {
  const yuan = (fen: number | null | undefined) => (typeof fen === 'number' ? formatYuan(fen) : 'no amount');
  if (actual !== expected) throw new ExpectationFailed(what, yuan(actual), yuan(expected));
}

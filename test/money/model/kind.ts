import fc from 'fast-check';
import type { Command, Town } from './commands.ts';

export interface Kind<P> {
  /** How often it is done, beside others. */
  often: number;
  /** Small numbers that name what exists when its turn comes. */
  parameters: { [Name in keyof P]: fc.Arbitrary<P[Name]> };
  /** What it means now; nothing where there is nothing to do it to. */
  commands(town: Town, parameters: P): Iterable<Command>;
}

export const kind = <P>(of: Kind<P>) => of;

/** Names one of a list; see `pick`. */
export const one = fc.nat(31);

/** One of a list, or none when it is empty: mostly one for which it is time, the newest first, sometimes any. */
export function pick<T>(list: readonly T[], n: number, isTime: (one: T) => boolean = () => true): T[] {
  const timely = list.filter(isTime);
  const from = n % 4 > 0 && timely.length > 0 ? timely : list;
  return from.length > 0 ? [from.at(-1 - (Math.floor(n / 4) % from.length))!] : [];
}
export const mostly = fc.nat(5).map((n) => n < 5);
export const rarely = fc.nat(9).map((n) => n === 9);

import { createHash } from 'node:crypto';

/** Chance that a seed repeats. Each name has numbers of its own, so that one more question here changes no answer there. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  of<T>(list: readonly T[]): T;
  /** One of the names, by weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  shuffled<T>(list: readonly T[]): T[];
}

export function chance(seed: number, name: string): Chance {
  const next = generator(createHash('sha256').update(`${seed}/${name}`).digest().readUInt32LE());
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const of = <T>(list: readonly T[]): T => list[between(0, list.length - 1)]!;
  return {
    between,
    of,
    percent: (share) => next() * 100 < share,
    weighted(weights) {
      const names = Object.entries<number>(weights).flatMap(([one, weight]) => Array<string>(weight).fill(one));
      return of(names) as keyof typeof weights;
    },
    shuffled(list) {
      const cards = [...list];
      for (let i = cards.length - 1; i > 0; i--) {
        const j = between(0, i);
        [cards[i], cards[j]] = [cards[j]!, cards[i]!];
      }
      return cards;
    },
  };
}

/** Mulberry32: 32 bits of state, numbers from 0 to below 1. */
function generator(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

import fc from 'fast-check';
import { batchActs } from './batch-acts.ts';
import { claimActs } from './claim-acts.ts';
import type { Command, Town } from './commands.ts';
import { type Kind, rarely } from './kind.ts';
import { recoveryActs } from './recovery-acts.ts';

const kinds = { ...claimActs, ...batchActs, ...recoveryActs };

/** As data: what it is, its small numbers, and whether its activities run twice. */
export interface Act {
  act: keyof typeof kinds;
  twice: boolean;
  [parameter: string]: unknown;
}

export function commandsOf({ act, twice: _, ...parameters }: Act, town: Town): Iterable<Command> {
  return (kinds[act] as Kind<Record<string, unknown>>).commands(town, parameters);
}

const acts = Object.entries<Pick<Kind<object>, 'often' | 'parameters'>>(kinds).map(([act, { often, parameters }]) => ({
  weight: often,
  arbitrary: fc.record({ act: fc.constant(act), twice: rarely, ...parameters }) as fc.Arbitrary<Act>,
}));

const roster = fc.uniqueArray(
  fc.record({ person: fc.nat(3), hours: fc.constantFrom(24, 24, 24, 20, 12, 9, 8, 7, 0) }),
  { minLength: 1, maxLength: 3, selector: ({ person }) => person },
);

/** Two to four claims with shared people, and what happens to them. Without bias: long stories are as likely as short ones. */
export const stories = fc.noBias(
  fc.record({
    rosters: fc.array(roster, { minLength: 2, maxLength: 4, size: 'max' }),
    acts: fc.array(fc.oneof(...acts), { minLength: 1, maxLength: 120, size: 'max' }),
  }),
);

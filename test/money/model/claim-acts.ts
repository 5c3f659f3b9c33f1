import fc from 'fast-check';
import type { Command, Town } from './commands.ts';
import * as to from './commands.ts';
import { kind, one, pick } from './kind.ts';
import { type Claim, isClosed } from './state.ts';

const onClaim = (often: number, isTime: (c: Claim) => boolean, command: (town: Town, c: Claim) => Command) =>
  kind<{ claim: number }>({
    often,
    parameters: { claim: one },
    *commands(town, { claim }) {
      for (const c of pick(town.m.claims, claim, isTime)) yield command(town, c);
    },
  });

/** A claim from its filing to its payment, and what may come between. */
export const claimActs = {
  goOn: kind<{ claim: number; steps: number }>({
    often: 20,
    parameters: { claim: fc.nat(3), steps: fc.integer({ min: 1, max: 6 }) },
    *commands(town, { claim, steps }) {
      for (let i = 0; i < steps; i++) yield* to.goOn(town, claim % town.rosters.length);
    },
  }),
  /** Filed, in training, and the advance asked for. */
  askAtOnce: kind<{ claim: number }>({
    often: 6,
    parameters: { claim: fc.nat(3) },
    *commands(town, { claim }) {
      const n = claim % town.rosters.length;
      const now = () => town.m.claims.find(({ id }) => id === `c${n + 1}`);
      if (!now()) yield* to.goOn(town, n);
      if (now()!.stage === 'filing-review') yield* to.goOn(town, n);
      if (now()!.stage === 'training') yield to.askForAdvance(town, now()!);
    },
  }),
  askForAdvance: onClaim(2, ({ stage, advance }) => stage === 'training' && !advance, to.askForAdvance),
  reject: onClaim(1, ({ stage }) => stage === 'application-review', to.reject),
  lapse: kind<{ claim: number }>({
    often: 1,
    parameters: { claim: one },
    *commands(town, { claim }) {
      for (const c of pick(
        town.m.claims.filter(({ stage }) => stage === 'application-open'),
        claim,
      ))
        yield to.lapse(town, c);
    },
  }),
  withdraw: onClaim(2, (c) => !isClosed(c), to.withdraw),
  object: kind<{ claim: number; line: number }>({
    often: 6,
    parameters: { claim: one, line: fc.nat(3) },
    *commands(town, { claim, line }) {
      for (const c of pick(
        town.m.claims.filter(({ stage }) => stage === 'public-notice'),
        claim,
      )) {
        const refs = [null, ...c.lines.map(({ ref }) => ref)];
        yield to.object(town, c, refs[line % refs.length]!);
      }
    },
  }),
  rule: kind<{ objection: number; upheld: boolean }>({
    often: 5,
    parameters: { objection: one, upheld: fc.boolean() },
    *commands(town, { objection, upheld }) {
      for (const it of pick(town.m.objections, objection, ({ status }) => status === 'open'))
        yield to.rule(town, it, upheld);
    },
  }),
};

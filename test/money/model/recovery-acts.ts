import fc from 'fast-check';
import * as to from './commands.ts';
import { kind, mostly, one, pick, rarely } from './kind.ts';

/** Fraud, and money that is to come back. */
export const recoveryActs = {
  fraud: kind<{ claim: number; persons: number; upheld: boolean; own: boolean }>({
    often: 7,
    parameters: { claim: one, persons: fc.nat(7), upheld: mostly, own: rarely },
    *commands(town, { claim, persons, upheld, own }) {
      for (const c of pick(town.m.claims, claim, ({ lines }) => lines.some(({ amount }) => amount > 0))) {
        const refs = c.people.map((_, i) => String(i + 1)).filter((_, i) => persons & (1 << i));
        yield to.ruleOnFraud(town, c, refs.length > 0 ? refs : null, upheld, own);
      }
    },
  }),
  /** By the clock. */
  overdue: kind<{ recovery: number }>({
    often: 1,
    parameters: { recovery: one },
    *commands(town, { recovery }) {
      for (const it of pick(town.m.recoveries, recovery, ({ status }) => status === 'open')) yield to.overdue(town, it);
    },
  }),
  report: kind<{ recovery: number; part: 'half' | 'rest' | 'more' }>({
    often: 7,
    parameters: { recovery: one, part: fc.constantFrom('half', 'half', 'rest', 'rest', 'more') },
    *commands(town, { recovery, part }) {
      for (const it of pick(town.m.recoveries, recovery, ({ status }) => status === 'open')) {
        const rest = it.amount - it.repaid;
        yield to.report(town, it, Math.max(1, { half: Math.ceil(rest / 2), rest, more: rest + 1 }[part]));
      }
    },
  }),
  confirmRepayment: kind<{ repayment: number; approve: boolean; own: boolean }>({
    often: 7,
    parameters: { repayment: one, approve: mostly, own: rarely },
    *commands(town, { repayment, approve, own }) {
      for (const it of pick(town.m.repayments, repayment, ({ status }) => status === 'reported'))
        yield to.confirmRepayment(town, it, approve ? 'approve' : 'reject', own);
    },
  }),
};

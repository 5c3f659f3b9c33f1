import { expect, test } from 'vitest';
import { returnsOfClaim } from '../../db/money/payment-returns.ts';
import type { Town } from './model/commands.ts';
import * as to from './model/commands.ts';
import { inTown } from './model/town.ts';

// What random acts beside the model (`ledger-model.test.ts`) have found: each once more as a story of its own, compared with the model
// at every step and brought to its end.

const one = [[{ person: 0, hours: 24 }]];
const two = [
  [
    { person: 0, hours: 24 },
    { person: 1, hours: 24 },
  ],
];

type Act = Parameters<Parameters<typeof inTown>[1]>[1];

async function steps(town: Town, act: Act, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await act(to.goOn(town, 0));
}

/** Filed, in training, and its advance in a batch that is approved. */
async function advanceApproved(town: Town, act: Act): Promise<void> {
  await steps(town, act, 2);
  await act(to.askForAdvance(town, town.m.claims[0]!));
  await approveBatch(town, act);
}

async function approveBatch(town: Town, act: Act): Promise<void> {
  await act(to.form(town));
  await act(to.submit(town, town.m.batches.at(-1)!));
  await act(to.approve(town, town.m.batches.at(-1)!, []));
}

/** The bank says the same of everything in a batch. */
function answer(town: Town, status: 'paid' | 'returned', n = town.m.batches.length - 1) {
  const batch = town.m.batches[n]!;
  return to.answer(town, {
    batch,
    rows: batch.payments.map((payment) => ({ payment, status, amount: payment.amount })),
  });
}

test('a claim of which money waits to be paid again is not recovered yet', () =>
  inTown(two, async (town, act) => {
    await steps(town, act, 6);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['2'], true));
    await act(answer(town, 'returned'));
    expect(town.m.claims).toMatchObject([{ stage: 'paid' }]);
  }));

test('an advance that the bank could not pay is demanded of nobody', () =>
  inTown(one, async (town, act) => {
    await advanceApproved(town, act);
    await steps(town, act, 2);
    await act(to.reject(town, town.m.claims[0]!));
    await act(answer(town, 'returned'));
    expect(town.m.recoveries).toMatchObject([{ status: 'cancelled' }]);
  }));

test('an advance that came back is not paid again for a line that fell', () =>
  inTown(two, async (town, act) => {
    await advanceApproved(town, act);
    await steps(town, act, 4);
    await act(answer(town, 'returned'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['1'], true));
    expect(town.m.claims[0]!.advance).toMatchObject({ status: 'fallen' });
  }));

test('fraud found in what came back after the end: what its advance had paid of it is demanded', () =>
  inTown(two, async (town, act) => {
    await advanceApproved(town, act);
    await act(answer(town, 'paid'));
    await steps(town, act, 4);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(answer(town, 'returned'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['1'], true));
    expect(town.m.recoveries).toMatchObject([{ amount: 28_800 }]);
  }));

test('a claim is recovered when what was left of it falls beside what was repaid', () =>
  inTown(two, async (town, act) => {
    await steps(town, act, 6);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['2'], true));
    await act(answer(town, 'returned'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['1'], true));
    expect(town.m.claims).toMatchObject([{ stage: 'recovered' }]);
  }));

test('a claim whose money came back after its end is rejected when fraud lets all of it fall: nothing was ever kept', () =>
  inTown(two, async (town, act) => {
    await steps(town, act, 6);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(answer(town, 'returned'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, null, true));
    expect(town.m.claims).toMatchObject([{ stage: 'rejected' }]);
  }));

test('an advance that comes back after the line it had paid was revoked goes to that recovery', () =>
  inTown(two, async (town, act) => {
    await advanceApproved(town, act);
    await act(answer(town, 'paid'));
    await steps(town, act, 4);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, ['1'], true));
    await act(answer(town, 'returned', 0));
    expect(town.m.recoveries).toMatchObject([{ amount: 48_000, repaid: 28_800 }]);
  }));

test('what comes back by itself after it was repaid is owed to the claimant', () =>
  inTown(one, async (town, act) => {
    await steps(town, act, 6);
    await approveBatch(town, act);
    await act(answer(town, 'paid'));
    await act(to.ruleOnFraud(town, town.m.claims[0]!, null, true));
    await act(to.report(town, town.m.recoveries[0]!, 40_000));
    await act(to.confirmRepayment(town, town.m.repayments[0]!));
    await act(answer(town, 'returned'));
    expect(town.m.balances['recoveries-receivable']).toBe(-40_000);
    await act(to.report(town, town.m.recoveries[0]!, 5_000));
    await act(to.confirmRepayment(town, town.m.repayments[1]!));
    expect(town.m.balances['recoveries-receivable']).toBe(-45_000);
    await act(to.refund(town, town.m.recoveries[0]!));
    expect(town.m.balances['recoveries-receivable']).toBe(0);
  }));

test('while its account is doubted nothing else of a claim is paid, also when what was doubted is recalled', () =>
  inTown(one, async (town, act) => {
    await steps(town, act, 2);
    await act(to.askForAdvance(town, town.m.claims[0]!));
    await act(to.form(town));
    await act(to.submit(town, town.m.batches[0]!));
    await act(to.approve(town, town.m.batches[0]!, town.m.batches[0]!.payments, true));
    await act(to.tell(town, town.m.batches[0]!));
    await steps(town, act, 4);
    expect(town.m.claims[0]).toMatchObject({ advance: { status: 'fallen' }, lines: [{ status: 'payable' }] });
    expect(await returnsOfClaim(town.office.db, 'c1')).toMatchObject([{ status: 'correction', amount_fen: 48_000 }]);
    await act(to.form(town));
    expect(town.m.batches).toHaveLength(1);
    await act(to.correct(town, town.m.returns[0]!));
    await act(to.confirm(town, town.m.returns[0]!));
    await act(to.form(town));
    expect(town.m.batches).toMatchObject([{}, { payments: [{ kind: 'lines', amount: 48_000 }] }]);
  }));

test('an advance that came back holds the rest of its claim, out of a batch that is formed too', () =>
  inTown(two, async (town, act) => {
    await advanceApproved(town, act);
    await steps(town, act, 4);
    const [claim] = town.m.claims;
    expect(claim!.lines.map(({ offset }) => offset)).toEqual([28_800, 0]);
    await act(to.form(town));
    await act(to.submit(town, town.m.batches[1]!));
    await act(answer(town, 'returned', 0));
    await act(to.approve(town, town.m.batches[1]!));
    expect(town.m.batches[1]).toMatchObject({ status: 'settled', payments: [{ status: 'refused' }] });
    expect(claim!.lines.map(({ status }) => status)).toEqual(['payable', 'payable']);
    expect(await returnsOfClaim(town.office.db, 'c1')).toMatchObject([{ status: 'correction', amount_fen: 96_000 }]);
  }));

test('an advance that came back is paid again only as far as lines were settled against it', () =>
  inTown(
    [
      [
        { person: 0, hours: 24 },
        { person: 1, hours: 8 },
      ],
    ],
    async (town, act) => {
      await advanceApproved(town, act);
      await steps(town, act, 3);
      await act(to.object(town, town.m.claims[0]!, '1'));
      await steps(town, act, 1);
      await act(answer(town, 'returned'));
      const { amount, settled } = town.m.claims[0]!.advance!;
      expect(amount).toBe(settled);
      expect(settled).toBe(town.m.claims[0]!.lines[1]!.amount);
      expect(await returnsOfClaim(town.office.db, 'c1')).toMatchObject([{ amount_fen: settled }]);
    },
  ));

import { linePages } from '../../db/archive/dossier.ts';
import { traceHashOf } from '../../db/claims/claims.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { instalmentsOf } from '../../db/money/instalments.ts';
import { ledgerOfClaim } from '../../db/money/ledger-sets.ts';
import { paymentsOfClaim } from '../../db/money/payments.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { repaymentsOf } from '../../db/money/repayments.ts';
import { type Entry, entry, type Of } from './entry.ts';
import { csv, json, jsonLines, once } from './pieces.ts';

/** What it brings, and where that went. */
export function moneyEntries({ db, claim }: Of): Entry[] {
  return [
    entry(
      'entitlements.jsonl',
      ['每人补贴及计算过程，每行一条', 'What each person brings and how it comes about, one line each'],
      async function* () {
        yield* jsonLines([
          { calculationSha256: await traceHashOf(db, claim.id), advance: (await advanceOf(db, claim.id)) ?? null },
        ]);
        for await (const page of linePages(db, claim.id)) {
          // Which other claims took room is for officials.
          yield* jsonLines(page.map(({ taken_by: _taken, basis: _basis, ...line }) => line));
        }
      },
    ),
    entry('payments.json', ['付款（不含账户）', 'Payments, without accounts'], async function* () {
      const paid = await paymentsOfClaim(db, claim.id);
      yield* json(
        paid.map(({ id, disbursement_id, kind, amount_fen, status, paid_at, returned_at, reason_code }) => ({
          ...{
            id,
            batch: disbursement_id,
            kind,
            amountFen: amount_fen,
            status,
            paidAt: paid_at,
            returnedAt: returned_at,
          },
          reasonCode: reason_code,
        })),
      );
    }),
    entry('ledger.csv', ['总账分录及哈希链', 'Ledger entries with their hash chain'], async function* () {
      const sets = await ledgerOfClaim(db, claim.id);
      yield* csv(
        once(
          sets.flatMap(({ fund, seq, kind, cause, at, previous_hash, hash, entries }) =>
            entries.map((one) => ({ fund, seq, kind, cause, at, ...one, previousHash: previous_hash, hash })),
          ),
        ),
      );
    }),
    entry('recoveries.json', ['追回', 'Recoveries'], async function* () {
      const recoveries = [];
      for (const one of await recoveriesOf(db, claim.id)) {
        const acts = (await actsOf(db, one.id)).map(({ n, act, by_subject, at, detail }) => ({
          n,
          act,
          by: by_subject,
          at,
          detail,
        }));
        const [instalments, repayments] = [await instalmentsOf(db, one.id), await repaymentsOf(db, one.id)];
        recoveries.push({
          ...{
            id: one.id,
            fund: one.fund,
            amountFen: one.amount_fen,
            repaidFen: one.repaid_fen,
            cancelledFen: one.cancelled_fen,
          },
          ...{
            reason: one.reason,
            status: one.status,
            openedAt: one.opened_at,
            dueAt: one.due_at,
            listing: one.listing,
          },
          ...{ acts, instalments, repayments },
        });
      }
      yield* json(recoveries);
    }),
  ];
}

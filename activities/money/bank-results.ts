import { isDeepStrictEqual } from 'node:util';
import { readDossier } from '../../db/intake/dossiers.ts';
import { acceptImport, importFaults, isAccepted, isWhole } from '../../db/money/bank-imports.ts';
import { type BankEffect, effectOf } from '../../db/money/bank-previews.ts';
import { findDisbursement, hasUnanswered, lockDisbursement, setDisbursement } from '../../db/money/disbursements.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import type { BatchStanding } from '../../domain/money/disbursement.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { bookChunk } from './booking.ts';
import { type BatchAct, demandSound, onBatch, standingOf } from './disbursement.ts';
import { beating, type Stint, stint, withoutRest } from './stint.ts';

/** What is kept of a bank's answer: its rows wait in `bank_import_rows`. */
export interface BankAnswerDossier {
  importId: string;
  /** What it was shown to do, where somebody looked at it before. */
  shown?: BankEffect;
}

/** Rows booked in one transaction. */
const chunk = 200;
const mostFaults = 50;

/** The bank's answer: accepted whole or not at all, then booked chunk by chunk, each row once. */
export function createBankResultActivities(deps: Deps) {
  return {
    /** Takes an answer over and begins to book it. `unbooked` in the answer: `bookMore` goes on. @throws Problem `bank-results-rejected` naming the rows. */
    bookResults: (act: BatchAct): Promise<BatchStanding> =>
      beating(async () => {
        // An earlier answer comes first: what it says decides what this one says anew.
        await bookAll(deps, act.disbursementId, withoutRest);
        const standing = await onBatch(deps, 'bank-results', act, ['approved', 'settled'], (tx, { id }) =>
          accept(tx, deps, id, act),
        );
        return standing.unbooked ? bookStint(deps, act.disbursementId) : standing;
      }),

    bookMore: ({ disbursementId }: { disbursementId: string }): Promise<BatchStanding> =>
      beating(() => bookStint(deps, disbursementId)),
  };
}

async function accept(tx: Queryable, deps: Deps, disbursementId: string, { message }: BatchAct): Promise<void> {
  const at = await deps.clock.now();
  const dossier = await readDossier<BankAnswerDossier>(tx, message.dossierId ?? '');
  // One of before answers had files of their own is handed in again.
  if (!dossier?.body.importId) throw new Problem('submission-missing');
  const { importId, shown } = dossier.body;
  if (await isAccepted(tx, importId)) return;
  if (!(await isWhole(tx, importId))) throw new Problem('submission-missing');
  await demandSound(tx, disbursementId);
  const found = await importFaults(tx, importId, disbursementId, mostFaults);
  if (found.length > 0) throw new Problem('bank-results-rejected', {}, found);
  // Another answer may have been booked since it was confirmed.
  if (shown && !isDeepStrictEqual(await effectOf(tx, importId), shown)) throw new Problem('bank-preview-changed');
  await acceptImport(tx, importId, at);
  await settleWhenAnswered(tx, disbursementId);
}

async function bookStint(deps: Deps, disbursementId: string): Promise<BatchStanding> {
  await bookAll(deps, disbursementId, stint());
  return standingOf((await findDisbursement(deps.db, disbursementId))!);
}

async function bookAll(deps: Deps, disbursementId: string, { isOver, turn }: Stint): Promise<void> {
  for (let booked = chunk; booked === chunk && !isOver(); ) {
    booked = await turn(() => transaction(deps.db, (tx) => bookNext(tx, deps, disbursementId)));
  }
}

async function bookNext(tx: Queryable, deps: Deps, disbursementId: string): Promise<number> {
  const batch = await lockDisbursement(tx, disbursementId);
  if (!batch) return 0;
  const rows = await bookChunk(tx, deps, batch, chunk);
  if (rows > 0) await settleWhenAnswered(tx, disbursementId);
  return rows;
}

/** The batch is settled when the bank has answered for everything in it, paid or returned. */
async function settleWhenAnswered(tx: Queryable, disbursementId: string): Promise<void> {
  const { status } = (await lockDisbursement(tx, disbursementId))!;
  if (status === 'approved' && !(await hasUnanswered(tx, disbursementId))) {
    await setDisbursement(tx, disbursementId, { status: 'settled' });
  }
}

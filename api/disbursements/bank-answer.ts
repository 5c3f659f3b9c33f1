import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import {
  type BankImport,
  dropImport,
  type ImportedRow,
  ignoredRows,
  importFaults,
  isKnownImport,
  paidAfterReturn,
  storeImport,
} from '../../db/money/bank-imports.ts';
import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import type { Queryable } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { bankResultStatuses } from '../../domain/money/disbursement.ts';
import { inWords } from '../../domain/money/payment-return.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { answerFaults } from '../bank-files/reading/order.ts';
import { bankAnswerTypes, readBankAnswer } from '../bank-files/reading/read.ts';
import { mostFaults } from '../bank-files/unreadable.ts';
import { parseJson } from '../body.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { Id } from '../routes/fields.ts';
import { faultsOf } from '../zod-faults.ts';
import { batchFor, demandForBank } from './act.ts';
import { type AnsweredDisbursement, view } from './schemas.ts';

/** The bank's answer as JSON, for who reads the bank's files elsewhere. */
export const BankResultsBody = z
  .strictObject({
    results: z
      .array(
        z.strictObject({
          paymentId: Id,
          status: z.string().min(1).max(40).describe(bankResultStatuses.join(' | ')),
          amountFen: z.int().min(0),
          reasonCode: z.string().trim().min(1).max(60).optional(),
        }),
      )
      .min(1)
      .max(10_000),
    count: z.int().min(0).optional().describe('How many payments the answer has; compared'),
    totalFen: z.int().min(0).optional().describe('What they sum to, fen; compared'),
  })
  .openapi('BankResultsBody');

/** An answer that is being read: its rows, and what is to be said against the whole once they were taken. */
interface ReadAnswer {
  format: string;
  rows: AsyncIterable<ImportedRow> | Iterable<ImportedRow>;
  faults(): Fault[];
}

/** Hands a bank's answer to the batch: read and kept with its rows, accepted whole or refused whole, and then booked. */
export async function enterAnswer(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  contentType: string,
  content: Buffer,
): Promise<z.infer<typeof AnsweredDisbursement>> {
  const batch = await batchFor(deps, actor, id);
  demandForBank(batch);
  const { actId } = attempt;
  const importId = idOf('B', actId);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const at = msToInstant(await deps.clock.now());
  await submit(
    deps,
    {
      ...{ actId, of: id, kind: 'bank-results', bySubject: actor.subject },
      body: async (tx) => {
        // The act is repeated after a failure of ours: the answer was read then.
        if (await isKnownImport(tx, importId)) return { importId, sha256 };
        const head = { id: importId, sha256, by: actor.subject, at };
        return { importId, sha256, rows: await keepAnswer(tx, batch, head, contentType, content) };
      },
      forget: (tx) => dropImport(tx, importId),
    },
    (dossierId) => deps.gateway.batch(batch, 'bank-results', { by: actor.subject, dossierId }, actId),
  );
  return { ...view(await batchFor(deps, actor, id), deps), answer: await outcomeOf(deps, importId) };
}

/** Reads an answer and keeps its rows; says how many there are. @throws Problem when it cannot be read, or is not for this batch */
export async function keepAnswer(
  tx: Queryable,
  batch: DisbursementTotals,
  head: Pick<BankImport, 'id' | 'sha256' | 'by' | 'at' | 'preview'>,
  contentType: string,
  content: Buffer,
): Promise<number> {
  const { format, rows, faults } = await readAnswer(contentType, content, batch);
  const unfit: Fault[] = [];
  const count = await storeImport(tx, { ...head, disbursementId: batch.id, format }, fitting(rows, unfit));
  const found = [...unfit, ...faults()];
  if (found.length === 0) return count;
  const all = [...found, ...(await faultsBeside(tx, found, { importId: head.id, disbursementId: batch.id }))];
  throw new Problem('bank-results-rejected', {}, all.slice(0, mostFaults));
}

/** Nothing of an answer is passed over in silence. */
export async function outcomeOf(
  { pool }: Deps,
  importId: string,
): Promise<z.infer<typeof AnsweredDisbursement>['answer']> {
  const { paid_after_return, ...counts } = await ignoredRows(pool, importId);
  const odd = paid_after_return > 0 ? await paidAfterReturn(pool, importId, mostFaults) : [];
  const warnings = odd.map(({ row, paymentId }) => fault('paid-after-return', { row }, { paymentId }));
  return { ...counts, paidAfterReturn: paid_after_return, warnings };
}

/**
 * What is wrong besides, so that a file is put right once: rows that could be read and do not fit the batch. Of an answer for another order none
 * would; and whether a payment is left out is not known while a row could not be read.
 */
async function faultsBeside(
  tx: Queryable,
  found: readonly Fault[],
  { importId, disbursementId }: { importId: string; disbursementId: string },
): Promise<Fault[]> {
  if (found.some(({ code }) => code === 'bank-answer-other-order')) return [];
  const beside = await importFaults(tx, importId, disbursementId, mostFaults);
  const isRead = found.every(({ row }) => row === undefined);
  return isRead ? beside : beside.filter(({ code }) => code !== 'payment-missing');
}

/** @throws Problem when the file cannot be read at all, or is none of the known ones. */
async function readAnswer(contentType: string, content: Buffer, batch: DisbursementTotals): Promise<ReadAnswer> {
  if (/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) return readJson(content);
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (!(bankAnswerTypes as readonly string[]).includes(type))
    throw new Problem('unsupported-media-type', { allowed: ['application/json', ...bankAnswerTypes].join(', ') });
  const { format, rows, outcome } = await readBankAnswer(contentType, chunksOf(content));
  const order = { batchId: batch.id, count: batch.payments, totalFen: batch.total_fen };
  return { format, rows, faults: () => answerFaults(outcome(), order) };
}

/** Ours are `P` and 20 hexadecimal digits. */
const paymentNumber = /^P[0-9A-F]{20}$/;
/** No code has a long run of digits: that is an account, or an ID number in the wrong column. */
const code = /^(?!.*\d{8})[\w.-]{1,35}$/;

/**
 * Nothing that may be personal goes on: a reference that is none of ours (an account, an ID number in the wrong column) is told by its row
 * alone, and a reason in words is kept apart from the codes.
 */
async function* fitting(rows: ReadAnswer['rows'], unfit: Fault[]): AsyncGenerator<ImportedRow> {
  let count = 0;
  for await (const { reasonCode, ...result } of rows) {
    count += 1;
    const row = result.row ?? count;
    if (!paymentNumber.test(result.paymentId)) unfit.push(fault('bank-reference-unfit', { row }));
    else if (reasonCode === undefined || code.test(reasonCode)) yield { ...result, reasonCode };
    else yield { ...result, reasonCode: inWords, reason: reasonCode };
  }
}

async function* chunksOf(content: Buffer): AsyncGenerator<Uint8Array> {
  const size = 64 * 1024;
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

function readJson(content: Buffer): ReadAnswer {
  const { value } = parseJson(content);
  const read = BankResultsBody.safeParse(value);
  if (!read.success) throw new Problem('invalid-input', {}, faultsOf(read.error, value));
  const { results, count = results.length, totalFen } = read.data;
  const faults: Fault[] = results.flatMap(({ status }, i) =>
    (bankResultStatuses as readonly string[]).includes(status)
      ? []
      : [fault('payment-status-unsupported', { row: i + 1 }, { status })],
  );
  const sum = results.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const stated = { statedCount: count, statedFen: totalFen ?? sum, count: results.length, totalFen: sum };
  const fits = count === results.length && (totalFen ?? sum) === sum;
  const unsupported = new Set(faults.map(({ row }) => row));
  return {
    format: 'json',
    rows: results.map((one, i) => ({ ...one, row: i + 1 })).filter(({ row }) => !unsupported.has(row)) as ImportedRow[],
    faults: () => (fits ? faults : [fault('payment-total-differs', {}, stated), ...faults]),
  };
}

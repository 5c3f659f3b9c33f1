import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { dropImport, storeImport } from '../../db/money/bank-imports.ts';
import { type BankResult, bankResultStatuses } from '../../domain/money/disbursement.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { parseJson } from '../body.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { Id } from '../routes/fields.ts';
import { faultsOf } from '../zod-faults.ts';
import { batchFor } from './act.ts';
import { type Disbursement, view } from './schemas.ts';

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

const mostFaults = 50;

/** Hands a bank's answer to the batch: kept with its rows, accepted whole or refused whole, and then booked. */
export async function enterAnswer(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'> & { actor: Actor },
  id: string,
  contentType: string,
  content: Buffer,
): Promise<z.infer<typeof Disbursement>> {
  const batch = await batchFor(deps, actor, id);
  if (batch.status !== 'approved' && batch.status !== 'settled')
    throw new Problem('batch-wrong-status', { status: batch.status });
  const { actId } = attempt;
  const importId = idOf('B', actId);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { format, results } = readAnswer(contentType, content);
  const at = new Date(await deps.clock.now()).toISOString();
  await submit(
    deps,
    {
      ...{ actId, of: id, kind: 'bank-results', bySubject: actor.subject },
      body: async (tx) => {
        const head = { id: importId, disbursementId: id, sha256, format, by: actor.subject, at };
        return { importId, sha256, rows: await storeImport(tx, head, results) };
      },
      forget: (tx) => dropImport(tx, importId),
    },
    (dossierId) => deps.gateway.batch(batch, 'bank-results', { by: actor.subject, dossierId }, actId),
  );
  return view(await batchFor(deps, actor, id), deps);
}

/** @throws Problem `invalid-input`, or `bank-results-rejected` naming the rows that cannot be read. */
function readAnswer(contentType: string, content: Buffer): { format: string; results: Iterable<BankResult> } {
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType))
    throw new Problem('unsupported-media-type', { allowed: 'application/json' });
  const { value } = parseJson(content);
  const read = BankResultsBody.safeParse(value);
  if (!read.success) throw new Problem('invalid-input', {}, faultsOf(read.error, value));
  const { results, count, totalFen } = read.data;
  const faults: Fault[] = results.flatMap(({ status }, i) =>
    (bankResultStatuses as readonly string[]).includes(status)
      ? []
      : [fault('payment-status-unsupported', { row: i + 1 }, { row: i + 1, status })],
  );
  const sum = results.reduce((fen, { amountFen }) => fen + amountFen, 0);
  if ((count ?? results.length) !== results.length || (totalFen ?? sum) !== sum) {
    const stated = { statedCount: count ?? '—', statedFen: totalFen ?? '—' };
    faults.push(fault('payment-total-differs', {}, { ...stated, count: results.length, totalFen: sum }));
  }
  if (faults.length > 0) throw new Problem('bank-results-rejected', {}, faults.slice(0, mostFaults));
  return { format: 'json', results: results as BankResult[] };
}

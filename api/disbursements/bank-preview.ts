import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { readDossier } from '../../db/intake/dossiers.ts';
import { importFaults } from '../../db/money/bank-imports.ts';
import {
  type BankEffect,
  type BankPreview,
  dropPreviews,
  effectOf,
  findPreview,
  handInPreview,
  notPaid,
  takeBackPreview,
} from '../../db/money/bank-previews.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import { reasonsInWords } from '../../db/money/payment-returns.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { mostFaults } from '../bank-files/unreadable.ts';
import { dutyOnBatch } from '../claims/duties.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { disclose } from '../privacy.ts';
import { Fen } from '../routes/fields.ts';
import { batchFor, demandForBank } from './act.ts';
import { keepAnswer, outcomeOf } from './bank-answer.ts';
import { type AnsweredDisbursement, view } from './schemas.ts';

export const BankResultsPreview = z
  .object({
    id: z.string(),
    sha256: z.string().openapi({ description: 'Of the file' }),
    format: z.string(),
    digest: z.string().openapi({ description: 'Of the file and of what it would do: the confirmation names it' }),
    rows: z.int(),
    paid: z.int().openapi({ description: 'Would be booked as paid' }),
    paidFen: Fen,
    returned: z.int().openapi({ description: 'Would be booked as returned (退票)' }),
    returnedFen: Fen,
    pending: z.int().openapi({ description: 'Still under way at the bank: changes nothing' }),
    known: z.int().openapi({ description: 'On the books already: changes nothing' }),
    paidAfterReturn: z.int().openapi({ description: '`paid` of payments that stand returned: changes nothing' }),
    attention: z
      .array(
        z.object({
          row: z.int(),
          paymentId: z.string(),
          amountFen: Fen,
          reasonCode: z.string().nullable(),
          reason: z.string().nullable().openapi({ description: 'What the bank says in words' }),
          does: z.enum(['returned', 'paid-after-return']),
        }),
      )
      .openapi({ description: 'The rows that are not simply paid; the first 50' }),
  })
  .openapi('BankResultsPreview');

type Preview = z.infer<typeof BankResultsPreview>;
type Asked = Pick<Env['Variables'], 'actor' | 'attempt'>;

/** Reads the bank's answer and says what it would do, without booking anything. @throws Problem `bank-results-rejected` naming the rows */
export async function previewAnswer(
  deps: Deps,
  { actor, attempt }: Asked,
  batchId: string,
  contentType: string,
  content: Buffer,
): Promise<Preview> {
  const batch = await batchFor(deps, actor, batchId);
  demandForBank(batch);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const id = idOf('B', attempt.actId);
  const at = msToInstant(await deps.clock.now());
  await transaction(deps.pool, async (tx) => {
    await dropPreviews(tx, batchId, actor.subject);
    await keepAnswer(tx, batch, { id, sha256, by: actor.subject, at, preview: true }, contentType, content);
    // What cannot be handed in is not kept.
    await lookAt(tx, batchId, id);
  });
  return told(deps, { actor, batch, id });
}

/** What it would do now: others may have handed something in meanwhile. @throws as `previewAnswer` */
export async function readPreview(deps: Deps, { actor }: Pick<Asked, 'actor'>, batchId: string, id: string) {
  const batch = await batchFor(deps, actor, batchId);
  return told(deps, { actor, batch, id });
}

/** Hands in what was looked at, if it still does what was shown. @throws Problem `bank-preview-changed` */
export async function confirmPreview(
  deps: Deps,
  { actor, attempt: { actId } }: Asked,
  batchId: string,
  id: string,
  digest: string,
): Promise<z.infer<typeof AnsweredDisbursement>> {
  const batch = await batchFor(deps, actor, batchId);
  demandForBank(batch);
  await submit(
    deps,
    {
      ...{ actId, of: batchId, kind: 'bank-results', bySubject: actor.subject },
      body: async (tx) => {
        // The act is repeated after a failure of ours: it was handed in then.
        const earlier = await asSystemIn(tx, () => readDossier(tx, idOf('D', actId)));
        if (earlier) return earlier.body as object;
        const { preview, effect } = await lookAt(tx, batchId, id);
        if (digestOf(preview, effect) !== digest) throw new Problem('bank-preview-changed');
        await handInPreview(tx, id);
        return { importId: id, sha256: preview.sha256, rows: effect.rows, shown: effect };
      },
      forget: (tx) => takeBackPreview(tx, id),
    },
    (dossierId) => deps.gateway.batch(batch, 'bank-results', { by: actor.subject, dossierId }, actId),
  );
  return { ...view(await batchFor(deps, actor, batchId), deps), answer: await outcomeOf(deps, id) };
}

async function told(
  deps: Deps,
  { actor, batch, id }: { actor: Actor; batch: DisbursementRow; id: string },
): Promise<Preview> {
  const { preview, effect, found, words } = await disclose(deps, {
    ...{ actor, what: 'payment-return', of: { place: batch.jurisdiction, ids: [batch.id] } },
    duty: dutyOnBatch(actor, batch.status),
    holds: ({ words }) => words.size > 0,
    open: () =>
      transaction(deps.pool, async (tx) => {
        const looked = await lookAt(tx, batch.id, id);
        const found = await notPaid(tx, id, mostFaults);
        const back = found.map(({ paymentId }) => paymentId);
        return { ...looked, found, words: await reasonsInWords(tx, back, id) };
      }),
  });
  const attention = found.map((one) => ({ ...one, reason: words.get(one.paymentId) ?? null }));
  return { ...preview, ...effect, digest: digestOf(preview, effect), attention };
}

async function lookAt(
  tx: Queryable,
  batchId: string,
  id: string,
): Promise<{ preview: BankPreview; effect: BankEffect }> {
  const preview = await findPreview(tx, batchId, id);
  if (!preview) throw new Problem('bank-preview-unknown', { id });
  const faults = await importFaults(tx, id, batchId, mostFaults);
  if (faults.length > 0) throw new Problem('bank-results-rejected', {}, faults);
  return { preview, effect: await effectOf(tx, id) };
}

const digestOf = ({ sha256 }: BankPreview, effect: BankEffect) =>
  createHash('sha256')
    .update(JSON.stringify([sha256, effect]))
    .digest('hex');

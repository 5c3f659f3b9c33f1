import { z } from '@hono/zod-openapi';
import { unknownEnd } from '../../domain/calendar/instant.ts';
import { acts } from '../../domain/claim/stages.ts';
import { inspectionActs } from '../../domain/inspection/inspection.ts';
import type { Deps } from '../deps.ts';
import { Fen, Month, Revision, When } from '../routes/fields.ts';

/** What waits for somebody. Names and shape are the API's contract. */
export const Task = z
  .object({
    act: z
      .enum([
        ...acts,
        'ruling',
        'change-review',
        'repinning-decision',
        'reopening-decision',
        'administrative-review',
        'administrative-review-confirmation',
        'submission',
        'approval',
        'bank-results',
        'supervision',
        'account-correction',
        'repayment',
        'listing',
        'fraud-ruling',
        'listing-decision',
        'confirmation',
        'refund',
        'refund-confirmation',
        'correction-decision',
        'party-listing-decision',
        'directory-decision',
        'recommendation-review',
        ...inspectionActs,
        'judicial-referral-decision',
        'inspector-decision',
        'credit-decision',
        'exchange-decision',
      ])
      .openapi({
        description:
          '`repayment`: money is to be paid back; `listing`: who owes it is overdue, so agree on instalments or propose the listing; `refund`: more has come back than was demanded, so send it back and report that',
      }),
    claimId: z.string().nullable(),
    disbursementId: z.string().nullable(),
    paymentId: z.string().optional().openapi({ description: 'Of a payment that waits for its account' }),
    recoveryId: z.string().optional(),
    repaymentId: z.string().optional().openapi({ description: 'The repayment that is to be confirmed, or the refund' }),
    amountFen: Fen.optional().openapi({
      description:
        'Of a claim what it comes to, or its estimate; of a batch what it pays; of a returned payment; of a recovery what is due next, or was reported',
    }),
    month: Month.optional().openapi({ description: 'Of a batch' }),
    correctionId: z.string().optional().openapi({ description: 'What is to be put right about a person' }),
    objectionId: z.string().optional().openapi({ description: 'Of a ruling: the open objection that was filed first' }),
    changeId: z.string().optional().openapi({ description: 'The change that waits for a decision' }),
    repinningId: z.string().optional().openapi({ description: 'The re-pinning that waits for a decision' }),
    reopeningId: z.string().optional().openapi({ description: 'The reopening that waits for a decision' }),
    administrativeReviewId: z.string().optional(),
    creditCertificateId: z.string().optional().openapi({ description: 'Exemption or bonus points for credits' }),
    exchangeId: z.string().optional().openapi({ description: 'The file for another authority' }),
    listingId: z.string().optional().openapi({ description: 'Of the black or white list' }),
    importId: z.string().optional().openapi({ description: 'The file for the directory' }),
    recommendationId: z.string().optional(),
    findingId: z.string().optional().openapi({ description: 'The finding of fraud' }),
    inspectionId: z.string().optional(),
    inspectorId: z.string().optional().openapi({ description: 'Who is proposed for the pool, or to leave it' }),
    jurisdiction: z.string(),
    programme: z.string().nullable(),
    claimantName: z.string().nullable(),
    revision: Revision.optional(),
    trainees: z.int().optional().openapi({ description: 'Of a claim that waits in its stage' }),
    problems: z.int().optional().openapi({ description: 'Its open findings and hints; 0: nothing was found' }),
    heldBy: z.string().optional().openapi({ description: 'Who reviews it now' }),
    heldMinutes: z.int().optional().openapi({ description: 'For how long still' }),
    mine: z.boolean().optional().openapi({ description: 'Held by who asks, or by somebody for whom they stand in' }),
    stage: z.string(),
    dueAt: When.nullable(),
    overdue: z.boolean(),
    temporalUrl: z.string().nullable(),
  })
  .openapi('Task');

type Item = z.infer<typeof Task>;

/** Overdue first, then by due date; what has none comes last. */
export function byUrgency(one: Pick<Item, 'overdue' | 'dueAt'>, other: Pick<Item, 'overdue' | 'dueAt'>): number {
  const [due, otherDue] = [one.dueAt ?? unknownEnd, other.dueAt ?? unknownEnd];
  return Number(other.overdue) - Number(one.overdue) || (due < otherDue ? -1 : Number(due > otherDue));
}

/** What a task is about, as it stands in the database. */
interface Waiting {
  jurisdiction: string;
  workflow_id: string | null;
  programme?: string;
  claimant_name?: string | null;
  due_at?: string | null;
  overdue?: boolean;
  amount_fen?: number | null;
  estimate_fen?: number | null;
  period?: string;
}

/** A task as it is told: what its row says, and what each kind of task says besides. */
export function taskOf(
  { links }: Pick<Deps, 'links'>,
  row: Waiting,
  said: Pick<Item, 'act' | 'stage'> & Partial<Item>,
): Item {
  return {
    claimId: null,
    disbursementId: null,
    jurisdiction: row.jurisdiction,
    programme: row.programme ?? null,
    claimantName: row.claimant_name ?? null,
    amountFen: row.amount_fen ?? row.estimate_fen ?? undefined,
    month: row.period,
    dueAt: row.due_at ?? null,
    overdue: row.overdue ?? false,
    temporalUrl: row.workflow_id && links.workflow(row.workflow_id),
    ...said,
  };
}

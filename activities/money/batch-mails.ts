import { enqueueMail } from '../../db/mail/outbox.ts';
import { findDisbursement } from '../../db/money/disbursements.ts';
import type { Queryable } from '../../db/pool.ts';
import { deskAddress } from '../claim/mails.ts';
import type { Deps } from '../deps.ts';

/** Tells the finance desk of a place what has happened to a batch: sums only. */
export async function tellFinance(tx: Queryable, deps: Deps, template: string, disbursementId: string): Promise<void> {
  const batch = (await findDisbursement(tx, disbursementId))!;
  const { names } = deps.registry.find(batch.jurisdiction);
  await enqueueMail(tx, {
    onceKey: `${batch.id}/${template}/${batch.submitted_at ?? ''}/${batch.decided_at ?? ''}`,
    template,
    params: {
      disbursementId: batch.id,
      jurisdiction: batch.jurisdiction,
      jurisdictionZh: names.zh,
      jurisdictionEn: names.en,
      fund: batch.fund,
      period: batch.period,
      payments: batch.payments,
      totalFen: batch.total_fen,
    },
    addressee: 'finance',
    to: deskAddress(deps, 'finance', batch.jurisdiction),
    at: batch.decided_at ?? batch.submitted_at ?? batch.formed_at,
  });
}

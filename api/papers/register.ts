import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { fundNames } from '../../domain/messages/money-names.ts';
import type { Fund } from '../../domain/money/types.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { type RegisteredPayment, registerPaper, registerStatuses } from '../../domain/papers/register.ts';
import type { Deps } from '../deps.ts';
import { paymentsIn, programmeNames } from '../ledger/register.ts';

/** 发放台账 of one batch, which the bank has or is about to get; `claimId`: what of it is of this claim. */
export async function batchPaper(
  deps: Pick<Deps, 'pool' | 'registry'>,
  batch: DisbursementTotals,
  claimId?: string,
): Promise<Paper> {
  const { authority, names } = deps.registry.find(batch.jurisdiction);
  const nameOf = programmeNames(deps, batch.jurisdiction);
  const payments: RegisteredPayment[] = [];
  for (const status of registerStatuses)
    for await (const page of paymentsIn(deps, { ...batch, claimId }, status))
      for (const one of page)
        payments.push({
          ...{ paymentId: one.paymentId, claimId: one.claimId, programme: nameOf(one.programme), status },
          ...{ persons: one.persons, amountFen: one.amountFen, on: one.returnedAt ?? one.paidAt },
          payee: one.claimantKind === 'individual' ? maskName(one.claimantName ?? '') : one.claimantName,
        });
  return registerPaper({
    ...{ authority: authority.names.zh, fund: fundNames[batch.fund as Fund].zh },
    ...{ period: batch.period, place: names.zh, excerpt: claimId !== undefined },
    ...{ preparedBy: batch.submitted_by, approvedBy: batch.decided_by, approvedAt: batch.decided_at },
    payments,
  });
}

import { enqueueMail } from '../../../db/mail/outbox.ts';
import type { recoveryEvents } from '../../../domain/messages/mail-events.ts';
import { aboutClaim, addressOf, type Recipient } from '../../claim/mails.ts';
import type { RecoveryContext } from './act.ts';
import { dueNext } from './due.ts';

/** Tells of a recovery: ids, sums and the day by which to repay, nothing personal but the address. In the act's own transaction. */
export async function tell(
  c: RecoveryContext,
  template: keyof typeof recoveryEvents,
  ...recipients: Recipient[]
): Promise<void> {
  const { tx, deps, claim, recovery, move } = c;
  const next = recovery.closed ? undefined : await dueNext(c);
  const params = {
    ...aboutClaim(deps, claim),
    recoveryId: recovery.id,
    amountFen: recovery.amount_fen,
    restFen: Math.max(0, recovery.amount_fen - recovery.repaid_fen),
    ...(next && { dueFen: next.fen }),
    dueAt: recovery.closed ? '' : (recovery.due_at ?? ''),
  };
  for (const recipient of recipients) {
    const to = await addressOf(tx, deps, claim, recipient);
    const onceKey = `${recovery.id}/${move.n}/${template}/${recipient}`;
    if (to) await enqueueMail(tx, { onceKey, template, params, to, at: move.at });
  }
}

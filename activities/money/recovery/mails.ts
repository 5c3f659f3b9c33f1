import { enqueueMail } from '../../../db/mail/outbox.ts';
import { isEnded, openFen, type RecoveryRow } from '../../../db/money/recoveries.ts';
import type { recoveryEvents } from '../../../domain/messages/mail-events.ts';
import { aboutClaim, addressOf, mailAbout, type Recipient } from '../../claim/mails.ts';
import type { RecoveryContext } from './act.ts';
import { dueNext } from './due.ts';

/** Tells of a recovery: ids, sums and the day by which to repay, nothing personal but the address. In the act's own transaction. */
export async function tell(
  c: RecoveryContext,
  template: keyof typeof recoveryEvents,
  ...recipients: Recipient[]
): Promise<void> {
  const { tx, deps, claim, recovery, move } = c;
  const next = isEnded(recovery) ? undefined : await dueNext(c);
  const params = {
    ...aboutClaim(deps, claim),
    recoveryId: recovery.id,
    amountFen: recovery.amount_fen,
    restFen: Math.max(0, openFen(recovery)),
    ...(next && { dueFen: next.fen }),
    dueAt: isEnded(recovery) ? '' : (recovery.due_at ?? ''),
  };
  for (const recipient of recipients) {
    const to = await addressOf(tx, deps, claim, recipient);
    const onceKey = `${recovery.id}/${move.n}/${template}/${recipient}`;
    if (to) await enqueueMail(tx, { onceKey, template, params, addressee: recipient, to, at: move.at });
  }
}

/** The bank has returned what was demanded, or it never left: nobody repays it any more. A demand that was not out yet is told to nobody. */
export async function tellOfEnd(
  { tx, deps, claim, at }: Pick<RecoveryContext, 'tx' | 'deps' | 'claim' | 'at'>,
  { id: recoveryId, amount_fen: amountFen, act_no }: RecoveryRow,
): Promise<void> {
  if (act_no === 0) return;
  const template = 'demandEnded' satisfies keyof typeof recoveryEvents;
  for (const recipient of ['claimant', 'finance'] as const) {
    const onceKey = `${recoveryId}/${template}/${recipient}`;
    await mailAbout(tx, deps, claim, { template, recipient, onceKey, at, more: { recoveryId, amountFen, restFen: 0 } });
  }
}

/** More has come back than was demanded: finance sends it back. Told whenever that has grown. */
export async function tellOfSurplus(
  { tx, deps, claim, at }: Pick<RecoveryContext, 'tx' | 'deps' | 'claim' | 'at'>,
  recovery: RecoveryRow,
  cause: string,
): Promise<void> {
  const { id: recoveryId, amount_fen: amountFen, repaid_fen } = recovery;
  const more = { recoveryId, amountFen, surplusFen: -openFen(recovery) };
  const onceKey = `${recoveryId}/${cause}/repaidTooMuch/${repaid_fen}`;
  await mailAbout(tx, deps, claim, { template: 'repaidTooMuch', recipient: 'finance', onceKey, at, more });
}

import type { DrawRow } from '../../db/inspection/draws.ts';
import { enqueueMail } from '../../db/mail/outbox.ts';
import type { Queryable } from '../../db/pool.ts';
import type { drawEvents, inspectionEvents } from '../../domain/messages/mail-events.ts';
import { deskAddress, mailAbout, type Recipient } from '../claim/mails.ts';
import type { Deps } from '../deps.ts';
import type { InspectionContext } from './act.ts';

/** Tells of an inspection: ids, codes and the day by which something is due, nothing personal but the address. In the act's own transaction. */
export async function tell(
  c: InspectionContext,
  template: keyof typeof inspectionEvents,
  ...recipients: Recipient[]
): Promise<void> {
  const { tx, deps, claim, inspection, move, at } = c;
  const more = {
    inspectionId: inspection.id,
    dueAt: inspection.due_at ?? '',
    ...(inspection.outcome && { outcome: inspection.outcome }),
  };
  for (const recipient of recipients) {
    const onceKey = `${inspection.id}/${move.n}/${template}/${recipient}`;
    await mailAbout(tx, deps, claim, { template, recipient, onceKey, at, more });
  }
}

/** A draw that nobody can carry out is told to the supervisor of the place. */
export async function tellOfMissingInspectors(
  tx: Queryable,
  deps: Pick<Deps, 'authorityMailDomain'>,
  { id, jurisdiction, period, frozen_at: at }: DrawRow,
): Promise<void> {
  const template = 'inspectorsMissing' satisfies keyof typeof drawEvents;
  const to = deskAddress(deps, 'supervisor', jurisdiction);
  await enqueueMail(tx, {
    onceKey: `${id}/${template}`,
    template,
    params: { drawId: id, jurisdiction, period },
    addressee: 'supervisor',
    to,
    at,
  });
}

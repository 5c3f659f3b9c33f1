import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/pool.ts';
import {
  countSince,
  countWaitingPings,
  type DeliveryRow,
  insertPing,
  replaySince,
} from '../../db/webhooks/deliveries.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';

/** That wait at once: one shows whether anything arrives, and they must not keep the sender from telling of claims. */
const mostPings = 5;
/** At once: a system that takes one each second is through in a quarter of an hour, and then the rest can follow. */
const mostReplayed = 1_000;

/** @throws Problem `webhook-pings-too-many` */
export async function ping(tx: Tx, webhookId: string, at: Instant): Promise<DeliveryRow> {
  if ((await countWaitingPings(tx, webhookId)) >= mostPings)
    throw new Problem('webhook-pings-too-many', { most: mostPings });
  return insertPing(tx, { id: `msg_${randomUUID().replaceAll('-', '')}`, webhookId, at });
}

/** Answers how many. @throws Problem `webhook-replay-too-many` */
export async function replay(tx: Tx, webhookId: string, since: Instant): Promise<number> {
  const count = await countSince(tx, webhookId, since);
  if (count > mostReplayed) throw new Problem('webhook-replay-too-many', { count, most: mostReplayed });
  return replaySince(tx, webhookId, since);
}

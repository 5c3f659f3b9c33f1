import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import type { DeliveryRow } from '../../db/webhooks/deliveries.ts';
import {
  countActive,
  findWebhook,
  insertSecret,
  insertWebhook,
  type ListedWebhook,
  lockWebhook,
  type WebhookRow,
} from '../../db/webhooks/webhooks.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { isTrustedUrl, type Mode } from '../../domain/env.ts';
import { say } from '../../domain/messages/index.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { claimantOf } from '../auth/claimant.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { makeSecret } from '../learning/signature.ts';
import type { Delivery, Webhook, WebhookBody, WebhookWithSecret } from './schemas.ts';

/** Active ones of one claimant. */
const most = 10;
/** For how long a secret signs beside the one that took its place. */
const overlap = 24;

interface Deed {
  by: string;
  at: string;
}

/** Does something to one's own webhook, in one transaction with its trace in the audit log. @throws Problem `not-found`, `webhook-deactivated` */
export async function actOn<T>(
  { pool, clock, audit }: Pick<Deps, 'pool' | 'clock' | 'audit'>,
  { actor }: Pick<Env['Variables'], 'actor'>,
  what: string,
  id: string,
  work: (tx: Tx, deed: Deed) => Promise<T>,
): Promise<T> {
  const deed = { by: actor.subject, at: msToInstant(await clock.now()) };
  const entry = await audit.entryOf({ actor, act: what, of: { ids: [id] }, outcome: 'done' });
  return transaction(pool, async (tx) => {
    const webhook = await lockWebhook(tx, id);
    if (!webhook) throw new Problem('not-found');
    if (webhook.deactivated_at) throw new Problem('webhook-deactivated');
    const done = await work(tx, deed);
    await appendEntries(tx, [entry]);
    return done;
  });
}

/** @throws Problem `invalid-input` with `webhook-url`; `webhooks-too-many` */
export async function makeWebhook(
  { pool, clock, audit, mode }: Pick<Deps, 'pool' | 'clock' | 'audit' | 'mode'>,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  hash: string,
  { url, stages = [] }: z.infer<typeof WebhookBody>,
): Promise<z.infer<typeof WebhookWithSecret>> {
  demandUrl(url, mode);
  const id = idOf('W', attempt.actId);
  const { kind, code } = claimantOf(actor);
  const at = msToInstant(await clock.now());
  const row = {
    id,
    claimant_kind: kind as WebhookRow['claimant_kind'],
    claimant: code,
    url,
    stages: [...new Set(stages)],
  };
  const entry = await audit.entryOf({ actor, act: 'make-webhook', of: { ids: [id] }, outcome: 'done' });
  const secret = makeSecret();
  const made = await transaction(pool, async (tx) => {
    if ((await countActive(tx, row)) >= most) throw new Problem('webhooks-too-many', { most });
    await insertWebhook(tx, { ...row, made_by: actor.subject, made_at: at });
    await insertSecret(tx, id, secret, overlap, { by: actor.subject, at });
    const webhook = view((await findWebhook(tx, id))!);
    await attempt.finish(tx, hash, { status: 201, location: `/v1/webhooks/${id}`, body: withoutSecret(webhook) });
    await appendEntries(tx, [entry]);
    return webhook;
  });
  return { ...made, secret, messages: say('webhook-secret-shown-once') };
}

/** A new secret; what came before it signs too until its time is over. */
export async function changeSecret(
  deps: Pick<Deps, 'pool' | 'clock' | 'audit'>,
  vars: Pick<Env['Variables'], 'actor' | 'attempt'>,
  hash: string,
  id: string,
): Promise<z.infer<typeof WebhookWithSecret>> {
  const secret = makeSecret();
  const changed = await actOn(deps, vars, 'make-webhook-secret', id, async (tx, deed) => {
    await insertSecret(tx, id, secret, overlap, deed);
    const webhook = view((await findWebhook(tx, id))!);
    await vars.attempt.finish(tx, hash, { status: 201, location: null, body: withoutSecret(webhook) });
    return webhook;
  });
  return { ...changed, secret, messages: say('webhook-secret-shown-once') };
}

/** The secret itself is written nowhere in clear, also not where answers are kept for repetitions. */
const withoutSecret = (webhook: z.infer<typeof Webhook>) => ({
  ...{ ...webhook, secret: null, messages: say('webhook-secret-not-repeated') },
});

/** What is inside is refused when it is sent to: a name may lead elsewhere by then. */
function demandUrl(url: string, mode: Mode): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const reachable = parsed && (parsed.protocol === 'https:' || (mode === 'rehearsal' && isTrustedUrl(url)));
  if (reachable && !parsed.username && !parsed.password) return;
  throw new Problem('invalid-input', {}, [fault('webhook-url', { path: 'url' })]);
}

export function view(w: ListedWebhook): z.infer<typeof Webhook> {
  return {
    ...{ id: w.id, url: w.url, stages: w.stages, madeBy: w.made_by, madeAt: w.made_at },
    ...{ deactivatedBy: w.deactivated_by, deactivatedAt: w.deactivated_at, secrets: w.secrets },
  };
}

export function deliveryView(d: DeliveryRow): z.infer<typeof Delivery> {
  return {
    ...{ id: d.id, event: d.event, claimId: d.claim_id, payload: { ...d.payload }, at: d.at, status: d.status },
    ...{ attempts: d.attempts, nextTryAt: d.status === 'waiting' ? d.next_try_at : null, deliveredAt: d.delivered_at },
    ...{ responseStatus: d.response_status, error: d.last_error },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import { type Db, transaction } from '../../db/pool.ts';
import { countTimeout, type Due, markDelivered, markRefused, takeDue } from '../../db/webhooks/deliveries.ts';
import { signingSecrets } from '../../db/webhooks/webhooks.ts';
import type { ServiceSettings } from '../../domain/env.ts';
import { type Loop, startLoop } from '../loop.ts';
import { post } from './post.ts';

export interface WebhookSenderOptions {
  db: Db;
  settings: Pick<ServiceSettings, 'mode' | 'webhookAttempts' | 'webhookTimeout'>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause before looking again when nothing is due, milliseconds. */
  pauseMs?: number;
}

/** Deliveries under way at once, each of another claimant. */
const atOnce = 8;
/** Of these, to systems that were silent before. */
const mostSilent = 4;
/** What part of the time for an answer such a system still gets. */
const impatience = 1 / 5;
/** One try in so many has all of it: a system that is slow, and not silent, is heard again. */
const wholeTime = 3;

/**
 * Tells claimants' systems what waits for them, until they have answered with 2xx or have failed too often. Several senders share the work. One that dies
 * leaves what it had taken to the others once the time for it is over; a system may then be told twice, under the same id.
 */
export function startWebhookSender({ db, settings, log, pauseMs = 500 }: WebhookSenderOptions): Loop {
  const leaseSeconds = settings.webhookTimeout + 20;
  const underWay = new Set<Promise<void>>();
  let silent = 0;
  const unreachable = (error: unknown) => log.warn({ error: codeOf(error) }, 'webhooks cannot be read');
  const begin = (one: Due) => {
    silent += Number(one.silent);
    const delivery = deliver(db, settings, log, one)
      .catch(unreachable)
      .finally(() => {
        silent -= Number(one.silent);
        underWay.delete(delivery);
      });
    underWay.add(delivery);
  };
  const loop = startLoop(async () => {
    const limit = atOnce - underWay.size;
    const most = { limit, mostSilent: mostSilent - silent, leaseSeconds };
    const taking = limit && transaction(db, (tx) => takeDue(tx, most)).catch(unreachable);
    const due = (await taking) || [];
    due.forEach(begin);
    if (due.length > 0) return true;
    // Whoever is slow is not waited for: the next look comes after the pause, or as soon as one is done.
    if (underWay.size === 0) return false;
    await Promise.race([...underWay, sleep(pauseMs, undefined, { ref: false })]);
    return true;
  }, pauseMs);
  return {
    async stop() {
      await loop.stop();
      await Promise.all(underWay);
    },
  };
}

async function deliver(
  db: Db,
  { mode, webhookAttempts, webhookTimeout }: WebhookSenderOptions['settings'],
  log: WebhookSenderOptions['log'],
  due: Due,
): Promise<void> {
  const { id, webhook_id, claim_id, url, payload, tries } = due;
  const body = JSON.stringify(payload);
  const timeoutMs = webhookTimeout * 1_000 * (due.silent && tries % wholeTime > 0 ? impatience : 1);
  const facts = { webhook: webhook_id, delivery: id, try: tries, ...(claim_id && { claim: claim_id }) };
  const send = async () => {
    const headers = signedHeaders(await signingSecrets(db, webhook_id), id, body);
    return post({ url, headers, body, timeoutMs, mode });
  };
  const { status, error } = await send().then(
    (status) => ({ status, error: status >= 200 && status < 300 ? undefined : `http-${status}` }),
    (failure: unknown) => ({ status: null, error: codeOf(failure) }),
  );
  if (error === undefined) {
    await markDelivered(db, due, status!);
    log.info(facts, 'webhook delivered');
  } else {
    await markRefused(db, due, { status, error, mostTries: webhookAttempts });
    log.info({ ...facts, error }, 'webhook not delivered');
  }
  await countTimeout(db, webhook_id, error === 'timeout');
}

/** As Standard Webhooks has it. While a secret is changed, both sign. */
function signedHeaders(secrets: readonly string[], id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'training-subsidy-webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

/** `ECONNREFUSED`, `timeout`, or the kind of error: no more than that of what the claimant's network says. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code : (name ?? 'unknown');
}

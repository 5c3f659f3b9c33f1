import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../domain/problem.ts';

// As Standard Webhooks 1.0 has it, so that a platform signs with the library of its language: `v1,` and base64 of HMAC-SHA256 over
// `<webhook-id>.<webhook-timestamp>.<content>`.

const prefix = 'whsec_';

/** A new secret: `whsec_` and base64 of 32 bytes. */
export const makeSecret = () => prefix + randomBytes(32).toString('base64');

export interface SignedHeaders {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  /** One or more, separated by spaces: a platform that changes its secret may sign with both. */
  signatures: string;
}

/** @throws Problem `webhook-headers-missing`; `webhook-timestamp-outside` for what was signed more than `withinSeconds` before or after `nowMs` */
export function readSigned(headers: Headers, withinSeconds: number, nowMs: number): SignedHeaders {
  const id = headers.get('webhook-id') ?? '';
  const time = headers.get('webhook-timestamp') ?? '';
  const signatures = headers.get('webhook-signature') ?? '';
  if (
    !/^[\x21-\x7e]{1,200}$/.test(id) ||
    !/^\d{1,12}$/.test(time) ||
    signatures.length === 0 ||
    signatures.length > 1_000
  )
    throw new Problem('webhook-headers-missing');
  const timestamp = Number(time);
  if (Math.abs(nowMs / 1_000 - timestamp) > withinSeconds)
    throw new Problem('webhook-timestamp-outside', { seconds: withinSeconds });
  return { id, timestamp, signatures };
}

/** Whether one of the signatures is right under one of the secrets. Takes as long for one that is nearly right. */
export function isSigned(
  secrets: readonly string[],
  { id, timestamp, signatures }: SignedHeaders,
  content: Uint8Array,
): boolean {
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  const right = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.`)
      .update(content)
      .digest(),
  );
  const fitting = right.flatMap((one) =>
    given.filter((other) => other.length === one.length && timingSafeEqual(one, other)),
  );
  return fitting.length > 0;
}

import { open, seal } from '../../sealing/aes-gcm.ts';
import type { Key } from '../../sealing/key-ring.ts';
import type { Context } from './context.ts';

// What is sealed stands behind a mark that says under which key.

const textMark = /^v1\.([\w-]{1,20})\./;
/** Files begin with a byte that no text has. */
const bytesMark = /^\0v1\.([\w-]{1,20})\./;
const longestBytesMark = 25;

/** A value, whatever JSON has, as one text: `v1.<key id>.<base64url>`. */
export function sealValue(value: unknown, key: Key, context: Context, field: string): string {
  return `v1.${key.id}.${seal(JSON.stringify(value), key, boundTo(context, field)).toString('base64url')}`;
}

export function sealBytes(bytes: Buffer, key: Key, context: Context, field: string): Buffer {
  return Buffer.concat([Buffer.from(`\0v1.${key.id}.`, 'latin1'), seal(bytes, key, boundTo(context, field))]);
}

/** A sealed value taken apart. */
export interface Sealed {
  keyId: string;
  body: Buffer;
}

/** Undefined for what was never sealed. */
export function sealedIn(stored: unknown): Sealed | undefined {
  const [mark, keyId] = (typeof stored === 'string' && textMark.exec(stored)) || [];
  return mark && keyId ? { keyId, body: Buffer.from((stored as string).slice(mark.length), 'base64url') } : undefined;
}

export function sealedInBytes(stored: Buffer): Sealed | undefined {
  const [mark, keyId] = bytesMark.exec(stored.subarray(0, longestBytesMark).toString('latin1')) ?? [];
  return mark && keyId ? { keyId, body: stored.subarray(mark.length) } : undefined;
}

/** Undefined when it was altered, or sealed under another key or for another place. */
export function unseal({ body }: Sealed, key: Key, context: Context, field: string): Buffer | undefined {
  return open(body, key, boundTo(context, field));
}

/** The owner comes last: neither kind nor field have a NUL, so no two places are written down alike. */
const boundTo = ({ kind, owner }: Context, field: string) => `${kind}\0${field}\0${owner}`;

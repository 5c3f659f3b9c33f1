import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { Context } from './context.ts';
import type { Key } from './key-ring.ts';

// AES-256-GCM. Sealed: iv (12 bytes), ciphertext, tag (16 bytes), behind a mark that says under which key.

const cipher = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];
const textMark = /^v1\.([\w-]{1,20})\./;
/** Files begin with a byte that no text has. */
const bytesMark = /^\0v1\.([\w-]{1,20})\./;
const longestBytesMark = 25;

/** A value, whatever JSON has, as one text: `v1.<key id>.<base64url>`. */
export function sealValue(value: unknown, key: Key, context: Context, field: string): string {
  return `v1.${key.id}.${seal(JSON.stringify(value), key, context, field).toString('base64url')}`;
}

export function sealBytes(bytes: Buffer, key: Key, context: Context, field: string): Buffer {
  return Buffer.concat([Buffer.from(`\0v1.${key.id}.`, 'latin1'), seal(bytes, key, context, field)]);
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

/** @throws Error when it was altered, or sealed under another key or for another place. */
export function unseal({ body }: Sealed, key: Key, context: Context, field: string): Buffer {
  const end = body.length - tagBytes;
  const decipher = createDecipheriv(cipher, key.secret, body.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(boundTo(context, field));
  decipher.setAuthTag(body.subarray(end));
  return Buffer.concat([decipher.update(body.subarray(ivBytes, end)), decipher.final()]);
}

function seal(plain: string | Buffer, key: Key, context: Context, field: string): Buffer {
  const iv = nextIv();
  const sealing = createCipheriv(cipher, key.secret, iv, { authTagLength: tagBytes });
  sealing.setAAD(boundTo(context, field));
  const body = typeof plain === 'string' ? sealing.update(plain, 'utf8') : sealing.update(plain);
  return Buffer.concat([iv, body, sealing.final(), sealing.getAuthTag()]);
}

/** The owner comes last: neither kind nor field have a NUL, so no two places are written down alike. */
const boundTo = ({ kind, owner }: Context, field: string) => Buffer.from(`${kind}\0${field}\0${owner}`);

// One call for randomness costs as much as the sealing itself: a roster takes half a million.
const ivs = Buffer.alloc(ivBytes * 1024);
let used = ivs.length;

function nextIv(): Buffer {
  if (used === ivs.length) {
    randomFillSync(ivs);
    used = 0;
  }
  used += ivBytes;
  return ivs.subarray(used - ivBytes, used);
}

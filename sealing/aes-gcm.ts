import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { Key } from './key-ring.ts';

const cipher = 'aes-256-gcm';
const [ivBytes, authTagLength] = [12, 16];

/** Iv, ciphertext, tag. `boundTo` is authenticated with it: the same has to be said when it is opened. */
export function seal(plain: string | Uint8Array, { secret }: Key, boundTo: string): Buffer {
  const iv = nextIv();
  const sealing = createCipheriv(cipher, secret, iv, { authTagLength }).setAAD(Buffer.from(boundTo));
  const body = typeof plain === 'string' ? sealing.update(plain, 'utf8') : sealing.update(plain);
  return Buffer.concat([iv, body, sealing.final(), sealing.getAuthTag()]);
}

/** Undefined when it was altered, or not sealed like this under this key and for this. */
export function open(sealed: Uint8Array, { secret }: Key, boundTo: string): Buffer | undefined {
  if (sealed.length < ivBytes + authTagLength) return undefined;
  const opening = createDecipheriv(cipher, secret, sealed.subarray(0, ivBytes), { authTagLength });
  opening.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-authTagLength));
  try {
    return Buffer.concat([opening.update(sealed.subarray(ivBytes, -authTagLength)), opening.final()]);
  } catch {
    return undefined;
  }
}

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

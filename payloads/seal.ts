import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Nonce, content under AES-256-GCM, tag. `label` stays readable beside it and cannot be exchanged. */
export function seal(secret: Buffer, content: Uint8Array, label: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when it was not sealed like this under this key and label, or has been changed since. */
export function open(secret: Buffer, sealed: Uint8Array, label: string): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const tag = sealed.subarray(-TAG);
  const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(label)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

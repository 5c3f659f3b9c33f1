import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How every key begins, and no person's subject. */
export const keyPrefix = 'tsk_';

// `tsk_<number>_<secret><checksum>`: 20, 64 and 8 hexadecimal digits. Scanners for leaked secrets find it by its form.
const form = /^(tsk_[0-9a-f]{20})_[0-9a-f]{64}([0-9a-f]{8})$/;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const checksum = (text: string) => sha256(text).slice(0, 8);

/** A new key, and the hash by which it is recognised. */
export function makeKey(id: string): { key: string; sha256: string } {
  const unchecked = `${id}_${randomBytes(32).toString('hex')}`;
  const key = unchecked + checksum(unchecked);
  return { key, sha256: sha256(key) };
}

/** The number of a key. Undefined: this was never one of ours, which is known without asking the database. */
export function idOfKey(text: string): string | undefined {
  const [, id, sum] = form.exec(text) ?? [];
  return sum === checksum(text.slice(0, -8)) ? id : undefined;
}

/** Takes as long for a key that is nearly right. */
export function isKey(text: string, storedSha256: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(text)), Buffer.from(storedSha256));
}

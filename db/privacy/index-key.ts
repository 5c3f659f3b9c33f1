import { createHmac } from 'node:crypto';

/** Key of the hash under which people are found again. */
export interface IndexKey {
  /** Empty for the first one, which had none. */
  id: string;
  secret: string;
}

/** `<id>:<secret>`, or a secret alone. */
export function readIndexKey(text: string): IndexKey {
  const [, id, secret] = /^([\w-]{1,20}):(.*)$/.exec(text) ?? [];
  return id && secret ? { id, secret } : { id: '', secret: text };
}

/** What indexes under a key begin with. */
export const indexMark = ({ id }: IndexKey): string => (id ? `${id}.` : '');

/** Without the key the table cannot be searched by guessing ID numbers. `<key id>.<hex>`, under the first key the hash alone. */
export function personIndex(idNumber: string, key: IndexKey): string {
  return indexMark(key) + createHmac('sha256', key.secret).update(idNumber.toUpperCase()).digest('hex');
}

import { createHmac } from 'node:crypto';
import { canonicalNumber } from '../../domain/certificates/number-check.ts';

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
  return indexMark(key) + hash(idNumber.toUpperCase(), key);
}

/** Of a certificate's number, which may be short enough to be guessed. It is never a person's index. */
export function certificateIndex(kind: string, number: string, key: IndexKey): string {
  return indexMark(key) + hash(`certificate\n${kind}\n${canonicalNumber(number)}`, key);
}

const hash = (text: string, key: IndexKey) => createHmac('sha256', key.secret).update(text).digest('hex');

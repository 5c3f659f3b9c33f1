import { createHmac } from 'node:crypto';

/** The keyed hash under which a person is found again. Without the key the table cannot be searched by guessing ID numbers. */
export function personIndex(idNumber: string, key: string): string {
  return createHmac('sha256', key).update(idNumber.toUpperCase()).digest('hex');
}

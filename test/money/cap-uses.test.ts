import { expect, test } from 'vitest';
import { consumeCaps, releaseCaps, reserveCaps, unconsumeCaps } from '../../db/money/caps.ts';
import { rows } from '../../db/pool.ts';
import { openBooks } from './support/books.ts';
import { claim } from './support/tables.ts';

const use = (claim_id: string, ref: string) => ({
  ...{ scope: 'wuxi-10-window', person_id: `person-${ref}`, claim_id, ref },
  ...{ amount_fen: 44_400, occupation: null, level: null },
});
const training = (claim_id: string, ref: string) => ({ claim_id, ref, component: 'training-subsidy' as const });

test('room is reserved, consumed when it is paid, reserved again when that came back, and freed only while it is reserved', async () => {
  const { db } = await openBooks();
  await claim(db, 'a');
  await claim(db, 'b');
  await reserveCaps(db, [use('a', '1'), use('a', '2'), use('b', '1')]);
  const statuses = async () => {
    const found = await rows<{ status: string }>(db, 'select status from cap_uses order by claim_id, ref');
    return found.map(({ status }) => status);
  };
  await consumeCaps(db, [training('a', '1'), training('b', '1')]);
  expect(await statuses()).toEqual(['consumed', 'reserved', 'consumed']);
  // Paid room stays taken, whatever becomes of the money: also when it is recovered.
  await releaseCaps(db, [training('a', '1'), training('a', '2')]);
  expect(await statuses()).toEqual(['consumed', 'released', 'consumed']);
  await unconsumeCaps(db, [training('a', '1'), training('a', '2')]);
  expect(await statuses()).toEqual(['reserved', 'released', 'consumed']);
  await releaseCaps(db, [training('a', '1')]);
  await consumeCaps(db, [training('a', '1')]);
  expect(await statuses()).toEqual(['released', 'released', 'consumed']);
});

test('a living allowance has no limit: its payment and its fall leave the room of the training subsidy alone', async () => {
  const { db } = await openBooks();
  await claim(db, 'a');
  await reserveCaps(db, [use('a', '1')]);
  const allowance = { claim_id: 'a', ref: '1', component: 'living-allowance' as const };
  await consumeCaps(db, [allowance]);
  await releaseCaps(db, [allowance]);
  expect(await rows(db, 'select status from cap_uses')).toEqual([{ status: 'reserved' }]);
});

import { expect, onTestFinished, test } from 'vitest';
import { type IncomingRow, storeRoster } from '../../db/intake/store-roster.ts';
import { createPool, rows, transaction } from '../../db/pool.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

test('rosters that come one behind the other by the same connection take nobody over: of one that was undone, one that is there, or refused rows', async () => {
  const { databaseUrl } = await testDatabase();
  const db = createPool(databaseUrl, 1, testVault);
  onTestFinished(() => db.end());
  const store = (id: string, idNumbers: string[], refusedRows: number[] = [], then = async () => {}) =>
    transaction(db, async (tx) => {
      async function* people(): AsyncGenerator<IncomingRow> {
        for (const [i, idNumber] of idNumbers.entries())
          yield { rowNo: i + 1, ref: String(i + 1), relation: 'employee', personal: { name: '王芳', idNumber } };
      }
      const accepted = idNumbers.length - refusedRows.length;
      const head = { id, owner: 'enterprise:1', jurisdiction: null, programme: null };
      await storeRoster(tx, head, people(), () => ({ rows: idNumbers.length, accepted, refusedRows }));
      await then();
    });
  const undone = store('undone', ['1', '2', '3'], [], () => Promise.reject(new Error('undone')));
  await expect(undone).rejects.toThrow('undone');
  await store('first', ['4', '5', '5'], [3]);
  await store('second', ['5', '6']);
  const found = await rows<{ roster: string; index: string }>(
    db,
    'select r.roster_id as roster, p.id_number_index as index from roster_rows r join people p using (person_id) order by 1, r.row_no',
  );
  const named = (roster: string, idNumber: string) => ({ roster, index: testVault.personIndex(idNumber) });
  expect(found).toEqual([named('first', '4'), named('first', '5'), named('second', '5'), named('second', '6')]);
  expect(await rows(db, 'select from incoming_rows')).toEqual([]);
  // The second one found the table that is there.
  expect(await rows(db, `select from pg_class where relname = 'incoming_rows'`)).toHaveLength(1);
});

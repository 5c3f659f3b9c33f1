import { expect, test } from 'vitest';
import { isConnectionLoss } from '../../db/failures.ts';
import { createPool, row, transaction } from '../../db/pool.ts';
import { sharedServers, testDatabase } from '../support/stack.ts';

test('a connection that is lost between two statements of a transaction fails that transaction, not the process', async () => {
  const { databaseUrl } = await testDatabase();
  const [db, admin] = [createPool(databaseUrl, 2), createPool(sharedServers().adminUrl, 1)];
  const cut = transaction(db, async (tx) => {
    const own = await row<{ pid: number }>(tx, 'select pg_backend_pid() as pid');
    await admin.query('select pg_terminate_backend($1)', [own!.pid]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await tx.query('select 1');
  });
  const error: unknown = await cut.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  // Worth repeating: the API answers 503 and not 500.
  expect(isConnectionLoss(error)).toBe(true);
  // The pool goes on with another connection.
  expect(await row(db, 'select 1 as one')).toEqual({ one: 1 });
  await Promise.all([db.end(), admin.end()]);
});

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
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

/** A way to PostgreSQL on which, while it is cut, nothing comes through and nobody is told. */
async function wayTo(databaseUrl: string): Promise<{ url: string; cut(): void }> {
  const sockets: Socket[] = [];
  const server = createServer((here) => {
    const there = connect(Number(new URL(databaseUrl).port), '127.0.0.1');
    here.pipe(there).pipe(here);
    sockets.push(here, there);
    for (const socket of [here, there]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = Object.assign(new URL(databaseUrl), { port: String((server.address() as AddressInfo).port) }).href;
  return {
    url,
    cut() {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

test('a server that falls silent is given up soon after it should have ended the statement, and the pool goes on', async () => {
  const { databaseUrl } = await testDatabase();
  const way = await wayTo(databaseUrl);
  const db = createPool(way.url, 1, undefined, { statement_timeout: 500 });
  onTestFinished(() => db.end());
  expect(await row(db, 'select 1 as one')).toEqual({ one: 1 });
  way.cut();
  const error: unknown = await row(db, 'select 2').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: 'Query read timeout' });
  expect(isConnectionLoss(error)).toBe(true);
  expect(await row(db, 'select 3 as three')).toEqual({ three: 3 });
});

test('a server whose name is not known while its machine is stopped is worth asking again', async () => {
  const db = createPool('postgres://somebody@stopped.invalid/nowhere', 1);
  onTestFinished(() => db.end());
  const error: unknown = await row(db, 'select 1').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
  expect(isConnectionLoss(error)).toBe(true);
});

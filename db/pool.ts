import pg from 'pg';
import { isBehindFailure, isStalePlan } from './failures.ts';
import { keepPlans, keptPlans } from './kept-plans.ts';
import './value-types.ts';
import { oneWrite } from './one-write.ts';
import { closedVault } from './privacy/closed-vault.ts';
import type { Vault } from './privacy/vault.ts';
import { setScope, system } from './scope.ts';
import { tellStatements } from './spans.ts';

/** Whoever reads or writes rows carries the vault in which their personal data is sealed. */
interface WithVault {
  readonly vault: Vault;
}
/** Anything that runs a query: the pool, or one client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'> & WithVault;
export type Db = pg.Pool & WithVault & { take(): Promise<Taken> };
export type Tx = pg.PoolClient & WithVault;

interface Taken {
  client: Tx;
  /** Within which it is to work; undefined when it does already. */
  scope: string | undefined;
}

interface PoolOptions extends Pick<pg.PoolConfig, 'statement_timeout' | 'connectionTimeoutMillis'> {
  /** For whom the next connection that is taken works. The API's says who asks; everything else is the system. */
  scope?: () => string;
}

/** A kept plan takes the types of values as they were when it was made: what a migration makes of a column, every connection knows after so long. */
const maxLifetimeSeconds = 600;

/** A server whose machine is gone says nothing any more: the kernel asks on a connection on which nothing comes. */
const asleep = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/** PostgreSQL tells by then that a statement took too long; if it does not, it is gone. Milliseconds. */
const grace = 5_000;
const answered = ({ statement_timeout: most }: Pick<PoolOptions, 'statement_timeout'>) =>
  most ? { query_timeout: most + grace } : {};

/**
 * Without a vault personal data can be neither read nor written. `statement_timeout`: how long PostgreSQL may work on one statement;
 * `connectionTimeoutMillis`: how long a connection may be waited for. Both in milliseconds; without them as long as it takes.
 *
 * Connections are pipelined: statements that do not wait for one another go to PostgreSQL in one round trip, in their order. The first of a
 * snapshot goes with its `begin`. COPY and cursors cannot be had on such a connection.
 */
export function createPool(
  connectionString: string,
  max = 10,
  vault = closedVault,
  { scope = () => system, ...limits }: PoolOptions = {},
): Db {
  const named = { application_name: 'training-subsidy-claims', pipeline: true, stream: oneWrite, maxLifetimeSeconds };
  const pool = new pg.Pool({ connectionString, max, ...named, ...asleep, ...limits, ...answered(limits) });
  const nameOf = keptPlans();
  // A connection that the server closes must not end the process; the next query reconnects.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    keepPlans(client, nameOf);
    tellStatements(client);
  });
  const next = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const standing = new WeakMap<pg.PoolClient, string>();
  const stand = async (client: pg.PoolClient, asked: string) => {
    await setScope(client, asked, false);
    standing.set(client, asked);
  };
  // Who asks is noted before the wait: a pool hands connections over in the context of who gives them back.
  const take = async (): Promise<Taken> => {
    const asked = scope();
    const client = Object.assign(await next(), { vault });
    if (!standing.has(client)) await orClosed(client, () => stand(client, asked));
    return { client, scope: standing.get(client) === asked ? undefined : asked };
  };
  const connect = async () => {
    const { client, scope } = await take();
    if (scope !== undefined) await orClosed(client, () => stand(client, scope));
    return client;
  };
  const query = async (text: string, values?: unknown[]) => {
    const { client, scope } = await take();
    const result = await orClosed(client, async () => {
      const stands = scope === undefined ? undefined : stand(client, scope);
      // What is read goes in the same round trip, and is told to nobody unless the scope was theirs; what is written waits.
      if (!reads.test(text)) await stands;
      return (await Promise.all([client.query(text, values), stands]))[0];
    });
    client.release();
    return result;
  };
  return Object.assign(pool, { vault, take, connect, query: query as pg.Pool['query'] });
}

const reads = /^\s*select\b/i;

/** A connection on which something failed is not given back. */
async function orClosed<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/** A connection of one's own, until it is released. */
export function connect(db: Db): Promise<Tx> {
  return db.connect() as Promise<Tx>;
}

const reading = 'begin isolation level repeatable read read only';

/** Runs `work` in one transaction: all or nothing. */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, 'begin', work);
}

/** Reads at one moment, however many queries it takes and whatever is written meanwhile. */
export function snapshot<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, reading, work);
}

async function inTransaction<T>(db: Db, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { client, scope } = await db.take();
  let broken: Error | undefined;
  // A connection that is lost between two statements tells it here; unheard, it would end the process.
  const lost = (error: Error) => {
    broken = error;
  };
  client.on('error', lost);
  const begun = Promise.all([client.query(begin), scope !== undefined && setScope(client, scope, true)]);
  begun.catch(() => {});
  try {
    // What is read goes in the same round trip, and is told to nobody unless this was a transaction, and within their scope; what is written waits.
    if (begin !== reading) await begun;
    const result = await work(client);
    await begun;
    const { command } = await client.query('commit');
    // What was caught on the way has ended the transaction all the same.
    if (command !== 'COMMIT') throw new Error(`nothing was kept: the transaction ended by ${command}`);
    return result;
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e;
    });
    if (isStalePlan(error)) broken = error as Error;
    throw await begun.then(
      () => error,
      (first: unknown) => first,
    );
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

/**
 * What a transaction asks in one round trip. Waits for all of it, also when some of it fails: whatever went on by itself would go on behind the
 * rollback, where it stays. Nothing goes beside `asSystemIn`, within whose scope it would be asked too.
 */
export async function together<const T extends readonly unknown[]>(
  asked: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const answers = await Promise.allSettled(asked);
  const failures = answers.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw failures.find((failure) => !isBehindFailure(failure)) ?? failures[0];
  return answers.map((one) => (one as PromiseFulfilledResult<unknown>).value) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}

export async function rows<T>(db: Queryable, text: string, values: unknown[] = []): Promise<T[]> {
  return (await db.query(text, values)).rows as T[];
}

export async function row<T>(db: Queryable, text: string, values: unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(db, text, values))[0];
}

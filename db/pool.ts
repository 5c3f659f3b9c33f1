import pg from 'pg';
import type { Instant } from '../domain/calendar/date.ts';
import { isStalePlan, keepPlans, keptPlans, unknownName } from './kept-plans.ts';
import { oneWrite } from './one-write.ts';
import { closedVault } from './privacy/closed-vault.ts';
import type { Vault } from './privacy/vault.ts';
import { setScope, system } from './scope.ts';
import { tellStatements } from './spans.ts';

// Dates stay local strings, sums stay numbers (safe below 2^53 fen) and instants carry the local offset:
// left alone, `pg` would answer with Date objects in the host's zone and with strings for int8.
const numberOf = (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond 2^53: ${text}`);
  return value;
};
const localOffsetMs = 8 * 3_600_000;
const instantOf = (text: string): Instant =>
  new Date(Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) + localOffsetMs)
    .toISOString()
    .replace('.000Z', '+08:00')
    .replace('Z', '+08:00');
pg.types.setTypeParser(20, numberOf);
pg.types.setTypeParser(1700, numberOf);
pg.types.setTypeParser(1082, (text) => text);
pg.types.setTypeParser(1184, instantOf);

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

interface PoolOptions extends Pick<pg.PoolConfig, 'statement_timeout'> {
  /** For whom the next connection that is taken works. The API's says who asks; everything else is the system. */
  scope?: () => string;
}

/** A kept plan takes the types of values as they were when it was made: what a migration makes of a column, every connection knows after so long. */
const maxLifetimeSeconds = 600;

/**
 * Without a vault personal data can be neither read nor written. `statement_timeout`: how long PostgreSQL may work on one statement,
 * milliseconds; without it as long as it takes.
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
  const pool = new pg.Pool({ connectionString, max, ...named, ...limits });
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
    await client.query('commit');
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

/** Of a transaction that has failed, and of a statement that was to get its name in it. */
const behindFailure = ['25P02', unknownName];

/**
 * What a transaction asks in one round trip. Waits for all of it, also when some of it fails: whatever went on by itself would go on behind the
 * rollback, where it stays. Nothing goes beside `asSystemIn`, within whose scope it would be asked too.
 */
export async function together<const T extends readonly unknown[]>(
  asked: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const answers = await Promise.allSettled(asked);
  const failures = answers.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  // What is asked behind a failure only says that there was one.
  if (failures.length > 0) throw failures.find(({ code }) => !behindFailure.includes(code)) ?? failures[0];
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

/** True when PostgreSQL will refuse the same values every time: class 22 (data exception) and 54 (a limit of its own). */
export function isDataRefusal(error: unknown): error is { code: string } {
  return /^(22|54)...$/.test((error as { code?: string } | null)?.code ?? '');
}

/** True when a statement failed because PostgreSQL is not reachable or shutting down, or was changed under it: worth repeating. */
export function isConnectionLoss(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const lost = /^(08|57P0)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code);
  // `pg` gives these no code: for what is asked of a connection that was lost a moment ago.
  return (
    lost || isStalePlan(error) || /^(Connection terminated|Client has encountered a connection error)/.test(message)
  );
}

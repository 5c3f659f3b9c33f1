import { AsyncLocalStorage } from 'node:async_hooks';

// For whom a connection works. Policies in PostgreSQL read it from the setting `app.scope` (migration 0079): `system`, `all`, `place:wuxi`,
// `claimant:enterprise:9132…`; empty, nothing is visible.

const asking = new AsyncLocalStorage<string>();

export const system = 'system';
/** Calls without a token: nothing is theirs. */
export const nobody = '';

/** What somebody may see, as the policies read it; what is left out does not narrow. */
export function scopeNamed(of: { claimant?: { kind: string; code: string }; jurisdiction?: string }): string {
  if (of.claimant) return `claimant:${of.claimant.kind}:${of.claimant.code}`;
  return of.jurisdiction ? `place:${of.jurisdiction}` : 'all';
}

/** Whatever `work` asks of the database, it asks within the scope. */
export function within<T>(scope: string, work: () => T): T {
  return asking.run(scope, work);
}

/** What `work` asks, the system asks on its own behalf. Each use says why who calls must not be the measure. */
export function asSystem<T>(work: () => T): T {
  return within(system, work);
}

/** The same inside a transaction under way, which goes on within its own scope; nothing may go `together` with it. A worker's is the system's already. */
export async function asSystemIn<T>(tx: Settable, work: () => Promise<T>): Promise<T> {
  const own = asking.getStore();
  if (own === undefined || own === system) return work();
  // It goes with the first statement, and back with the one behind; where it fails, the transaction takes nothing more, and its end sets the scope back.
  setScope(tx, system, true).catch(() => {});
  try {
    return await asSystem(work);
  } finally {
    setScope(tx, own, true).catch(() => {});
  }
}

/** Reads on within the scope of now, whoever asks for the next item and whenever: a stream is read after its call was answered. */
export function keepScope<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  const scope = askedScope();
  const iterator = items[Symbol.asyncIterator]();
  const next = () => within(scope, () => iterator.next());
  const done = async () =>
    (await within(scope, () => iterator.return?.())) ?? { done: true as const, value: undefined };
  return { [Symbol.asyncIterator]: () => ({ next, return: done }) };
}

/** The scope of who asks. @throws Error where nobody said: such code would see nothing, and take it for all there is. */
export function askedScope(): string {
  const scope = asking.getStore();
  if (scope === undefined) throw new Error('the database is asked outside of any scope; see db/scope.ts');
  return scope;
}

interface Settable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** `local`: until the transaction ends. */
export async function setScope(connection: Settable, scope: string, local: boolean): Promise<void> {
  await connection.query(`select set_config('app.scope', $1, $2)`, [scope, local]);
}

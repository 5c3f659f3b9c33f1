import { messageOf } from '../../domain/failure.ts';
import { Problem } from '../../domain/problem.ts';
import { type Db, row, rows, type Tx, transaction } from '../pool.ts';
import type { SealedColumn } from './sealed-columns.ts';
import { stale } from './sealed-counts.ts';
import { KeyMissing, type Vault } from './vault.ts';

/** Pages of a table that are taken in one transaction: some hundred rows. */
const pages = 32;
/** Rows that are in memory at once: files are large. */
const atOnce = { fields: 1_000, value: 100, bytes: 1 } as const;

interface Found {
  at: string;
  owner: string;
  name: string;
  stored: unknown;
}

export interface Rotated {
  rows: number;
  /** Why a row stays as it is. */
  unopened: string[];
}

/**
 * Seals under the current key what is not, page by page, each in a transaction of its own: it may be cut off, and be run again. Rows that
 * somebody holds are left for the next run, so that nobody waits for this.
 */
export async function rotateColumn(db: Db, column: SealedColumn): Promise<Rotated> {
  const rotated: Rotated = { rows: 0, unopened: [] };
  const { end } = (await row<{ end: number }>(
    db,
    `select pg_relation_size($1) / current_setting('block_size')::int as end`,
    [column.table],
  ))!;
  for (let from = 0; from < end; from += pages) {
    await transaction(db, async (tx) => {
      const held = await holdStale(tx, column, from, from + pages);
      for (let i = 0; i < held.length; i += atOnce[column.form]) {
        const { rows: more, unopened } = await rotateRows(tx, column, held.slice(i, i + atOnce[column.form]));
        rotated.rows += more;
        rotated.unopened.push(...unopened);
      }
    });
  }
  return rotated;
}

async function holdStale(tx: Tx, column: SealedColumn, from: number, to: number): Promise<string[]> {
  const held = await rows<{ at: string }>(
    tx,
    `select t.ctid::text as at from ${column.table} t
     where t.ctid >= $1::tid and t.ctid < $2::tid and ${stale(column, '$3')} for update of t skip locked`,
    [`(${from},0)`, `(${to},0)`, tx.vault.keyId],
  );
  return held.map(({ at }) => at);
}

async function rotateRows(tx: Tx, column: SealedColumn, held: readonly string[]): Promise<Rotated> {
  const { table, owner, name, form, column: stored } = column;
  const found = await rows<Found>(
    tx,
    `select t.ctid::text as at, ${owner} as owner, (${name})::text as name, t.${stored} as stored from ${table} t
     where t.ctid = any($1::tid[])`,
    [held],
  );
  const sealed = found.map((one) => resealed(tx.vault, column, one));
  const done = sealed.filter((one) => one.value !== undefined);
  if (done.length > 0) {
    const type = form === 'bytes' ? 'bytea' : 'jsonb';
    await tx.query(
      `update ${table} t set ${stored} = v.value from unnest($1::tid[], $2::${type}[]) as v(at, value) where t.ctid = v.at`,
      [done.map(({ at }) => at), done.map(({ value }) => value)],
    );
  }
  return { rows: done.length, unopened: sealed.flatMap(({ why }) => why ?? []) };
}

/** The row's value under the current key, or why there is none. */
function resealed(
  vault: Vault,
  { table, column, form, context }: SealedColumn,
  { at, owner, name, stored }: Found,
): { at: string; value?: string | Buffer; why?: string } {
  const of = context(owner);
  const place = `${table} ${name}`;
  try {
    if (form === 'bytes')
      return { at, value: vault.sealBytes(vault.openBytes(stored as Buffer, column, of, place), column, of) };
    if (form === 'value') {
      const sealed = vault.seal({ [column]: vault.openField(stored, column, of, place) }, of);
      return { at, value: JSON.stringify(sealed[column]) };
    }
    return { at, value: JSON.stringify(vault.seal(vault.open(stored as object, of, place), of)) };
  } catch (error) {
    if (error instanceof Problem || error instanceof KeyMissing) return { at, why: messageOf(error) };
    throw error;
  }
}

import { type Queryable, rows } from '../pool.ts';
import type { SealedColumn } from './sealed-columns.ts';

/** Rows of a column that are sealed under a key; null: that are not sealed. A row that is sealed under two keys counts under both. */
export interface SealedCount {
  keyId: string | null;
  rows: number;
}

/** Reads the whole table. */
export function sealedCounts(db: Queryable, column: SealedColumn): Promise<SealedCount[]> {
  return rows(
    db,
    `select f.key_id as "keyId", count(distinct t.ctid) as rows from ${column.table} t, ${keyIds(column)} f
     group by 1 order by 1 nulls first`,
  );
}

/** Condition: something in the row is not under the current key (parameter `at`, its id). */
export const stale = (column: SealedColumn, at: string): string =>
  `exists (select from ${keyIds(column)} f where f.key_id is distinct from ${at})`;

/** The keys under which the values of a row are sealed. */
function keyIds({ column, form }: SealedColumn): string {
  const stored = `t.${column}`;
  const mark = `'^v1\\.([\\w-]{1,20})\\.'`;
  if (form === 'fields')
    return `lateral (select substring(e.value from ${mark}) as key_id from jsonb_each_text(${stored}) e where e.value is not null)`;
  if (form === 'value')
    return `lateral (select substring(${stored} #>> '{}' from ${mark}) as key_id where ${stored} #>> '{}' is not null)`;
  // An erased file is empty, and there is nothing to seal. Escaped, a NUL is `\\000`, and no text begins with one.
  return `lateral (select substring(encode(substring(${stored} from 1 for 30), 'escape') from '^\\\\000v1\\.([\\w-]{1,20})\\.') as key_id where ${stored} <> '')`;
}

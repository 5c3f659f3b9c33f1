import type { DirectoryEntry } from '../../domain/directory/entry.ts';
import type { Cell } from '../ledger/register.ts';
import { type Column, columns, words } from './columns.ts';
import type { Directory } from './read.ts';

const rowsPerPage = 1_000;
const order = Object.keys(columns) as Column[];

/** The directory as a table that can be imported again, page by page: headers first. */
export async function* exportPages(directory: Directory): AsyncGenerator<Cell[][]> {
  yield [order.map((column) => columns[column][0])];
  for (let after: DirectoryEntry | null = null; ; ) {
    const page: DirectoryEntry[] = await directory.page(after, rowsPerPage);
    if (page.length > 0) yield page.map(rowOf);
    if (page.length < rowsPerPage) return;
    after = page.at(-1)!;
  }
}

function rowOf({ kind, name, level, data, valid_from, valid_to }: DirectoryEntry): Cell[] {
  const values: Partial<Record<Column, unknown>> = {
    ...data,
    kind,
    name,
    level,
    validFrom: valid_from,
    validTo: valid_to,
  };
  return order.map((column) => cellOf(column, values[column]));
}

function cellOf(column: Column, value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return (Array.isArray(value) ? value : [value]).map((one) => wordFor(column, String(one))).join('、');
}

const wordFor = (column: Column, name: string) =>
  Object.entries(words[column] ?? {}).find(([, ours]) => ours === name)?.[0] ?? name;

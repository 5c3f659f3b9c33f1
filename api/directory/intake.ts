import type { z } from '@hono/zod-openapi';
import { type DirectoryEntry, keyOf } from '../../domain/directory/entry.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { faultsOf } from '../zod-faults.ts';
import { DirectoryRow } from './schemas.ts';

/** A file with more rows is none that two persons can look through. */
const mostRows = 20_000;

/** The right rows of a directory file, as entries without place and id, and what is wrong with the others. */
export interface DirectoryFile {
  rows: number;
  entries: (Omit<DirectoryEntry, 'id' | 'jurisdiction'> & { row: number })[];
  /** By row, 1 = the first below the header. */
  faults: (Fault & { row: number })[];
}

/** @throws Problem `directory-empty`, `directory-too-long`, `directory-rows-refused` where no row is right */
export async function readDirectory(given: AsyncIterable<Record<string, unknown>>): Promise<DirectoryFile> {
  const file: DirectoryFile = { rows: 0, entries: [], faults: [] };
  const seen = new Map<string, number>();
  for await (const one of given) {
    const row = ++file.rows;
    if (row > mostRows) throw new Problem('directory-too-long', { most: mostRows });
    const parsed = DirectoryRow.safeParse(one);
    if (!parsed.success) {
      file.faults.push(...faultsOf(parsed.error, one).map((wrong) => ({ ...wrong, row })));
      continue;
    }
    const entry = entryOf(parsed.data);
    const mark = JSON.stringify([entry.kind, keyOf(entry), entry.valid_from]);
    const other = seen.get(mark);
    if (other !== undefined) {
      file.faults.push({ ...fault('directory-row-duplicate', { path: 'name' }, { other }), row });
      continue;
    }
    seen.set(mark, row);
    file.entries.push({ ...entry, row });
  }
  if (file.rows === 0) throw new Problem('directory-empty');
  if (file.entries.length === 0) throw new Problem('directory-rows-refused', {}, file.faults.slice(0, 1_000));
  return file;
}

function entryOf({ kind, name, level, validFrom, validTo, ...data }: z.infer<typeof DirectoryRow>) {
  return { kind, name, level, data, valid_from: validFrom, valid_to: validTo ?? null };
}

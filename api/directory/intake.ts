import { Readable } from 'node:stream';
import type { z } from '@hono/zod-openapi';
import { type DirectoryEntry, keyOf } from '../../domain/directory/entry.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { tableOf, xlsxType } from '../rosters/read.ts';
import { createSlots } from '../slots.ts';
import { faultsOf } from '../zod-faults.ts';
import { entriesIn } from './columns.ts';
import { DirectoryRow } from './schemas.ts';

/** A file with more rows is none that two persons can look through. */
const mostRows = 20_000;
const mostFaults = 1_000;

/** The right rows of a directory file, as entries without place and id, and what is wrong with the others. */
export interface DirectoryFile {
  rows: number;
  entries: (Omit<DirectoryEntry, 'id' | 'jurisdiction'> & { row: number })[];
  /** By row, 1 = the first below the header; the first 1,000. */
  faults: (Fault & { row: number })[];
}

// A workbook is in memory while it is read.
const inTurn = createSlots(2);

/** @throws Problem `unsupported-media-type`, `directory-unreadable`, and as `readDirectory` */
export function readDirectoryFile(contentType: string | undefined, file: Uint8Array): Promise<DirectoryFile> {
  return inTurn(async () => {
    try {
      const table = await tableOf(contentType, Readable.from([file]));
      if (!table) throw new Problem('unsupported-media-type', { allowed: `text/csv, ${xlsxType}` });
      return await readDirectory(entriesIn(table));
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'roster-unreadable')) throw error;
      throw new Problem('directory-unreadable', error.params);
    }
  });
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
      if (file.faults.length < mostFaults)
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
  file.faults.splice(mostFaults);
  if (file.rows === 0) throw new Problem('directory-empty');
  if (file.entries.length === 0) throw new Problem('directory-rows-refused', {}, file.faults);
  return file;
}

function entryOf({ kind, name, level, validFrom, validTo, ...data }: z.infer<typeof DirectoryRow>) {
  return { kind, name, level, data, valid_from: validFrom, valid_to: validTo ?? null };
}

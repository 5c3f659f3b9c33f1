import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Anchor, ChainedEntry } from '../../domain/audit.ts';
import { messageOf, StartFailure } from '../../domain/failure.ts';

/** One entry a line, so that whoever has the file needs nothing else to verify it. @throws StartFailure when it exists already or cannot be written */
export async function writeEntries(file: string, entries: AsyncIterable<ChainedEntry>): Promise<number> {
  let count = 0;
  const lines = async function* () {
    for await (const entry of entries) {
      count += 1;
      yield `${JSON.stringify(entry)}\n`;
    }
  };
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const writable = new Promise<void>((resolve, reject) => target.once('open', () => resolve()).once('error', reject));
  await writable.catch((error: unknown) => {
    throw new StartFailure(`${file} cannot be written: ${messageOf(error)}`, { cause: error });
  });
  await pipeline(Readable.from(lines()), target);
  return count;
}

/** @throws StartFailure for a file that cannot be read, or a line that is none of ours */
export function readEntries(file: string): AsyncGenerator<ChainedEntry> {
  return readLines<ChainedEntry>(
    file,
    ({ seq, hash, at, act }) => Number.isSafeInteger(seq) && !!hash && !!at && !!act,
  );
}

/** What the API has written to `AUDIT_ANCHORS`. @throws as `readEntries` */
export async function readAnchors(file: string): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  for await (const anchor of readLines<Anchor>(file, ({ seq, hash }) => Number.isSafeInteger(seq) && !!hash))
    anchors.push(anchor);
  return anchors;
}

async function* readLines<T>(file: string, fits: (line: Partial<T>) => boolean): AsyncGenerator<T> {
  let no = 0;
  const fail = (what: string, cause?: unknown) => new StartFailure(`${file} ${what}`, { cause });
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      no += 1;
      const read = parsed<T>(line);
      if (!read || !fits(read)) throw fail(`is not what was written: line ${no} is none of ours`);
      yield read as T;
    }
  } catch (error) {
    throw error instanceof StartFailure ? error : fail(`cannot be read: ${messageOf(error)}`, error);
  }
}

function parsed<T>(line: string): Partial<T> | undefined {
  try {
    return JSON.parse(line) ?? undefined;
  } catch {
    return undefined;
  }
}

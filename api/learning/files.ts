import { Problem } from '../../domain/problem.ts';
import { parseJson } from '../body.ts';
import { csvTable, decoded } from '../rosters/csv.ts';

export const learningFileTypes = ['text/csv', 'application/x-ndjson'] as const;

const numbers = new Set(['minutes', 'revision', 'score', 'rating']);
const flags = new Set(['cancelled', 'passed', 'answered']);

/**
 * The events of a file, row by row; what is no event of any kind is left for the schema to refuse.
 * @throws Problem `unsupported-media-type`, `learning-file-unreadable`
 */
export async function* eventsIn(contentType: string | undefined, file: Buffer): AsyncGenerator<unknown> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/csv') yield* readable(csvEvents(file));
  else if (type === 'application/x-ndjson') yield* readable(jsonLines(file));
  else throw new Problem('unsupported-media-type', { allowed: learningFileTypes.join(', ') });
}

async function* readable(events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'roster-unreadable')) throw error;
    throw new Problem('learning-file-unreadable', error.params);
  }
}

async function* chunksOf(file: Buffer): AsyncGenerator<Uint8Array> {
  const size = 64 * 1024;
  for (let i = 0; i < file.byteLength; i += size) yield file.subarray(i, i + size);
}

/** The header names the fields as they are called in JSON; an empty cell is a field that is not there. */
async function* csvEvents(file: Buffer): AsyncGenerator<Record<string, unknown>> {
  let header: string[] | undefined;
  for await (const cells of csvTable(chunksOf(file), 'utf-8')) {
    if (!header) {
      header = cells.map((cell) => cell.replace(/^\uFEFF/, ''));
      if (!header.includes('eventId') || new Set(header).size !== header.length)
        throw new Problem('learning-file-unreadable', { reason: 'header' });
      continue;
    }
    const fields = header.flatMap((name, i) => (cells[i] ? [[name, cellValue(name, cells[i])] as const] : []));
    yield Object.fromEntries(fields);
  }
}

function cellValue(name: string, cell: string): unknown {
  if (numbers.has(name) && /^\d{1,9}(\.\d{1,3})?$/.test(cell)) return Number(cell);
  if (flags.has(name) && /^(true|false)$/.test(cell)) return cell === 'true';
  return cell;
}

/** Longer than any event. */
const longestLine = 16 * 1024;

async function* jsonLines(file: Buffer): AsyncGenerator<unknown> {
  let rest = '';
  for await (const chunk of decoded(chunksOf(file), 'utf-8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new Problem('learning-file-unreadable', { reason: 'a line is too long' });
    for (const line of lines) if (line.trim() !== '') yield lineOf(line);
  }
  if (rest.trim() !== '') yield lineOf(rest);
}

/** Null where the line is no JSON, or holds what cannot be stored: one line costs the others nothing. */
function lineOf(line: string): unknown {
  try {
    return parseJson(Buffer.from(line)).value;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

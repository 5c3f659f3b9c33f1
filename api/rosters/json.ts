import { fault, Problem } from '../../domain/problem.ts';
import { parseJson } from '../body.ts';
import { decoded } from './csv.ts';

const opening = /^\s*(\{\s*"(rows|roster)"\s*:\s*)?\[/;
const largestRow = 64 * 1024;

/**
 * People of a JSON roster, `[…]` or `{"rows": […]}`, one by one: only the row being read is in memory.
 * @throws Problem `roster-unreadable`
 */
export async function* jsonPeople(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Record<string, unknown>> {
  let buffer = '';
  let opened = false;
  let rowNo = 0;
  for await (const chunk of decoded(bytes, 'utf-8')) {
    buffer += chunk;
    if (!opened) {
      const start = opening.exec(buffer);
      if (!start && buffer.length < largestRow) continue;
      if (!start) throw unreadable('no list of rows');
      opened = true;
      buffer = buffer.slice(start[0].length);
    }
    const { rows, rest } = split(buffer);
    for (const row of rows) yield parseRow(row, ++rowNo);
    buffer = rest;
    if (buffer.length > largestRow) throw unreadable('a row is too long');
  }
  const [, unknown] = /^[\s,]*\]\s*,\s*"([\w.-]{1,100})"\s*:/.exec(buffer) ?? [];
  if (unknown) throw new Problem('invalid-input', {}, [fault('field-unknown', { path: unknown }, { field: unknown })]);
  if (!opened || !/^[\s,]*\]\s*(\}\s*)?$/.test(buffer)) throw unreadable('the list does not end');
}

/** Cuts complete `{…}` rows off the front. */
function split(text: string): { rows: string[]; rest: string } {
  const rows: string[] = [];
  let [start, depth, quoted, end] = [-1, 0, false, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' && depth++ === 0) start = i;
    else if (c === '}' && --depth === 0) {
      if (!/^[\s,]*$/.test(text.slice(end, start))) throw unreadable('every row must be an object');
      rows.push(text.slice(start, i + 1));
      end = i + 1;
    }
    if (depth < 0) break;
  }
  return { rows, rest: text.slice(end) };
}

function parseRow(text: string, row: number): Record<string, unknown> {
  try {
    return parseJson(Buffer.from(text)).value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'malformed-json') throw unreadable('a row is not valid JSON');
    const errors = error.errors.map((one) => ({ ...one, row }));
    throw new Problem(error.code, error.params, errors);
  }
}

const unreadable = (reason: string) => new Problem('roster-unreadable', { reason });

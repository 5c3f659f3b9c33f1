import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

/** Where the committed histories lie. */
export const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const { History: HistoryType } = proto.temporal.api.history.v1;

/** A committed history, as it was recorded. */
export interface Recorded {
  file: string;
  text: object;
  history: History;
}

export function recorded(): Recorded[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.sort().map((file) => {
    const text = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    return { file, text, history: HistoryType.fromObject(text) };
  });
}

/** What says on which machine a history was made; replaying needs none of it. */
const ofTheMachine = new Set(['identity', 'requestId', 'workerVersion', 'binaryChecksum']);

/** A history as text: payloads in base64, and without what says on which machine it was made. */
export function textOf(history: History): object {
  const plain = HistoryType.toObject(HistoryType.fromObject(history), { longs: String, enums: String, bytes: String });
  return withoutMachine(plain) as object;
}

function withoutMachine(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMachine);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, held]) => !ofTheMachine.has(name) && held !== null);
  return Object.fromEntries(entries.map(([name, held]) => [name, withoutMachine(held)]));
}

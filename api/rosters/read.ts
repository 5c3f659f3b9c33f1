import { Problem } from '../../domain/problem.ts';
import { named } from './columns.ts';
import { csvTable } from './csv.ts';
import { jsonPeople } from './json.ts';
import { xlsxTable } from './xlsx.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const rosterTypes = ['text/csv', xlsxType, 'application/json'] as const;

/** People of an uploaded roster, one by one, in whatever form it came. @throws Problem `unsupported-media-type`, `roster-unreadable` */
export async function* peopleOf(
  contentType: string | undefined,
  bytes: AsyncIterable<Uint8Array>,
  /** Told how much of a workbook has been read: its bytes all come before its first row. */
  read?: (share: number) => void,
): AsyncGenerator<Record<string, unknown>> {
  if (typeOf(contentType).type === 'application/json') return yield* jsonPeople(bytes);
  const table = await tableOf(contentType, bytes, read);
  if (!table) throw new Problem('unsupported-media-type', { allowed: rosterTypes.join(', ') });
  yield* named(table);
}

/** Cells of a CSV file or of a workbook's first sheet, row by row; undefined for anything else. @throws Problem `roster-unreadable` */
export async function tableOf(
  contentType: string | undefined,
  bytes: AsyncIterable<Uint8Array>,
  read?: (share: number) => void,
): Promise<AsyncIterable<unknown[]> | undefined> {
  const { type, charset } = typeOf(contentType);
  if (type === 'text/csv') return csvTable(bytes, charset);
  return type === xlsxType ? xlsxTable(await whole(bytes), read) : undefined;
}

function typeOf(contentType = '') {
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return { type, charset };
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

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
): AsyncGenerator<Record<string, unknown>> {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  switch (type) {
    case 'text/csv':
      return yield* named(csvTable(bytes, charset));
    case 'application/json':
      return yield* jsonPeople(bytes);
    case xlsxType:
      return yield* named(await xlsxTable(await whole(bytes)));
    default:
      throw new Problem('unsupported-media-type', { allowed: rosterTypes.join(', ') });
  }
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

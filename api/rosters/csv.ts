import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Problem } from '../../domain/problem.ts';

/** Cells of a CSV file, row by row. */
export async function* csvTable(bytes: AsyncIterable<Uint8Array>, charset?: string): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 64 * 1024,
  });
  const source = Readable.from(decoded(bytes, charset));
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<string[]>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem('roster-unreadable', { reason: `${error.code}, line ${error.lines ?? '?'}` });
  } finally {
    source.destroy();
  }
}

const sniffBytes = 64 * 1024;

/** What is no text, by its beginning: people choose the wrong file, or give it another name. */
const binaries: readonly (readonly [beginning: string, name: string])[] = [
  ['%PDF', 'PDF'],
  ['PK\x03\x04', 'XLSX / ZIP'],
  ['\xd0\xcf\x11\xe0', 'XLS (Excel 97–2003)'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
];

/** @throws Problem `roster-unreadable`, which names what it is instead */
function demandText(head: Buffer): void {
  const beginning = head.toString('latin1', 0, 8);
  const [, name] = binaries.find(([one]) => beginning.startsWith(one)) ?? [];
  if (name) throw new Problem('roster-unreadable', { reason: name });
}

/**
 * Text of a UTF-8, UTF-16 or GB18030 file: by the caller's charset, by its BOM, else whatever its beginning is valid in.
 * @throws Problem `roster-unreadable`
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, charset?: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      if (decoder) {
        yield decoder.decode(chunk, { stream: true });
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.byteLength < sniffBytes) continue;
      demandText(head);
      decoder = new TextDecoder(charset ?? charsetOf(head), { fatal: true });
      yield decoder.decode(head, { stream: true });
    }
    if (!decoder) demandText(head);
    decoder ??= new TextDecoder(charset ?? charsetOf(head), { fatal: true });
    yield head.byteLength < sniffBytes ? decoder.decode(head) : decoder.decode();
  } catch (error) {
    // TypeError: bytes that the charset does not have. RangeError: a charset that nobody knows.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new Problem('roster-unreadable', { reason: 'charset' });
  }
}

function charsetOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

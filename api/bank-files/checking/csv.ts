import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { BankFileFormat, BankOrder, OrderedPayment } from '../../../domain/money/bank-file.ts';
import { counted } from '../totals.ts';
import { orderColumns, orderRow } from '../writing/csv.ts';
import { BankFileDiffers, demandSame, sideBySide } from './differs.ts';

/** Reads a CSV order as a bank would, cell by cell. @throws BankFileDiffers */
export async function checkCsv(
  format: Exclude<BankFileFormat, 'pain.001'>,
  order: BankOrder,
  payments: AsyncIterable<OrderedPayment>,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const rows = cells(decoded(format, content));
  const { value: header } = await rows.next();
  demandSame('the header', header?.join(), (format === 'csv' ? '\uFEFF' : '') + orderColumns.join());
  for await (const [payment, found, row] of sideBySide(counted(order, payments), rows)) {
    if (found.length !== orderColumns.length) throw new BankFileDiffers(`row ${row} has ${found.length} cells`);
    const expected = orderRow(payment);
    orderColumns.forEach((column, i) => {
      demandSame(`row ${row}, ${column},`, found[i], unformulated(expected[column]));
    });
  }
}

/** A text that a spreadsheet would take for a formula has an apostrophe before it. */
const unformulated = (text: string) => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text);

/** The byte order mark stays: it is part of the format. */
async function* decoded(format: BankFileFormat, content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const charset = format === 'csv' ? 'utf-8' : 'gb18030';
  const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  try {
    for await (const chunk of content) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new BankFileDiffers(`the file is not in ${charset}`);
    throw error;
  }
}

async function* cells(texts: AsyncIterable<string>): AsyncGenerator<string[]> {
  const parser = parse({ relax_column_count: true, max_record_size: 64 * 1024 });
  const source = Readable.from(texts);
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<string[]>;
  } catch (error) {
    if (error instanceof CsvError) throw new BankFileDiffers(`the file is no CSV: ${error.code}`);
    throw error;
  } finally {
    source.destroy();
  }
}

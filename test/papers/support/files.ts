import { readSheet } from 'read-excel-file/node';
import { extractText } from 'unpdf';

/** What stands in a PDF, page by page, without the spaces that its lines end with. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(pdf));
  return text.map((page) => page.replace(/\s+/g, ''));
}

/** Rows of the first sheet of a workbook. */
export const rowsOf = (xlsx: Uint8Array) => readSheet(Buffer.from(xlsx));

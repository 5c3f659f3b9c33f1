import { openArchive } from './workbook/archive.ts';
import { readBook } from './workbook/book.ts';
import type { Cell } from './workbook/cell.ts';
import { roomForOne } from './workbook/room.ts';
import { sheetRows } from './workbook/rows.ts';
import { readStrings } from './workbook/strings.ts';
import { readStyles } from './workbook/styles.ts';

/**
 * Cells of the first sheet of a workbook, row by row: besides the file as it was sent, only the row being read and the texts that cells share are in memory.
 * `read` is told how much of the sheet has been read. @throws Problem `roster-unreadable`, `roster-unpacks-too-large`
 */
export async function* xlsxTable(file: Buffer, read?: (share: number) => void): AsyncGenerator<Cell[]> {
  const take = roomForOne();
  const archive = openArchive(file, take);
  const { sheet, strings, styles, from1904 } = await readBook(archive);
  yield* sheetRows(archive.text(sheet, read), {
    strings: strings ? await readStrings(archive.text(strings), take) : [],
    days: styles ? await readStyles(archive.text(styles), take) : [],
    from1904,
    take,
  });
}

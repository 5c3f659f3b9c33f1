import { setImmediate } from 'node:timers/promises';
import type { Cell, Legend } from './cell.ts';
import { filledIn, type Room } from './room.ts';
import { sheetReader } from './sheet.ts';
import { unreadable } from './unreadable.ts';
import { xmlParser } from './xml.ts';

/** Rows until others get a turn. */
const atOnce = 500;
/** A few empty rows keep their place, so that rows are told by their numbers. */
const longestGap = 1_000;

/**
 * Rows of a sheet as they come, each up to its last cell that holds something; without what is empty at the end, and without long gaps. What stands
 * behind the rows is not read. @throws Problem `roster-unreadable`, `roster-unpacks-too-large`
 */
export async function* sheetRows(xml: AsyncIterable<string>, legend: Legend): AsyncGenerator<Cell[]> {
  const found: Cell[][] = [];
  const sheet = sheetReader(legend, oneBelowTheOther(found, legend.take));
  const parser = xmlParser(sheet);
  for await (const piece of xml) {
    parser.write(piece);
    // A small piece can be very many empty rows.
    for (const [i, row] of found.splice(0).entries()) {
      if (i % atOnce === atOnce - 1) await setImmediate();
      yield row;
    }
    if (sheet.hasEnded()) return;
  }
  throw unreadable();
}

/** Adds rows by their numbers, else as the next. What lies between two that are not far apart is filled in. */
function oneBelowTheOther(rows: Cell[][], take: Room) {
  let last = 0;
  let empty = 0;
  return (cells: Cell[], no = last + 1) => {
    if (no <= last) throw unreadable();
    const skipped = no - last - 1;
    take(filledIn * skipped);
    last = no;
    empty += skipped;
    if (cells.length === 0) {
      empty += 1;
      return;
    }
    if (empty <= longestGap) for (; empty > 0; empty--) rows.push([]);
    empty = 0;
    rows.push(cells);
  };
}

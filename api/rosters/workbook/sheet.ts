import { type Cell, cellOf, type Legend, type RawCell } from './cell.ts';
import { filledIn } from './room.ts';
import { gathered, longest } from './text.ts';
import { unreadable } from './unreadable.ts';
import type { XmlReader } from './xml.ts';

/** XFD: no sheet has more. */
const mostColumns = 16_384;

interface Row {
  no?: number;
  cells: Cell[];
  /** Of the cell that came last. */
  column: number;
  /** Characters. */
  length: number;
}

/** Reads the XML of a sheet, and tells of each row with its number, where that is known. */
export function sheetReader(legend: Legend, tell: (cells: Cell[], no?: number) => void) {
  let where: 'ahead' | 'inside' | 'behind' = 'ahead';
  let row: Row | undefined;
  let cell: (RawCell & { at: string }) | undefined;
  let part: 'value' | 'inline' | undefined;
  let rowsTold = 0;
  const inline = gathered();

  function openInCell(name: string, of: RawCell) {
    if (part === 'inline') inline.open(name);
    else if (name === 'is') part = 'inline';
    else if (name === 'v') {
      part = 'value';
      of.value = '';
    }
  }

  function closeInCell(name: string, of: RawCell) {
    if (name === 'is') of.inline = inline.taken();
    if (name === 'is' || name === 'v') part = undefined;
    else if (part === 'inline') inline.close(name);
  }

  function addTo(of: Row, { at, ...raw }: RawCell & { at: string }) {
    const { row, column } = addressOf(at) ?? { row: of.no ?? rowsTold + 1, column: of.column + 1 };
    of.no ??= row;
    // In its own row, and in order: what was filled in before stays paid for. Rows are in order where they are told.
    if (row !== of.no || column <= of.column) throw unreadable();
    of.column = column;
    const value = cellOf(raw, legend);
    if (value === null) return;
    if (typeof value === 'string') of.length += value.length;
    if (of.length > longest) throw unreadable();
    legend.take(filledIn * (column - 1 - of.cells.length));
    while (of.cells.length < column - 1) of.cells.push(null);
    of.cells.push(value);
  }

  return {
    open(name, { r = '', t, s }) {
      if (cell) openInCell(name, cell);
      else if (row && name === 'c') cell = { at: r, kind: t, style: s };
      else if (where === 'inside' && name === 'row')
        row = { no: r ? rowNo(r) : undefined, cells: [], column: 0, length: 0 };
      else if (where === 'ahead' && name === 'sheetData') where = 'inside';
    },
    text(more) {
      if (!cell || !part) return;
      if (part === 'inline') return inline.text(more);
      cell.value += more;
      if (cell.value!.length > longest) throw unreadable();
    },
    close(name) {
      if (row && cell && name === 'c') {
        addTo(row, cell);
        cell = undefined;
      } else if (cell) closeInCell(name, cell);
      else if (row && name === 'row') {
        tell(row.cells, row.no);
        rowsTold = row.no ?? rowsTold + 1;
        row = undefined;
      } else if (where === 'inside' && name === 'sheetData') where = 'behind';
    },
    hasEnded: () => where === 'behind',
  } satisfies XmlReader & { hasEnded(): boolean };
}

/** `AB12` → row 12, column 28. Undefined: the cell does not say where it stands, so it is the next one. */
function addressOf(at: string): { row: number; column: number } | undefined {
  if (at === '') return undefined;
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(at) ?? [];
  if (!letters || !digits) throw unreadable();
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + letters.charCodeAt(i) - 64;
  if (column > mostColumns) throw unreadable();
  return { row: Number(digits), column };
}

function rowNo(text: string): number {
  if (!/^\d+$/.test(text)) throw unreadable();
  return Number(text);
}

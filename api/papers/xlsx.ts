import { type Cell, type Paper, placed } from '../../domain/papers/paper.ts';

/** A cell as `paper-thread.mjs` takes it; null: covered, or empty. */
export type SheetCell = Record<string, string | number | boolean> | null;

/** A sheet as plain data, so that a thread of its own can write it. */
export interface Sheet {
  sheet: string;
  columns: { width: number }[];
  data: SheetCell[][];
  orientation?: 'landscape';
}

/** Characters of a paragraph on one line; a row that is merged does not grow by itself. */
const perLine = 40;

/** A paper as a workbook; of several copies each has a sheet. */
export function sheetsOf(paper: Paper): Sheet[] {
  const { copies = [''], columns, wide } = paper;
  return copies.map((copy, i) => ({
    sheet: copies.length > 1 ? `第${i + 1}份 ${copy}`.slice(0, 31) : '打印件',
    columns: columns.map((width) => ({
      width: (width / columns.reduce((sum, one) => sum + one, 0)) * (wide ? 130 : 90),
    })),
    data: rowsOf(paper, copy),
    ...(wide && { orientation: 'landscape' as const }),
  }));
}

function rowsOf({ title, annex, subtitle, columns, blocks }: Paper, copy: string): SheetCell[][] {
  const over = (value: string, style: object): SheetCell[] => [
    { value, columnSpan: columns.length, wrap: true, alignVertical: 'center', ...style },
    ...columns.slice(1).map(() => null),
  ];
  const above = [annex, copy].filter(Boolean).join('　');
  return [
    ...(above ? [over(above, {})] : []),
    over(title, { fontWeight: 'bold', fontSize: 16, align: 'center', height: 32 }),
    ...(subtitle ? [over(subtitle, { align: 'center' })] : []),
    ...blocks.flatMap((block) => {
      if ('grid' in block) return placed(block.grid, columns.length).map((row) => row.map(cellOf));
      const { text, as } = block;
      return [
        over(text, {
          ...(as === 'sign' && { align: 'right' }),
          ...(as === 'body' && { height: 20 * Math.ceil(text.length / perLine) }),
        }),
      ];
    }),
  ];
}

function cellOf(cell: Cell | null): SheetCell {
  if (cell === null) return null;
  const { value, span = 1, rows = 1, as } = cell;
  const style = {
    ...{ borderStyle: 'thin', wrap: true, alignVertical: 'center' },
    ...(span > 1 && { columnSpan: span }),
    ...(rows > 1 && { rowSpan: rows }),
    ...(as === 'heading' && { fontWeight: 'bold' }),
    ...(as === 'opinion' && { height: 96 }),
    ...((as === 'heading' || as === 'label') && { align: 'center' }),
  };
  if (typeof value === 'object') return value === null ? { value: '', ...style } : { yuan: value.yuan, ...style };
  return { value, ...style };
}

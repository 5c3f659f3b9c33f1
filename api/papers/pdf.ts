import { type Block, type Cell, type Grid, type Paper, placed, type TextRole } from '../../domain/papers/paper.ts';

/** Of a definition of pdfmake: plain data, so that a thread of its own can lay it out. */
export type Content = Readonly<Record<string, unknown>>;

// A4 in points, with room at the left for the binding.
const size = { width: 595, height: 842 };
const margins = { left: 60, top: 56, right: 50, bottom: 56 };
const padding = 4;
const rule = 0.5;

/** A paper as pdfmake lays it out. */
export function definitionOf(paper: Paper): Content {
  const { title, wide, copies = [''] } = paper;
  return {
    // No file tells when it was laid out: the same paper gives the same bytes.
    info: { title, creator: 'training-subsidy-claims', creationDate: new Date('1980-01-01T00:00:00Z') },
    language: 'zh-CN',
    displayTitle: true,
    pageSize: 'A4',
    pageOrientation: wide ? 'landscape' : 'portrait',
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    defaultStyle: { font: 'serif', fontSize: 10.5, lineHeight: 1.2 },
    content: copies.flatMap((copy, i) =>
      copyOf(paper, copies.length > 1 ? `第${'一二三四五'[i]}份　${copy}` : '', i > 0),
    ),
  };
}

function copyOf(paper: Paper, copy: string, further: boolean): Content[] {
  const { title, annex = '', subtitle, blocks } = paper;
  const above: Content = {
    ...(further && { pageBreak: 'before' }),
    columns: [{ text: annex }, { text: copy, alignment: 'right' }],
    margin: [0, 0, 0, 6],
  };
  return [
    ...(annex || copy || further ? [above] : []),
    { text: title, fontSize: 18, bold: true, alignment: 'center', margin: [0, 4, 0, subtitle ? 4 : 12] },
    ...(subtitle ? [{ text: subtitle, alignment: 'center', margin: [0, 0, 0, 12] }] : []),
    ...blocks.map((block) => contentOf(block, paper)),
  ];
}

const roles: Readonly<Record<TextRole, object>> = {
  lead: { fontSize: 12, margin: [0, 6, 0, 8] },
  body: { fontSize: 12, lineHeight: 1.6, leadingIndent: 24, margin: [0, 0, 0, 6] },
  line: { margin: [0, 4, 0, 4] },
  sign: { fontSize: 12, alignment: 'right', margin: [0, 14, 24, 0] },
  note: { fontSize: 9, margin: [0, 3, 0, 0], preserveLeadingSpaces: true },
};

const contentOf = (block: Block, paper: Paper): Content =>
  'grid' in block ? tableOf(block.grid, paper) : { text: block.text, ...roles[block.as] };

function tableOf(grid: Grid, { columns, wide }: Paper): Content {
  const { rows, head } = grid;
  const dense = head > 0;
  return {
    fontSize: dense ? 9 : 10.5,
    table: {
      headerRows: head,
      // pdfmake leaves out a row for which no page is high enough.
      dontBreakRows: rows.flat().every(isShort),
      widths: widthsOf(columns, wide ? size.height : size.width),
      heights: rows.map((row) => (row.some(({ as }) => as === 'opinion') ? 96 : dense ? 'auto' : 20)),
      body: placed(grid, columns.length).map((row) => row.map((cell) => (cell ? cellOf(cell) : {}))),
    },
    layout: 'paper',
    margin: [0, 2, 0, 6],
  };
}

/** Fits a page in the narrowest column of a form: six characters on each of 36 lines. */
function isShort({ value }: Cell): boolean {
  if (typeof value !== 'string') return true;
  return value.split('\n').reduce((lines, line) => lines + Math.ceil((line.length + 1) / 6), 0) <= 36;
}

/** What a column may hold in points, when all of them fill the page. */
function widthsOf(columns: readonly number[], page: number): number[] {
  const room = page - margins.left - margins.right - columns.length * 2 * padding - (columns.length + 1) * rule;
  const all = columns.reduce((sum, one) => sum + one, 0);
  return columns.map((one) => (room * one) / all);
}

function cellOf({ value, span, rows, as }: Cell): Content {
  const spans = { ...(span && span > 1 && { colSpan: span }), ...(rows && rows > 1 && { rowSpan: rows }) };
  const style = { ...spans, verticalAlignment: 'middle', ...(as === 'heading' && { bold: true }) };
  if (value === null) return { text: '', ...style };
  if (typeof value === 'object') return { text: value.yuan, alignment: 'right', ...style };
  if (as === 'opinion') {
    const lines = String(value).split('\n');
    const signed = lines.splice(-2).map((text) => ({ text, alignment: 'right', margin: [0, 2, 24, 2] }));
    const words = { text: lines.join('\n'), margin: [0, 4, 0, 8] };
    return { ...spans, stack: [words, { stack: signed, unbreakable: true }] };
  }
  return { text: String(value), alignment: as || typeof value === 'number' ? 'center' : 'left', ...style };
}

/** A sum in a table of figures: shown with two decimals, and a number to a spreadsheet. */
export interface Yuan {
  yuan: string;
}

/** One cell of a grid. What a span covers has no cell of its own. */
export interface Cell {
  value: string | number | Yuan | null;
  /** Columns; default 1. */
  span?: number;
  /** Rows; default 1. */
  rows?: number;
  /** `heading`: names what is below; `label`: names what is beside; `opinion`: words with room for a seal. Without it a plain value. */
  as?: 'heading' | 'label' | 'opinion';
}

export interface Grid {
  rows: Cell[][];
  /** How many rows stand on every page. */
  head: number;
}

/** `lead`: who is addressed; `body`: a paragraph, indented; `line`: a line above a table; `sign`: at the right end; `note`: small, at the foot. */
export type TextRole = 'lead' | 'body' | 'line' | 'sign' | 'note';

export type Block = { grid: Grid } | { text: string; as: TextRole };

/** A document that people print, whatever it is printed with. In Chinese, as the notices' annexes are. */
export interface Paper {
  title: string;
  /** Above the title at the left: which annex it is. */
  annex?: string;
  /** Below the title: its number, or what it is about. */
  subtitle?: string;
  /** Of every grid: how wide the columns are beside one another. */
  columns: readonly number[];
  blocks: Block[];
  /** Lies on its side. */
  wide?: boolean;
  /** For whom each copy is, when there are several. */
  copies?: readonly string[];
}

/** A table of figures: headings, rows, and what they sum to. */
export function tableOf(headings: readonly string[], rows: readonly Cell['value'][][], foot?: Cell['value'][]): Block {
  const line = (values: readonly Cell['value'][], as?: Cell['as']): Cell[] => values.map((value) => ({ value, as }));
  return {
    grid: {
      head: 1,
      rows: [line(headings, 'heading'), ...rows.map((row) => line(row)), ...(foot ? [line(foot, 'label')] : [])],
    },
  };
}

/** Every place of a grid with its cell; null where a span covers it. */
export function placed({ rows }: Grid, width: number): (Cell | null)[][] {
  const covered = new Set<string>();
  return rows.map((row, r) => {
    const line: (Cell | null)[] = Array.from({ length: width }, () => null);
    let c = 0;
    for (const cell of row) {
      while (covered.has(`${r}/${c}`)) c += 1;
      line[c] = cell;
      const { span = 1, rows: high = 1 } = cell;
      for (let below = 1; below < high; below++) for (let i = 0; i < span; i++) covered.add(`${r + below}/${c + i}`);
      c += span;
    }
    return line;
  });
}

/** Rows of its longest grid. */
export const lengthOf = ({ blocks }: Paper): number =>
  Math.max(0, ...blocks.map((block) => ('grid' in block ? block.grid.rows.length : 0)));

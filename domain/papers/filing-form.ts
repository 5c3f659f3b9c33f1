import type { Instant, LocalDate } from '../calendar/date.ts';
import type { Entry, FormLayout, FormRow } from './layout.ts';
import type { Cell, Paper } from './paper.ts';
import { boxes, dayInWords } from './words.ts';

/** What an office says of a filing, and when. */
export interface Opinion {
  text?: string;
  signedOn?: LocalDate | Instant;
}

/** A filing form as the layout has it. `form` may hold an `authorityOpinion`. */
export function filingFormPaper(layout: FormLayout, form: object): Paper {
  return {
    ...{ title: layout.title, annex: layout.annex, columns: [10, 17, 11, 16], copies: layout.copies },
    blocks: [
      { grid: { head: 0, rows: layout.rows.flatMap((row) => rowsOf(row, form)) } },
      ...layout.notes.map((note, i) => ({
        text: `${i === 0 ? '注：' : '　　'}${layout.notes.length > 1 ? `${i + 1}.` : ''}${note}`,
        as: 'note' as const,
      })),
    ],
  };
}

function rowsOf(row: FormRow, form: object): Cell[][] {
  if ('heading' in row) return [[{ value: row.heading, span: 4, as: 'heading' }]];
  if ('opinion' in row) {
    const said = (valueAt(form, row.of) ?? {}) as Opinion;
    const words = [said.text ?? '', '', '（盖章）', dayInWords(said.signedOn)];
    return [
      [
        { value: row.opinion, as: 'label' },
        { value: words.join('\n'), span: 3, as: 'opinion' },
      ],
    ];
  }
  if ('list' in row) {
    const items = (valueAt(form, row.list) ?? []) as object[];
    return [
      row.columns.map(([value]) => ({ value, as: 'label' })),
      ...items.map((item) =>
        row.columns.map(([, of]) => ({ value: of === 'length' ? lengthOf(item) : inWords(valueAt(item, of)) })),
      ),
    ];
  }
  const [first, second] = row.entries;
  const cells: Cell[] = [
    { value: first.label, as: 'label' },
    { value: filled(first, form), span: second ? 1 : 3 },
  ];
  return [second ? [...cells, { value: second.label, as: 'label' }, { value: filled(second, form) }] : cells];
}

function filled(entry: Entry, form: object): string {
  if ('from' in entry) {
    const [from, to] = [valueAt(form, entry.from), valueAt(form, entry.to)];
    return from || to ? `${inWords(from)}至${inWords(to)}` : '';
  }
  const value = valueAt(form, entry.of);
  if ('choices' in entry) return boxes(entry.choices, value);
  return entry.words?.[String(value)] ?? inWords(value);
}

/** How long a course is, by whichever measure it was given. */
function lengthOf(course: object): string {
  const { minutes, classHours } = course as { minutes?: number; classHours?: number };
  if (classHours !== undefined) return `${classHours} 课时`;
  return minutes === undefined ? '' : `${minutes} 分钟`;
}

const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

function inWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (isDay(value)) return dayInWords(value as LocalDate);
  return Array.isArray(value) ? value.map(inWords).join('、') : String(value);
}

/** What stands in a form under a path; undefined where nothing does. */
export function valueAt(form: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], form);
}

import type { Context } from 'hono';
import { fieldName } from '../../../../domain/messages/form-names.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Fault } from '../../../../domain/problem.ts';
import { columnTitle } from '../../../rosters/columns.ts';
import { peopleOf, xlsxType } from '../../../rosters/read.ts';
import { columnsOf, headerOf, rowOf } from '../../../rosters/template.ts';
import { formsInTurn } from '../../../rosters/turn.ts';
import type { WebEnv } from '../../env.ts';
import { Refused } from '../../remote.ts';
import type { Programme } from './law.ts';
import { type Posted, textIn } from './schema.ts';

// A roster on its way from the person to the API: as a file, or as what was copied out of a spreadsheet.

export interface HandedIn {
  content: Blob;
  type: string;
}

/** The file that was chosen, else the text that was pasted; null: neither. */
export function handedIn(form: Posted): HandedIn | null {
  const { file } = form;
  if (file instanceof File && file.size > 0)
    return { content: file, type: /\.xlsx$/i.test(file.name) ? xlsxType : 'text/csv' };
  const text = textIn(form, 'text');
  return text === '' ? null : { content: new Blob([text]), type: 'text/csv; charset=utf-8' };
}

/** Roster numbers as they were typed or pasted. */
export const refsIn = (form: Posted, name: string): string[] =>
  textIn(form, name)
    .split(/[\s,，、;；]+/)
    .filter((ref) => ref !== '');

export interface RowFault extends Fault {
  row: number;
}

/** What the API made of a roster. */
export interface Taken {
  rosterId: string | null;
  accepted: number;
  faults: RowFault[];
}

/** Hands a roster in. Refused rows are an answer here, not a failure. @throws Refused for a file that is none at all */
export async function takeIn(
  c: Context<WebEnv>,
  where: { jurisdiction: string; programme: string; classOpensOn?: string },
  { content, type }: HandedIn,
  key: string,
): Promise<Taken> {
  const query = new URLSearchParams(Object.entries(where).filter(([, value]) => value));
  try {
    const { rosterId, accepted, rejected } = await c.var.remote.upload<{
      rosterId: string;
      accepted: number;
      rejected: RowFault[];
    }>(`/v1/rosters?${query}`, content, type, key);
    return { rosterId, accepted, faults: rejected };
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== 'roster-rows-refused') throw error;
    return { rosterId: null, accepted: 0, faults: error.problem.errors as RowFault[] };
  }
}

/** A roster that was imported; null: there is none that a claim may name. */
export async function rosterHead(c: Context<WebEnv>, id: string): Promise<{ accepted: number } | null> {
  try {
    const roster = await c.var.remote.get<{ accepted: number; fileable: boolean }>(
      `/v1/rosters/${encodeURIComponent(id)}`,
    );
    return roster.fileable ? roster : null;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return null;
    throw error;
  }
}

/** So many rows are put right on the page, and so many stand in the file in which they are put right; of a longer roster only those that are wrong. */
const mostOnPage = 200;
const mostInFile = 20_000;

/** A column as the template calls it. */
export const columnName = (path: string): Bilingual => {
  const title = columnTitle(path);
  return { zh: title, en: `${fieldName(path).en} (${title})` };
};

export interface Correction {
  header: string[];
  rows: string[][];
  /** Numbers on the roster, by the row. */
  refs: ReadonlyMap<number, string>;
  /** What is wrong with each row, by its place in `rows`. */
  wrong: string[];
  /** Every row is here. */
  whole: boolean;
  /** They are few enough to be put right on the page. */
  onPage: boolean;
}

/** The roster as the system has read it, with what is wrong beside each row. */
export async function correctionOf(
  { content, type }: HandedIn,
  programme: Programme,
  faults: readonly RowFault[],
  words: (fault: RowFault) => string,
): Promise<Correction> {
  const people: { no: number; person: Record<string, unknown> }[] = [];
  const faulty = new Map<number, string[]>();
  for (const one of faults) faulty.set(one.row, [...(faulty.get(one.row) ?? []), words(one)]);
  let no = 0;
  await formsInTurn(async () => {
    for await (const person of peopleOf(type, content.stream() as unknown as AsyncIterable<Uint8Array>)) {
      no += 1;
      if (no <= mostInFile || faulty.has(no)) people.push({ no, person });
    }
  });
  const whole = no <= mostInFile;
  const shown = whole ? people : people.filter((one) => faulty.has(one.no));
  const columns = columnsOf(
    programme.forms.rosterRow.schema,
    shown.map(({ person }) => person),
  );
  return {
    header: headerOf(columns),
    // Who has no number on the roster is numbered by the row, as the API does it.
    rows: shown.map(({ no, person }) => rowOf(columns, { ref: String(no), ...person })),
    refs: new Map(shown.map(({ no, person }) => [no, String(person.ref ?? no)])),
    wrong: shown.map((one) => (faulty.get(one.no) ?? []).join(' ')),
    whole,
    onPage: no <= mostOnPage,
  };
}

import type { ProblemBody } from '../../../problem.ts';
import type { Sent } from '../../parts/act.ts';
import { Field } from '../../parts/form.tsx';
import type { Drawn } from './act-page.tsx';
import type { Papers } from './dossier.tsx';

/** Somebody on another page of the roster, and what is said of them. */
export interface Other {
  ref: string;
  words: string;
}

const name = 'others';

/** One a line: the number, and the words behind a colon or a blank. */
export const othersIn = (sent: Sent): Other[] =>
  sent
    .text(name)
    .split('\n')
    .map(otherIn)
    .filter(({ ref }) => ref !== '');

function otherIn(line: string): Other {
  const typed = line.trim();
  const between = /[\t:：]/.exec(typed) ?? /\s/.exec(typed);
  if (!between) return { ref: typed, words: '' };
  return { ref: typed.slice(0, between.index).trim(), words: typed.slice(between.index + 1).trim() };
}

interface Props {
  drawn: Drawn;
  papers: Papers;
  label: string;
  hint?: string;
  /** Who stands in it, where the form is shown again. */
  others?: readonly Other[];
  /** In which line it stands, from 0, what the API calls by this path; below 0 or NaN: in none. */
  lineOf(path: string): number;
}

/** A page of the roster is shown; whoever stands on the others is named by number. */
export function Others({ drawn: { c, sent, problem }, papers, label, hint, others = othersIn(sent), lineOf }: Props) {
  const { nextCursor } = papers.dossier.roster;
  if (!nextCursor && !c.req.query('cursor') && others.length === 0) return null;
  const value = others.map(({ ref, words }) => (words ? `${ref}：${words}` : ref)).join('\n');
  return (
    <Field {...{ name, label, hint, value, rows: 3, problem: problem && byLine(problem, lineOf), say: c.var.say }} />
  );
}

const byLine = (problem: ProblemBody, lineOf: Props['lineOf']): ProblemBody => ({
  ...problem,
  errors: problem.errors.flatMap((one) => {
    const line = one.path === undefined ? -1 : lineOf(one.path);
    return line >= 0 ? [{ ...one, path: name, row: line + 1 }] : [];
  }),
});

/** The place in the list that a path of the API names: `fields.3.reason` → 3; NaN: it names none of it. */
export const placeIn = (list: string, path: string): number => {
  const [at, place] = path.split('.');
  return at === list ? Number(place) : Number.NaN;
};

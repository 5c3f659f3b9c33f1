import type { Child } from 'hono/jsx';
import { daysBetween, localDateOf } from '../../../domain/calendar/date.ts';
import type { Stage } from '../../../domain/claim/stages.ts';
import { fieldName } from '../../../domain/messages/form-names.ts';
import { stageTexts } from '../../../domain/messages/stages.ts';
import { formatYuan, groupedYuan } from '../../../domain/money/yuan.ts';
import type { Fault } from '../../../domain/problem.ts';
import type { ProblemBody } from '../../problem.ts';
import type { Say } from '../language.ts';
import { together } from './refs.ts';

interface Amount {
  fen: number | null | undefined;
}

/** Fen as yuan; a dash where there is none. */
export const Money = ({ fen }: Amount) => <span class="number">{fen == null ? '—' : formatYuan(fen)}</span>;

/** The same where the heading says yuan already. */
export const Yuan = ({ fen }: Amount) => <span class="number">{fen == null ? '—' : groupedYuan(fen)}</span>;

/** So many, and what they sum to. */
export const Counted = ({ n, fen }: { n: number; fen: number }) => (
  <>
    {n} · <Money fen={fen} />
  </>
);

/** An instant as day and minute, as the clock on the wall shows it in Shanghai. */
export const When = ({ at }: { at: string | null | undefined }) =>
  at ? <time datetime={at}>{shanghaiMinute(at)}</time> : <span>—</span>;

/** A period ends at 24:00 of its last day: that is what people count by. */
export const Until = ({ at }: { at: string | null | undefined }) =>
  at ? (
    <time datetime={at}>
      {shanghaiMinute(at).replace(' 00:00', '') === shanghaiMinute(at) ? shanghaiMinute(at) : `${lastDayOf(at)} 24:00`}
    </time>
  ) : (
    <span>—</span>
  );

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  ...{
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  },
});
/** Day and minute in Shanghai: `2020-04-07 19:00`. */
export const shanghaiMinute = (at: string) => shanghai.format(new Date(at));
/** The day in Shanghai, as a date field has it. */
export const shanghaiDay = (at: string) => shanghaiMinute(at).slice(0, 10);
/** The last day of a period, which ends at 24:00 of it. */
export const lastDayOf = (at: string) => shanghai.format(new Date(Date.parse(at) - 60_000)).slice(0, 10);

/** Days from today to the last day of a period, at least 0; it ends at 24:00 of that day. */
export const daysLeft = (now: string, until: string) =>
  Math.max(0, daysBetween(localDateOf(now), localDateOf(Date.parse(until) - 1)));

export const leftInWords = (now: string, until: string, say: Say) => {
  const days = daysLeft(now, until);
  if (days === 0) return say('今日截止', 'due today');
  return say(`剩 ${days} 天`, days === 1 ? '1 day left' : `${days} days left`);
};

export const DaysLeft = ({ now, until, say }: { now: string; until: string; say: Say }) => (
  <span>
    {say('，', ', ')}
    {Date.parse(until) <= Date.parse(now) ? say('已过期', 'expired') : leftInWords(now, until, say)}
  </span>
);

const tones: Partial<Record<Stage, string>> = {
  paid: 'good',
  rejected: 'bad',
  lapsed: 'bad',
  recovered: 'bad',
  returned: 'warn',
};

export function StageBadge({ stage, overdue, say }: { stage: Stage; overdue?: boolean; say: Say }) {
  return (
    <>
      <span class={`badge ${tones[stage] ?? ''}`}>{say(stageTexts[stage].name)}</span>
      {overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
    </>
  );
}

/** Nobody reads more of them at a time. */
const mostTold = 20;

/** What is wrong, with its row where it is one of many. */
export const faultText = ({ row, messages }: Pick<Fault, 'row' | 'messages'>, say: Say): string =>
  `${row === undefined ? '' : say(`第 ${row} 行：`, `Row ${row}: `)}${say(messages)}`;

/** All of it that one field has, beside it: of what was pasted, a line for each. */
export function FieldFaults({ id, faults, say }: { id: string; faults: readonly Fault[]; say: Say }) {
  if (faults.length === 0) return null;
  const told = faults.slice(0, mostTold).map((one) => faultText(one, say));
  if (faults.every(({ row }) => row === undefined))
    return (
      <p class="fault" id={id}>
        {told.join(' ')}
      </p>
    );
  const more = faults.length - told.length;
  return (
    <ul class="fault plain" id={id}>
      {told.map((one) => (
        <li>{one}</li>
      ))}
      {more > 0 && <li>{say(`另有 ${more} 处。`, `And ${more} more.`)}</li>}
    </ul>
  );
}

/** It lies in a row of what was pasted or uploaded in a field: there it is told. */
const isInRows = ({ path, row }: Fault) => path !== undefined && row !== undefined;

/**
 * What the API refused, and where: beside the field as well, see `Field`. Each sentence once, with all the fields that it is about; the code is for
 * who helps.
 */
export function ProblemNote({ problem, say }: { problem: ProblemBody; say: Say }) {
  const headline = say(problem.messages);
  const inRows = together(problem.errors.filter(isInRows), ({ path }) => path);
  const told = together(problem.errors.filter((one) => !isInRows(one)).slice(0, mostTold), ({ messages }) => messages)
    .map((faults) => ({ faults, sentence: say(faults[0]!.messages), at: placesIn(faults, say) }))
    .filter(({ sentence, at }) => at.length > 0 || sentence !== headline);
  return (
    <div class="note bad" role="alert" id="problem" tabindex={-1}>
      <p>
        <strong>{headline}</strong>
      </p>
      {told.length + inRows.length > 0 && (
        <ul>
          {told.map(({ sentence, at }) => (
            <li>
              {at.map((place, i) => (
                <>
                  {i > 0 && say('、', ', ')}
                  {place}
                </>
              ))}
              {at.length > 0 && sentence !== headline && say('：', ': ')}
              {sentence !== headline && sentence}
            </li>
          ))}
          {inRows.map((faults) => {
            const rows = new Set(faults.map(({ row }) => row)).size;
            return (
              <li>
                <FieldLink path={faults[0]!.path!} say={say} />
                {say(`：有 ${rows} 行需要更正，逐行列在该栏`, `: rows to be corrected, told one by one there: ${rows}`)}
              </li>
            );
          })}
        </ul>
      )}
      <details class="hint">
        <summary>{say('求助时请告知', 'To quote when you ask for help')}</summary>
        <code>{problem.code}</code>
      </details>
    </div>
  );
}

/** Where faults lie, each place once: the field, or the row of what was handed in. */
export function placesIn(faults: readonly Fault[], say: Say): Child[] {
  const places = together(faults, ({ path, row }) => [path, row]).map(([one]) => one!);
  return places.flatMap(({ path, row }): Child[] => {
    if (path) return [<FieldLink path={path} say={say} />];
    return row === undefined ? [] : [say(`第 ${row} 行`, `Row ${row}`)];
  });
}

const FieldLink = ({ path, say }: { path: string; say: Say }) => (
  <a class="to-field" href={`#${fieldId(path)}`}>
    {say(fieldName(path))}
  </a>
);

export const fieldId = (path: string) => `f-${path.replace(/[^\w-]/g, '-')}`;

export const Facts = ({ of }: { of: readonly (readonly [name: string, value: Child])[] }) => (
  <dl class="facts">
    {of.map(([name, value]) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
);

export const Note = ({ tone = '', children }: { tone?: '' | 'good' | 'warn' | 'bad'; children: Child }) => (
  <div class={`note ${tone}`}>{children}</div>
);

/** What is wider than a narrow screen scrolls by itself, also with the keyboard. */
export const Scrolling = ({ label, children }: { label: string; children: Child }) => (
  <section class="wide" tabindex={0} aria-label={label}>
    {children}
  </section>
);

import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Fund } from '../../../../domain/money/types.ts';
import type { Say } from '../../language.ts';
import { componentNames, fundNames, nameIn } from '../../names.ts';
import { Facts, Money, Note, Yuan } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Table } from '../../parts/table.tsx';
import { spoken } from '../../spoken.ts';
import { stepNames } from './names.ts';

interface Line {
  ref: string;
  component: string;
  fund: Fund;
  eligible: boolean;
  amountFen: number;
  classHours?: number;
  trace: { source: string; amountFen: number; detail?: Record<string, string | number> }[];
  messages?: Bilingual;
  source?: string;
}

export interface Quote {
  totalFen: number;
  fund: Fund;
  refusals: { messages: Bilingual; source: string }[];
  lines: Line[];
  assumptions: { messages: Bilingual }[];
}

export interface Timetable {
  deadlines: {
    step: string;
    lastDay: string | null;
    counted: string[];
    skipped: { date: string; reason: string; source: string }[];
    source: string;
    messages?: Bilingual;
  }[];
}

/** The sum, what each person brings and by which clause, and what was taken for granted. */
export function QuotePart({ quote, say }: { quote: Quote; say: Say }) {
  const alike = alikeOf(quote.lines);
  const label = say('每人补贴', 'What each person brings');
  return (
    <section class="card" aria-labelledby="quote">
      <h2 id="quote">{say('可以获得的补贴', 'What would be paid')}</h2>
      <Facts
        of={[
          [
            say('合计（元）', 'Sum, yuan'),
            <strong>
              <Yuan fen={quote.totalFen} />
            </strong>,
          ],
          [say('资金', 'Fund'), say(fundNames[quote.fund])],
        ]}
      />
      {quote.refusals.length > 0 && (
        <Note tone="bad">
          <p>{say('按所填情况不能补贴：', 'As it stands nothing is paid:')}</p>
          <ul>
            {quote.refusals.map(({ messages, source }) => (
              <li>
                {say(spoken(messages))} <span class="hint">{sourceText(source, say)}</span>
              </li>
            ))}
          </ul>
        </Note>
      )}
      {alike.length > 0 && (
        <Table
          label={label}
          columns={[
            say('补贴', 'Subsidy'),
            { name: say('人数', 'Persons'), number: true },
            { name: say('每人（元）', 'Each, yuan'), number: true },
            say('怎么算的', 'How it comes about'),
          ]}
          rows={alike.map((lines) => [
            say(componentNames[lines[0]!.component]!),
            lines.length,
            <Yuan fen={lines[0]!.amountFen} />,
            <Why line={lines[0]!} say={say} />,
          ])}
        />
      )}
      {quote.assumptions.length > 0 && (
        <>
          <h3>{say('以下条件未填写，按已满足计算', 'Taken for granted')}</h3>
          <ul>
            {quote.assumptions.map(({ messages }) => (
              <li>{say(spoken(messages))}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Lines that say the same, together. */
function alikeOf(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.component} ${line.amountFen} ${line.messages?.en ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()];
}

function Why({ line, say }: { line: Line; say: Say }) {
  return (
    <>
      {line.messages && <p>{say(spoken(line.messages))}</p>}
      {line.source && <p class="hint">{sourceText(line.source, say)}</p>}
      <ul class="plain">
        {line.trace.map(({ source, amountFen }) => (
          <li>
            <Money fen={amountFen} /> <span class="hint">{sourceText(source, say)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The last day of each step, and each day that did not count. */
export function Deadlines({ timetable: { deadlines }, say }: { timetable: Timetable; say: Say }) {
  return (
    <section class="card" aria-labelledby="deadlines">
      <h2 id="deadlines">{say('各步期限', 'Deadlines')}</h2>
      {deadlines.length === 0 ? (
        <p>{say('所填日期还算不出期限。', 'The days that were given set no deadline yet.')}</p>
      ) : (
        <Table
          label={say('各步期限及数法', 'Deadlines and how they are counted')}
          columns={[
            say('步骤', 'Step'),
            say('最后一天', 'Last day'),
            say('怎么数的', 'How it is counted'),
            say('依据', 'Source'),
          ]}
          rows={deadlines.map(({ step, lastDay, counted, skipped, source, messages }) => [
            say(nameIn(stepNames, step)),
            lastDay ? `${lastDay} 24:00` : messages && say(messages),
            <>
              {counted.length > 0 && say(`计 ${counted.length} 天`, `${counted.length} days count`)}
              {skipped.length > 0 && (
                <details>
                  <summary>{say(`${skipped.length} 天不计`, `${skipped.length} days do not`)}</summary>
                  <ul class="plain">
                    {skipped.map(({ date, reason, source }) => (
                      <li>
                        {date} {reason} <span class="hint">{sourceText(source, say)}</span>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </>,
            sourceText(source, say),
          ])}
        />
      )}
    </section>
  );
}

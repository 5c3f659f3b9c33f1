import type { Bilingual } from '../../../../domain/messages/message.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Say } from '../../language.ts';
import { nameIn } from '../../names.ts';
import { Money, Note, Scrolling } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { missedBy, TooLate } from '../../parts/too-late.tsx';
import { spoken } from '../../spoken.ts';

export interface Quote {
  totalFen: number;
  refusals: { messages: Bilingual; source: string }[];
  lines: { amountFen: number; eligible: boolean; messages?: Bilingual; source?: string; trace: { source: string }[] }[];
  assumptions: { messages: Bilingual }[];
}

export interface Timetable {
  deadlines: { step: string; lastDay: string | null; source: string; messages?: Bilingual }[];
}

const stepNames: Readonly<Record<string, Bilingual>> = {
  'filing-review': stageTexts['filing-review'].name,
  training: { zh: '培训并提交证明', en: 'training and its evidence' },
  application: { zh: '申请补贴截止', en: 'apply until' },
  'application-review': stageTexts['application-review'].name,
  verification: stageTexts.verification.name,
  'public-notice': stageTexts['public-notice'].name,
  disbursement: { zh: '拨付批次', en: 'joins the batch of payments' },
};

/** Eligibility first, then the sum, what was taken for granted, and the deadlines. */
export function Estimate(props: { quote: Quote; timetable: Timetable; endsOn?: string; say: Say }) {
  const { quote, timetable, endsOn, say } = props;
  const isLate = quote.totalFen > 0 && missedBy({ timetable, endsOn });
  const [line] = quote.lines;
  const why = line?.messages;
  return (
    <>
      {quote.refusals.map(({ messages, source }) => (
        <Note tone="bad">
          <p>
            <strong>{say('不能享受：', 'Not eligible: ')}</strong>
            {say(spoken(messages))}
          </p>
          <p class="soft">{sourceText(source, say)}</p>
        </Note>
      ))}
      {isLate && <TooLate {...{ timetable, endsOn, say }} />}
      {quote.totalFen > 0 && !isLate && (
        <Note tone="good">
          <p>
            <strong>{say('符合条件，预计补贴 ', 'Eligible. The estimate is ')}</strong>
            <Money fen={quote.totalFen} />
          </p>
          <p>
            {say('每人 ', 'Per person ')}
            <Money fen={line?.amountFen} />
            <span class="soft">
              {' '}
              · {[...new Set(line?.trace.map(({ source }) => sourceText(source, say)))].join(say('；', '; '))}
            </span>
          </p>
        </Note>
      )}
      {why && quote.refusals.length === 0 && (
        <Note tone="warn">
          <p>{say(why)}</p>
          {line.source && <p class="soft">{sourceText(line.source, say)}</p>}
        </Note>
      )}
      {quote.assumptions.length > 0 && (
        <>
          <h3>{say('试算所作的假定', 'What was taken for granted')}</h3>
          <ul>
            {quote.assumptions.map(({ messages }) => (
              <li>{say({ zh: firstSentence(messages.zh), en: firstSentence(messages.en) })}</li>
            ))}
          </ul>
        </>
      )}
      {timetable.deadlines.length > 0 && <Deadlines of={timetable.deadlines} say={say} />}
    </>
  );
}

/** What was assumed; the rest says how the API is told otherwise. */
const firstSentence = (text: string) => text.replace(/(。|\. ).*$/s, (_, end: string) => end.trim());

function Deadlines({ of, say }: { of: Timetable['deadlines']; say: Say }) {
  const title = say(
    '今天备案、结业当日申请的话，各环节最迟日期',
    'The last day of each step, if you file today and apply on the last day of the class',
  );
  return (
    <Scrolling label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('环节', 'Step')}</th>
            <th scope="col">{say('最迟', 'Until')}</th>
            <th scope="col">{say('依据', 'Source')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ step, lastDay, source, messages }) => (
            <tr>
              <td>{say(nameIn(stepNames, step))}</td>
              <td>{lastDay ? <time>{lastDay}</time> : messages ? say(messages) : '—'}</td>
              <td>{sourceText(source, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { MonthBalance } from '../../../routes/closings.ts';
import { demandCall } from '../../doors.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { doAct, type Refusal, type Sent, sentForm } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Facts, Note, ProblemNote, When, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { spoken } from '../../spoken.ts';
import { ledgerPage } from './ledger.tsx';
import { accountNames } from './names.ts';
import { ReadingBooks } from './reading-books.tsx';

type Month = z.infer<typeof MonthBalance>;

const addressOf = ({ jurisdiction, fund, period }: Pick<Month, 'jurisdiction' | 'fund' | 'period'>) =>
  new URLSearchParams({ jurisdiction, fund, period });

const entriesOf = (month: Month, account: string) => {
  const of = addressOf(month);
  of.set('account', account);
  return of;
};

/** 科目余额表 and 月结: every account in a month, the register of what was paid, and the closing. */
export async function monthPage(c: Context<WebEnv>, asked: URLSearchParams, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const [month, places] = await Promise.all([remote.get<Month>(`/v1/ledger/trial-balance?${asked}`), placesFor(c)]);
  const title = say(
    `${places.place(month.jurisdiction)} ${month.period} 科目余额`,
    `Trial balance of ${month.period}, ${places.place(month.jurisdiction)}`,
  );
  const register = (format: string) => `/ledger/register?${addressOf(month)}&format=${format}`;
  const sums = ({ openingFen, debitFen, creditFen, closingFen }: Month['totals']) =>
    [openingFen, debitFen, creditFen, closingFen].map((fen) => <Yuan fen={fen} />);
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <p class="soft">{say(fundNames[month.fund])}</p>
      <Table
        label={title}
        columns={[
          say('科目', 'Account'),
          ...[
            say('期初（元）', 'Opening'),
            say('借方（元）', 'Debit'),
            say('贷方（元）', 'Credit'),
            say('期末（元）', 'Closing'),
          ].map((name) => ({ name, number: true as const })),
        ]}
        rows={month.accounts.map(({ account, ...of }) => [
          <a href={`/ledger?${entriesOf(month, account)}`}>{say(accountNames[account]!)}</a>,
          ...sums(of),
        ])}
        foot={[say('合计', 'Sum'), ...sums(month.totals)]}
      />
      <ReadingBooks open say={say} />
      {session?.role !== 'admin' && (
        <p class="actions">
          {say('发放台账：', 'Disbursement register: ')}
          <a href={register('xlsx')}>XLSX</a>
          <a href={register('csv')}>CSV</a>
        </p>
      )}
      <section class="card" aria-labelledby="closing">
        <h2 id="closing">{say('月结', 'Closing')}</h2>
        {month.closing ? (
          <Facts
            of={[
              [
                say('结账', 'Closed'),
                <>
                  {month.closing.closedBy} · <When at={month.closing.closedAt} />
                </>,
              ],
              [
                say('末号', 'Last number'),
                <>
                  {month.closing.seq}
                  <div class="hint">
                    {say(
                      '结账时账上最后一组分录的序号，可能已是下月的；台账中本地区、本资金的同号分录即是。',
                      'The last set that was posted when the month was closed, perhaps one of the month after: the ledger shows it under this number of this place and fund.',
                    )}
                  </div>
                </>,
              ],
              [
                say('校验值', 'Hash'),
                <>
                  <code>{month.closing.hash}</code>
                  <div class="hint">
                    {say(
                      '由第 1 组至末号的全部分录逐组算出，任何一处改动都会使它不同。请抄存在系统之外；日后先看此处是否仍与抄存的一致，再',
                      'Computed from every set up to that number, one after the other: any change to one of them would give another. Write it down outside the system; later see that it still stands here as you wrote it down, then ',
                    )}
                    <a href="/ledger/verification">{say('核对账目', 'check the books')}</a>
                    {say('，由系统逐组重新计算并与此比较。', ', which computes all of it again and compares.')}
                  </div>
                </>,
              ],
            ]}
          />
        ) : (
          <>
            <Note>{say('本月尚未结账。', 'The month is open.')}</Note>
            {month.hindrance && <Hindrance c={c} month={month} />}
            {!month.hindrance && session?.role !== 'finance-approver' && (
              <p class="hint">{say('由拨付复核人员结账。', 'A finance approver closes it.')}</p>
            )}
          </>
        )}
        {!month.closing && !month.hindrance && session?.role === 'finance-approver' && (
          <ActForm action="/ledger/month" idempotencyKey={refusal?.sent.key}>
            <Hidden month={month} />
            <div class="actions">
              <button type="submit">{say('结账', 'Close the month')}</button>
            </div>
          </ActForm>
        )}
      </section>
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

/** What is in the way of closing the month; an earlier one that is open is a step away. */
function Hindrance({ c, month }: { c: Context<WebEnv>; month: Month }) {
  const { say } = c.var;
  const { messages, earlier } = month.hindrance!;
  return (
    <p class="hint">
      {say(spoken(messages))}{' '}
      {earlier && (
        <a href={`/ledger/month?${addressOf({ ...month, period: earlier })}`}>
          {say(`前往 ${earlier}`, `Go to ${earlier}`)}
        </a>
      )}
    </p>
  );
}

const monthNames = ['jurisdiction', 'fund', 'period'] as const;

export const shownMonth = (c: Context<WebEnv>) => {
  const asked = askedFor(c, ...monthNames);
  if (monthNames.every((name) => asked.has(name))) return monthPage(c, asked);
  return ledgerPage(c, {
    zh: '科目余额按地区、资金和月份查看，请三项都选。',
    en: 'Balances are those of a place, a fund and a month: choose all three.',
  });
};

const Hidden = ({ month }: { month: Month }) => (
  <>
    {[...addressOf(month)].map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

/** A closed month is never opened again: what is about to be closed is told first, and closed when that is confirmed. */
export async function closeMonth(c: Context<WebEnv>) {
  demandCall(c, 'POST /v1/ledger/closings');
  const sent = await sentForm(c);
  return sent.text('confirmed') === 'yes' ? closedMonth(c) : closingPage(c, sent);
}

async function closingPage(c: Context<WebEnv>, sent: Sent) {
  const { say, remote } = c.var;
  const [month, places] = await Promise.all([
    remote.get<Month>(`/v1/ledger/trial-balance?${monthIn(sent)}`),
    placesFor(c),
  ]);
  const title = say(`确认结账：${month.period}`, `Confirm the closing of ${month.period}`);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone="warn">
        {say(
          '结账后本月不再入账，以后发生的归入下一个未结月份。结账不能撤销。',
          'Nothing is posted into a closed month; what comes later belongs to the first open one. This cannot be undone.',
        )}
      </Note>
      <Facts
        of={[
          [say('地区', 'Place'), places.place(month.jurisdiction)],
          [say('资金', 'Fund'), say(fundNames[month.fund])],
          [say('月份', 'Month'), month.period],
          [say('本月借方合计（元）', 'Debits of the month, yuan'), <Yuan fen={month.totals.debitFen} />],
          [say('本月贷方合计（元）', 'Credits of the month, yuan'), <Yuan fen={month.totals.creditFen} />],
        ]}
      />
      <ActForm action="/ledger/month" idempotencyKey={sent.key}>
        <Hidden month={month} />
        <input type="hidden" name="confirmed" value="yes" />
        <div class="actions">
          <button type="submit">{say('确认结账', 'Confirm the closing')}</button>
          <a href={`/ledger/month?${addressOf(month)}`}>{say('返回，不结账', 'Back, without closing')}</a>
        </div>
      </ActForm>
    </>,
  );
}

const monthIn = (sent: Sent) =>
  new URLSearchParams(monthNames.map((name): [string, string] => [name, sent.text(name)]));

const closedMonth = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post<Month>('/v1/ledger/closings', Object.fromEntries(monthIn(sent)), sent.key),
    (month) => `/ledger/month?${addressOf(month)}`,
    (refusal) => monthPage(c, monthIn(refusal.sent), refusal),
  );

/** The register goes out as the API gives it. */
export async function register(c: Context<WebEnv>) {
  return c.var.remote.raw(`/v1/ledger/register?${askedFor(c, ...monthNames, 'format')}`);
}

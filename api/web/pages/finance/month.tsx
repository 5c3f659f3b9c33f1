import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { funds } from '../../../../domain/money/types.ts';
import type { MonthBalance } from '../../../routes/closings.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Facts, Money, Note, ProblemNote, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { accountNames } from './names.ts';

type Month = z.infer<typeof MonthBalance>;

const addressOf = ({ jurisdiction, fund, period }: Pick<Month, 'jurisdiction' | 'fund' | 'period'>) =>
  new URLSearchParams({ jurisdiction, fund, period });

/** Leads to the books of one place and fund in one month. */
export function MonthForm({ c, places }: { c: Context<WebEnv>; places: Places }) {
  const { say, session } = c.var;
  const own = places.items.filter(
    ({ slug, programmes }) => programmes.length > 0 && (!session?.jurisdiction || session.jurisdiction === slug),
  );
  return (
    <form method="get" action="/ledger/month" class="card filter">
      <Field
        name="jurisdiction"
        label={say('地区', 'Place')}
        options={own.map(({ slug, names }) => [slug, say(names)] as const)}
        required
        say={say}
      />
      <Field
        name="fund"
        label={say('资金', 'Fund')}
        options={funds.map((fund) => [fund, say(fundNames[fund])] as const)}
        required
        say={say}
      />
      <Field
        name="period"
        type="month"
        label={say('月份', 'Month')}
        more={{ placeholder: '2020-05' }}
        required
        say={say}
      />
      <div class="actions">
        <button type="submit" class="second">
          {say('查看科目余额', 'Trial balance')}
        </button>
      </div>
    </form>
  );
}

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
    [openingFen, debitFen, creditFen, closingFen].map((fen) => <Money fen={fen} />);
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
        rows={month.accounts.map(({ account, ...of }) => [say(accountNames[account]!), ...sums(of)])}
        foot={[say('合计', 'Sum'), ...sums(month.totals)]}
      />
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
              [say('末号', 'Last number'), month.closing.seq],
              [say('校验值', 'Hash'), month.closing.hash],
            ]}
          />
        ) : (
          <>
            <Note>{say('本月尚未结账。', 'The month is open.')}</Note>
            {month.hindrance && <p class="hint">{say(month.hindrance.messages)}</p>}
          </>
        )}
        {!month.closing && !month.hindrance && session?.role === 'finance-approver' && (
          <ActForm action="/ledger/month" idempotencyKey={refusal?.sent.key}>
            {[...addressOf(month)].map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <p class="hint">
              {say(
                '结账后本月不再入账，以后发生的归入下一个未结月份。',
                'Nothing is posted into a closed month; what comes later belongs to the first open one.',
              )}
            </p>
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

const monthNames = ['jurisdiction', 'fund', 'period'] as const;

export const shownMonth = (c: Context<WebEnv>) => monthPage(c, askedFor(c, ...monthNames));

export const closeMonth = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => {
      const month = Object.fromEntries(monthNames.map((name) => [name, sent.text(name)]));
      return c.var.remote.post<Month>('/v1/ledger/closings', month, sent.key);
    },
    (month) => `/ledger/month?${addressOf(month)}`,
    (refusal) => {
      const asked = monthNames.map((name): [string, string] => [name, refusal.sent.text(name)]);
      return monthPage(c, new URLSearchParams(asked), refusal);
    },
  );

/** The register goes out as the API gives it. */
export async function register(c: Context<WebEnv>) {
  return c.var.remote.raw(`/v1/ledger/register?${askedFor(c, ...monthNames, 'format')}`);
}

import type { Context } from 'hono';
import { accounts } from '../../../../domain/money/ledger.ts';
import { funds } from '../../../../domain/money/types.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { Field } from '../../parts/form.tsx';
import type { Places } from '../../parts/places.ts';
import { accountNames } from './names.ts';

/** Narrows the ledger down, or leads to the balances of one place, fund and month. */
export function LedgerForm({ c, places, asked }: { c: Context<WebEnv>; places: Places; asked: URLSearchParams }) {
  const { say, session } = c.var;
  const own = places.items.filter(
    ({ slug, programmes }) => programmes.length > 0 && (!session?.jurisdiction || session.jurisdiction === slug),
  );
  const all = say('全部', 'All');
  const value = (name: string) => asked.get(name) ?? '';
  return (
    <form method="get" action="/ledger" class="card filter">
      <Field
        name="jurisdiction"
        label={say('地区', 'Place')}
        options={own.map(({ slug, names }) => [slug, say(names)] as const)}
        {...{ all, value: value('jurisdiction'), say }}
      />
      <Field
        name="fund"
        label={say('资金', 'Fund')}
        options={funds.map((fund) => [fund, say(fundNames[fund])] as const)}
        {...{ all, value: value('fund'), say }}
      />
      <Field
        name="period"
        type="month"
        label={say('月份', 'Month')}
        more={{ placeholder: '2020-05' }}
        {...{ all, value: value('period'), say }}
      />
      <Field
        name="account"
        label={say('科目', 'Account')}
        options={accounts.map((account) => [account, say(accountNames[account]!)] as const)}
        {...{ all, value: value('account'), say }}
      />
      <div class="actions">
        <button type="submit">{say('筛选', 'Filter')}</button>
        <button type="submit" class="second" formaction="/ledger/month">
          {say('查看科目余额', 'Trial balance')}
        </button>
      </div>
    </form>
  );
}

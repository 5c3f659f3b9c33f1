import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ListedReturn } from '../../../routes/payment-returns.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Money, Note, Until, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { BankReason } from './bank-reason.tsx';
import { returnOriginNames } from './names.ts';
import { ReturnStatus } from './return-status.tsx';

/** 退票: payments that wait for their account, oldest first. */
export async function listOfReturns(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'open', 'cursor');
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof ListedReturn>>>(`/v1/payment-returns?limit=50&${asked}`),
    placesFor(c),
  ]);
  const title = say('退票与账户更正', 'Returned payments');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <form method="get" action="/returns" class="actions card">
        <label>
          <input type="checkbox" name="open" value="true" checked={asked.get('open') === 'true'} />{' '}
          {say('只看未办结', 'Only what waits for somebody')}
        </label>
        <button type="submit" class="second">
          {say('筛选', 'Filter')}
        </button>
      </form>
      {items.length === 0 ? (
        <Note>{say('没有退票。', 'No payment waits for its account.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('付款编号', 'Payment'),
            say('申报', 'Claim'),
            say('地区与资金', 'Place and fund'),
            { name: say('待重新拨付（元）', 'To be paid again (yuan)'), number: true },
            say('来源', 'Where from'),
            say('状态', 'Status'),
            say('期限', 'Due'),
          ]}
          rows={items.map((one) => [
            <a href={`/returns/${one.id}`}>{one.id}</a>,
            <a href={`/claims/${one.claimId}`}>{one.claimId}</a>,
            <>
              {places.place(one.jurisdiction)}
              <div class="hint">{say(fundNames[one.fund])}</div>
            </>,
            <>
              <Yuan fen={one.waits ? one.amountFen : null} />
              {one.fallenFen > 0 && (
                <div class="hint">
                  {say('原付款 ', 'was ')}
                  <Money fen={one.paymentFen} />
                  {say('，此后核减 ', ', fallen since ')}
                  <Money fen={one.fallenFen} />
                </div>
              )}
              {one.recoveredFen > 0 && (
                <div class="hint">
                  {say('另有已追回 ', 'taken back: ')}
                  <Money fen={one.recoveredFen} />
                </div>
              )}
            </>,
            <>
              {say(returnOriginNames[one.origin]!)}
              <BankReason {...{ code: one.reasonCode, words: one.reason, say }} />
            </>,
            <>
              <ReturnStatus c={c} of={one} />
              {one.overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
            </>,
            <Until at={one.dueAt} />,
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
    </>,
  );
}

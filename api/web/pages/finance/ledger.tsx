import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { MonthBalance } from '../../../routes/closings.ts';
import type { Posting, Verification } from '../../../routes/ledger.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames, nameIn } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Money, Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { MonthForm } from './month.tsx';
import { accountNames, postingNames } from './names.ts';

/** 台账: every posting set with its entries, of a claim or of all; closed months; whether the books are sound. */
export async function ledgerPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'claim', 'jurisdiction', 'cursor');
  const claim = asked.get('claim');
  const [{ items, nextCursor }, closed, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof Posting>>>(`/v1/ledger?limit=50&${asked}`),
    remote.get<Listed<z.infer<typeof MonthBalance>>>('/v1/ledger/closings?limit=24'),
    placesFor(c),
  ]);
  const title = claim ? say(`台账：申报 ${claim}`, `Ledger of claim ${claim}`) : say('台账', 'Ledger');
  const months = say('已结账月份', 'Closed months');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <p class="actions">
        {claim && <a href="/ledger">{say('全部分录', 'The whole ledger')}</a>}
        {claim && <a href={`/claims/${claim}`}>{say('查看申报', 'The claim')}</a>}
        <a href="/ledger/verification">{say('核对账目', 'Check the books')}</a>
      </p>
      {!claim && <MonthForm c={c} places={places} />}
      {items.length === 0 ? (
        <Note>{say('还没有分录。', 'Nothing has been posted yet.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('序号', 'No.'),
            say('时间与月份', 'When, and its month'),
            say('事由', 'What'),
            say('地区与资金', 'Place and fund'),
            say('科目', 'Account'),
            { name: say('借方（元）', 'Debit'), number: true },
            { name: say('贷方（元）', 'Credit'), number: true },
          ]}
          rows={items.flatMap((set) =>
            set.entries.map((entry, i) => [
              i === 0 && set.seq,
              i === 0 && (
                <>
                  <When at={set.at} /> <span class="hint">{set.period}</span>
                </>
              ),
              i === 0 && (
                <>
                  {say(nameIn(postingNames, set.kind))}{' '}
                  {set.claimId && <a href={`/ledger?claim=${set.claimId}`}>{set.claimId}</a>}
                </>
              ),
              i === 0 && `${places.place(set.jurisdiction)} · ${say(fundNames[set.fund])}`,
              <>
                {say(accountNames[entry.account]!)} {entry.ref && <span class="hint">#{entry.ref}</span>}
              </>,
              entry.debitFen > 0 && <Money fen={entry.debitFen} />,
              entry.creditFen > 0 && <Money fen={entry.creditFen} />,
            ]),
          )}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      {!claim && closed.items.length > 0 && (
        <section>
          <h2>{months}</h2>
          <Table
            label={months}
            columns={[say('月份', 'Month'), say('地区', 'Place'), say('资金', 'Fund'), say('结账', 'Closed')]}
            rows={closed.items.map(({ jurisdiction, fund, period, closing }) => [
              <a href={`/ledger/month?${new URLSearchParams({ jurisdiction, fund, period })}`}>{period}</a>,
              places.place(jurisdiction),
              say(fundNames[fund]),
              <>
                {closing?.closedBy} · <When at={closing?.closedAt} />
              </>,
            ])}
          />
        </section>
      )}
    </>,
  );
}

/** Recomputed now: every balance and hash, and the accounts against what they book. */
export async function verificationPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const [{ ok, chains }, places] = await Promise.all([
    remote.get<z.infer<typeof Verification>>('/v1/ledger/verification'),
    placesFor(c),
  ]);
  const title = say('核对账目', 'Check of the books');
  const yes = (good: boolean) => (
    <span class={`badge ${good ? 'good' : 'bad'}`}>{good ? say('是', 'yes') : say('否', 'no')}</span>
  );
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={ok ? 'good' : 'bad'}>
        {ok
          ? say('账目平衡，未被改动，与付款和应收一致。', 'Balanced, unaltered, and in step with payments and demands.')
          : say('账目有问题，见下表。', 'The books are not sound; see below.')}
      </Note>
      <Table
        label={title}
        columns={[
          say('地区', 'Place'),
          say('资金', 'Fund'),
          { name: say('分录组', 'Sets'), number: true },
          { name: say('借方合计（元）', 'Debits'), number: true },
          { name: say('贷方合计（元）', 'Credits'), number: true },
          say('平衡', 'Balanced'),
          say('未改动', 'Unaltered'),
          say('账实相符', 'Reconciled'),
          say('问题', 'What is wrong'),
        ]}
        rows={chains.map((chain) => [
          places.place(chain.jurisdiction),
          say(nameIn(fundNames, chain.fund)),
          chain.sets,
          <Money fen={chain.debitFen} />,
          <Money fen={chain.creditFen} />,
          yes(chain.balanced),
          yes(chain.intact),
          yes(chain.reconciled),
          <>
            {chain.firstBroken?.reason ?? (chain.reconciled ? '—' : '')}
            {chain.differences.map(({ account, differenceFen }) => (
              <div>
                {say(accountNames[account]!)} <Money fen={differenceFen} />
              </div>
            ))}
          </>,
        ])}
      />
    </>,
  );
}

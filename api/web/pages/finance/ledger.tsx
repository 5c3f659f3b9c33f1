import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/index.ts';
import type { MonthBalance } from '../../../routes/closings.ts';
import type { Posting, Verification } from '../../../routes/ledger.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { fundNames, nameIn } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { together } from '../../parts/refs.ts';
import { Money, Note, When, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { LedgerForm } from './ledger-form.tsx';
import { accountNames, postingNames } from './names.ts';
import { ReadingBooks } from './reading-books.tsx';

type PostingSet = z.infer<typeof Posting>;

const filters = ['jurisdiction', 'fund', 'period', 'account'] as const;

/** 台账: posting sets by time, of a place, a fund, a month, an account or a claim; closed months; whether the books are sound. */
export async function ledgerPage(c: Context<WebEnv>, problem?: Bilingual) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'claim', ...filters, 'cursor');
  const claim = asked.get('claim');
  const account = asked.get('account');
  const [{ items, nextCursor }, closed, places] = await Promise.all([
    remote.get<Listed<PostingSet>>(`/v1/ledger?limit=25&${asked}`),
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
      {problem && <Note tone="bad">{say(problem)}</Note>}
      <p class="actions">
        {[...asked].length > 0 && <a href="/ledger">{say('全部分录', 'The whole ledger')}</a>}
        {claim && <a href={`/claims/${claim}`}>{say('查看申报', 'The claim')}</a>}
        <a href="/ledger/verification">{say('核对账目', 'Check the books')}</a>
      </p>
      {!claim && <LedgerForm c={c} places={places} asked={asked} />}
      {account && (
        <p>{say(`仅列有“${accountNames[account]?.zh}”的分录。`, `Only what moved “${accountNames[account]?.en}”.`)}</p>
      )}
      {items.length === 0 ? (
        <Note>{say('没有分录。', 'Nothing was posted.')}</Note>
      ) : (
        <Sets c={c} title={title} sets={items} places={places} single={claim !== null} />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      <ReadingBooks say={say} />
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
    problem ? 422 : 200,
  );
}

interface Posted {
  c: Context<WebEnv>;
  title: string;
  sets: readonly PostingSet[];
  places: Places;
  /** Of one claim: its people are told one by one. */
  single: boolean;
}

/** A set shows what it moves per account, and leads to its claim; the claim's ledger tells whose money it was. */
function Sets({ c, title, sets, places, single }: Posted) {
  const { say } = c.var;
  return (
    <Table
      label={title}
      columns={[
        say('时间与月份', 'When, and its month'),
        say('事由', 'What'),
        say('地区与资金', 'Place and fund'),
        say('序号', 'No.'),
        say('科目', 'Account'),
        { name: say('借方（元）', 'Debit'), number: true },
        { name: say('贷方（元）', 'Credit'), number: true },
      ]}
      rows={sets.flatMap((set) =>
        movedIn(set, single).map(({ account, debitFen, creditFen, people }, i) => [
          i === 0 && (
            <>
              <When at={set.at} />
              <div class="hint">{set.period}</div>
            </>
          ),
          i === 0 && (
            <>
              {say(nameIn(postingNames, set.kind))}
              {set.claimId && !single && (
                <div>
                  <a href={`/ledger?claim=${set.claimId}`}>{set.claimId}</a>
                </div>
              )}
            </>
          ),
          i === 0 && (
            <>
              {places.place(set.jurisdiction)}
              <div class="hint">{say(fundNames[set.fund])}</div>
            </>
          ),
          i === 0 && set.seq,
          <>
            {say(accountNames[account]!)}
            {people.length > 0 && <div class="hint">{whose(people, single, say)}</div>}
          </>,
          debitFen > 0 && <Yuan fen={debitFen} />,
          creditFen > 0 && <Yuan fen={creditFen} />,
        ]),
      )}
    />
  );
}

/** What a set moves: its entries one by one, or those of one account and side together. */
function movedIn({ entries }: PostingSet, single: boolean) {
  const groups = single
    ? entries.map((one) => [one])
    : together(entries, ({ account, debitFen }) => [account, debitFen > 0]);
  const sum = (of: readonly number[]) => of.reduce((all, fen) => all + fen, 0);
  return groups.map((of) => ({
    account: of[0]!.account,
    debitFen: sum(of.map(({ debitFen }) => debitFen)),
    creditFen: sum(of.map(({ creditFen }) => creditFen)),
    people: of.flatMap(({ ref }) => ref ?? []),
  }));
}

function whose(people: readonly string[], single: boolean, say: Say): string {
  if (single) return say(`名册第 ${people[0]} 号`, `roster no. ${people[0]}`);
  const count = new Set(people).size;
  return say(`${count} 人`, count === 1 ? '1 person' : `${count} people`);
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
          <Yuan fen={chain.debitFen} />,
          <Yuan fen={chain.creditFen} />,
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

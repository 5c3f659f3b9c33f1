import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Disbursement } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Note, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { batchStatusNames } from './names.ts';

type Batch = z.infer<typeof Disbursement>;

/** 按月核拨: the batches, newest first. */
export async function listOfBatches(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'jurisdiction', 'cursor');
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<Batch>>(`/v1/disbursements?limit=100&${asked}`),
    placesFor(c),
  ]);
  const title = say('拨付批次', 'Batches');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {items.length === 0 ? (
        <Note>{say('还没有拨付批次。', 'There are no batches yet.')}</Note>
      ) : (
        <>
          <BatchTable c={c} items={items} places={places} label={title} />
          <NextPage c={c} asked={asked} nextCursor={nextCursor} />
          <p>
            <a href="/dashboard">{say('各月、各项资金和各地区拨付图表', 'Charts by month, fund and place')}</a>
          </p>
        </>
      )}
    </>,
  );
}

function BatchTable({
  c,
  items,
  places,
  label,
}: {
  c: Context<WebEnv>;
  items: Batch[];
  places: Places;
  label: string;
}) {
  const { say } = c.var;
  return (
    <Table
      label={label}
      columns={[
        say('月份', 'Month'),
        say('地区', 'Place'),
        say('资金', 'Fund'),
        say('状态', 'Status'),
        { name: say('笔数', 'Payments'), number: true },
        { name: say('金额（元）', 'Yuan'), number: true },
        { name: say('比上月（元）', 'Against last month'), number: true },
        { name: say('已到账（元）', 'Paid'), number: true },
        { name: say('退票（笔）', 'Returned'), number: true },
      ]}
      rows={items.map((batch) => [
        <a href={`/batches/${batch.id}`}>{batch.period}</a>,
        places.place(batch.jurisdiction),
        say(fundNames[batch.fund]),
        <BatchBadge batch={batch} say={say} />,
        batch.payments,
        <Yuan fen={batch.totalFen} />,
        <>
          <Yuan fen={batch.difference.totalFen} />
          {batch.lastMonth.status && isPending(batch.lastMonth.status) && (
            <div class="hint">{say('上月尚未批准', 'last month not yet approved')}</div>
          )}
        </>,
        <Yuan fen={batch.paidFen} />,
        batch.returned,
      ])}
    />
  );
}

const tones: Readonly<Record<string, string>> = { settled: 'good', refused: 'bad', formed: 'warn', submitted: 'warn' };

/** Nobody has decided on it yet. */
export const isPending = (status: Batch['status']) => ['forming', 'formed', 'submitted'].includes(status);

interface Badge {
  batch: Pick<Batch, 'status' | 'returned'>;
  say: WebEnv['Variables']['say'];
}

/** Where a batch stands. What came back is not done with: it waits for its account, outside this batch. */
export function BatchBadge({ batch: { status, returned }, say }: Badge) {
  const cameBack = status === 'settled' && returned > 0;
  return (
    <>
      <span class={`badge ${cameBack ? '' : (tones[status] ?? '')}`}>{say(batchStatusNames[status]!)}</span>
      {cameBack && (
        <>
          {' '}
          <span class="badge warn">{say(`${returned} 笔退票`, `${returned} returned`)}</span>
        </>
      )}
    </>
  );
}

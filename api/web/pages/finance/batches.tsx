import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Fund, funds } from '../../../../domain/money/types.ts';
import type { Disbursement } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { Bars } from '../../parts/chart.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Money, Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { batchStatusNames } from './names.ts';

type Batch = z.infer<typeof Disbursement>;

/** 按月核拨: the batches, newest first, and what each month paid of each fund. */
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
          <ByMonth c={c} items={items} />
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
        say('状态', 'Stands'),
        { name: say('笔数', 'Payments'), number: true },
        { name: say('金额（元）', 'Yuan'), number: true },
        { name: say('比上月（元）', 'Against last month'), number: true },
        { name: say('已到账（元）', 'Paid'), number: true },
        { name: say('退票（笔）', 'Returned'), number: true },
      ]}
      rows={items.map((batch) => [
        <a href={`/batches/${batch.id}`}>
          {batch.period} <span class="hint">{batch.id}</span>
        </a>,
        places.place(batch.jurisdiction),
        say(fundNames[batch.fund]),
        <BatchBadge status={batch.status} say={say} />,
        batch.payments,
        <Money fen={batch.totalFen} />,
        <Money fen={batch.difference.totalFen} />,
        <Money fen={batch.paidFen} />,
        batch.returned,
      ])}
    />
  );
}

const tones: Readonly<Record<string, string>> = { settled: 'good', refused: 'bad', formed: 'warn', submitted: 'warn' };

export const BatchBadge = ({ status, say }: { status: string; say: WebEnv['Variables']['say'] }) => (
  <span class={`badge ${tones[status] ?? ''}`}>{say(batchStatusNames[status]!)}</span>
);

/** What the batches above paid, as a chart and in figures. */
function ByMonth({ c, items }: { c: Context<WebEnv>; items: Batch[] }) {
  const { say } = c.var;
  const months = [...new Set(items.map(({ period }) => period))].sort().slice(-12);
  const used = funds.filter((fund) => items.some((batch) => batch.fund === fund));
  const paid = (month: string, fund: Fund) =>
    items
      .filter((batch) => batch.period === month && batch.fund === fund)
      .reduce((sum, { paidFen }) => sum + paidFen, 0);
  const title = say('各月已到账金额', 'Paid by month and fund');
  const groups = months.map((name) => ({ name, fen: used.map((fund) => paid(name, fund)) }));
  return (
    <section class="card" aria-labelledby="by-month">
      <h2 id="by-month">{title}</h2>
      <Bars
        label={say('各月各项资金已到账金额，数字见下表', 'Paid by month and fund; the figures are in the table below')}
        series={used.map((fund) => say(fundNames[fund]))}
        groups={groups}
      />
      <Table
        label={say('各月已到账金额表', 'Table of what was paid')}
        columns={[say('月份', 'Month'), ...used.map((fund) => ({ name: say(fundNames[fund]), number: true as const }))]}
        rows={groups.map(({ name, fen }) => [name, ...fen.map((one) => <Money fen={one} />)])}
      />
    </section>
  );
}

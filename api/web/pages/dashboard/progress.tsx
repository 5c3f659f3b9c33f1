import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Performance } from '../../../performance/view.ts';
import type { WebEnv } from '../../env.ts';
import { Bars } from '../../parts/chart.tsx';
import type { Places } from '../../parts/places.ts';
import { Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

export type Figures = z.infer<typeof Performance>;

/** Claims of one place by month: filed, decided, and reviews that were late. */
export function Progress({ c, figures, places }: { c: Context<WebEnv>; figures: Figures; places: Places }) {
  const { say } = c.var;
  const place = places.place(figures.jurisdiction);
  const counted = [
    ['filed', say('申报', 'Filed')],
    ['approved', say('审核通过', 'Approved')],
    ['rejected', say('驳回', 'Rejected')],
    ['overdueReviews', say('超期审核', 'Late reviews')],
  ] as const;
  const months = [...new Set(figures.rows.flatMap(({ month }) => month ?? []))].sort();
  const at = (month: string) => figures.rows.filter((row) => row.month === month);
  const sum = (rows: Figures['rows'], of: (typeof counted)[number][0]) => rows.reduce((n, row) => n + row[of], 0);
  const download = (format: string) =>
    `/dashboard/figures?${new URLSearchParams({ jurisdiction: figures.jurisdiction, from: figures.from, to: figures.to, format })}`;
  return (
    <section class="card" aria-labelledby="progress">
      <h2 id="progress">{say(`${place}办理情况`, `Claims in ${place}`)}</h2>
      {!figures.totals ? (
        <Note>
          {say(
            `涉及人数少于 ${figures.smallestGroup} 人，为保护个人信息不单独统计。`,
            `Fewer than ${figures.smallestGroup} persons are behind it; to protect them no figures are told.`,
          )}
        </Note>
      ) : (
        <>
          <Bars
            language={c.var.language}
            label={say('各月申报、通过、驳回和超期审核件数，数字见下表', 'Claims by month; the figures follow')}
            series={counted.map(([, name]) => name)}
            groups={months.map((name) => ({ name, values: counted.map(([of]) => sum(at(name), of)) }))}
          />
          <Table
            label={say('各月办理情况表', 'Claims by month, in figures')}
            columns={[say('月份', 'Month'), ...counted.map(([, name]) => ({ name, number: true as const }))]}
            rows={months.map((month) => [month, ...counted.map(([of]) => sum(at(month), of))])}
            foot={[say('合计', 'Sum'), ...counted.map(([of]) => figures.totals![of])]}
          />
          <p>
            {say('从申报到首次拨付平均天数：', 'Days from filing to the first payment, on average: ')}
            <strong>{figures.totals.means.daysToPayment?.toFixed(1) ?? '—'}</strong>
          </p>
          <p class="actions">
            {say('绩效评价数据：', 'All figures: ')}
            <a href={download('xlsx')}>XLSX</a>
            <a href={download('csv')}>CSV</a>
          </p>
        </>
      )}
    </section>
  );
}

import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { nextMonth } from '../../../../domain/calendar/month.ts';
import { type Fund, funds } from '../../../../domain/money/types.ts';
import type { LedgerMonths } from '../../../routes/ledger-months.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { Bars } from '../../parts/chart.tsx';
import type { Places } from '../../parts/places.ts';
import { Note, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

type Months = z.infer<typeof LedgerMonths>;
type Moved = Months['months'][number];

/** What left the bank, to be promised or for good. */
const outOf = (rows: readonly Moved[]) => sumOf(rows, ({ paidFen, advancedFen }) => paidFen + advancedFen);
const sumOf = (rows: readonly Moved[], fen: (row: Moved) => number) => rows.reduce((sum, row) => sum + fen(row), 0);

/** What each month paid of each fund; with what was promised and came back in the table. */
export function MoneyByMonth({ c, of: { months, from, to } }: { c: Context<WebEnv>; of: Months }) {
  const { say } = c.var;
  const title = say('各月拨付', 'Paid by month and fund');
  const used = fundsOf(months);
  const names: string[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) names.push(month);
  const at = (month: string, fund: Fund) => months.filter((one) => one.month === month && one.fund === fund);
  const rows = names.flatMap((month) => used.map((fund) => ({ month, fund, moved: at(month, fund) })));
  return (
    <section class="card" aria-labelledby="by-month">
      <h2 id="by-month">{title}</h2>
      {months.length === 0 ? (
        <Note>{say('这段时间没有资金变动。', 'No money moved in these months.')}</Note>
      ) : (
        <>
          <Bars
            language={c.var.language}
            label={say(
              '各月各项资金拨付和预拨金额，数字见下表',
              'Paid and advanced by month and fund; the figures follow',
            )}
            series={used.map((fund) => say(fundNames[fund]))}
            groups={names.map((name) => ({ name, fen: used.map((fund) => outOf(at(name, fund))) }))}
          />
          <Table
            label={say('各月资金变动表', 'What moved by month, in figures')}
            columns={[say('月份', 'Month'), say('资金', 'Fund'), ...movedColumns(c)]}
            rows={rows
              .filter(({ moved }) => moved.length > 0)
              .map(({ month, fund, moved }) => [month, say(fundNames[fund]), ...movedCells(moved)])}
            foot={[say('合计', 'Sum'), '', ...movedCells(months)]}
          />
        </>
      )}
    </section>
  );
}

/** The same by place. */
export function MoneyByPlace({ c, of: { months }, places }: { c: Context<WebEnv>; of: Months; places: Places }) {
  const { say } = c.var;
  if (months.length === 0) return null;
  const used = fundsOf(months);
  const slugs = [...new Set(months.map(({ jurisdiction }) => jurisdiction))];
  const at = (slug: string, fund: Fund) => months.filter((one) => one.jurisdiction === slug && one.fund === fund);
  return (
    <section class="card" aria-labelledby="by-place">
      <h2 id="by-place">{say('各地区拨付', 'Paid by place and fund')}</h2>
      <Bars
        language={c.var.language}
        label={say(
          '各地区各项资金拨付和预拨金额，数字见下表',
          'Paid and advanced by place and fund; the figures follow',
        )}
        series={used.map((fund) => say(fundNames[fund]))}
        groups={slugs.map((slug) => ({ name: places.place(slug), fen: used.map((fund) => outOf(at(slug, fund))) }))}
      />
      <Table
        label={say('各地区资金变动表', 'What moved by place, in figures')}
        columns={[say('地区', 'Place'), say('资金', 'Fund'), ...movedColumns(c)]}
        rows={slugs.flatMap((slug) =>
          used
            .filter((fund) => at(slug, fund).length > 0)
            .map((fund) => [places.place(slug), say(fundNames[fund]), ...movedCells(at(slug, fund))]),
        )}
      />
    </section>
  );
}

const fundsOf = (months: readonly Moved[]) => funds.filter((fund) => months.some((one) => one.fund === fund));

const movedColumns = ({ var: { say } }: Context<WebEnv>) =>
  [
    say('应补（元）', 'Promised'),
    say('拨付（元）', 'Paid'),
    say('预拨（元）', 'Advanced'),
    say('追回（元）', 'Recovered'),
  ].map((name) => ({ name, number: true as const }));

const movedCells = (rows: readonly Moved[]) =>
  (['entitledFen', 'paidFen', 'advancedFen', 'recoveredFen'] as const).map((of) => (
    <Yuan fen={sumOf(rows, (row) => row[of])} />
  ));

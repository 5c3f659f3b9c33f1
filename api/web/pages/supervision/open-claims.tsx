import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { WebEnv } from '../../env.ts';
import { Table } from '../../parts/table.tsx';
import { BarChart } from './chart.tsx';

interface Share {
  /** At its bar. */
  name: string;
  /** In its row of the table, before the figures. */
  cells: readonly Child[];
  open: number;
  overdue: number;
}

/** Open claims by something, the overdue ones apart: as a chart, and as a table beside it. */
export function OpenClaims({
  c,
  id,
  title,
  label,
  columns,
  shares,
}: {
  c: Context<WebEnv>;
  id: string;
  title: string;
  label: string;
  columns: readonly string[];
  shares: readonly Share[];
}) {
  const { say } = c.var;
  return (
    <section>
      <h2 id={id}>{title}</h2>
      <div class="sides">
        <BarChart
          title={title}
          bars={shares.map(({ name, open, overdue }) => ({
            name,
            parts: [
              { value: overdue, tone: 'late' },
              { value: open - overdue, tone: 'load' },
            ],
          }))}
        />
        <Table
          label={label}
          columns={[
            ...columns,
            { name: say('在办', 'Open'), number: true },
            { name: say('逾期', 'Overdue'), number: true },
          ]}
          rows={shares.map(({ cells, open, overdue }) => [...cells, open, overdue])}
        />
      </div>
    </section>
  );
}

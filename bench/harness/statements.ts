import { using } from '../../db/cluster.ts';
import { rounded } from './race.ts';

/** PostgreSQL counts what it is asked, when it is started with these. To plan counts too: it may take as long as to run. */
export const countingSettings = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '10000',
  'pg_stat_statements.track_planning': 'on',
};

export interface Counted {
  /** Values are left out. */
  text: string;
  calls: number;
  planningMs: number;
  runningMs: number;
}

export interface StatementCount {
  /** From now on. */
  reset(): Promise<void>;
  /** In all databases, what took longest first. */
  counted(): Promise<Counted[]>;
}

/** Of a PostgreSQL with `countingSettings`. */
export async function statementCount(adminUrl: string): Promise<StatementCount> {
  const ask = <T>(text: string) => using(adminUrl, async (client) => (await client.query(text)).rows as T[]);
  await ask('create extension if not exists pg_stat_statements');
  return {
    async reset() {
      await ask('select pg_stat_statements_reset()');
    },
    counted: () =>
      ask<Counted>(`select regexp_replace(query, '\\s+', ' ', 'g') as text, sum(calls)::float as calls,
          sum(total_plan_time) as "planningMs", sum(total_exec_time) as "runningMs"
        from pg_stat_statements group by 1 order by sum(total_plan_time + total_exec_time) desc`),
  };
}

const SHOWN = 100;
const LONGEST = 160;

/** A table of what took longest. */
export function tableOfStatements(counted: readonly Counted[]): string {
  const ms = (of: readonly Counted[]) => of.reduce((sum, one) => sum + one.planningMs + one.runningMs, 0);
  const all = ms(counted);
  const calls = counted.reduce((sum, one) => sum + one.calls, 0);
  const rows = counted
    .slice(0, SHOWN)
    .map((one) =>
      [
        rounded(one.calls),
        rounded(one.planningMs),
        rounded(one.runningMs),
        rounded((100 * ms([one])) / all),
        `\`${one.text.slice(0, LONGEST).replaceAll('|', '\\|').replaceAll('`', "'")}\``,
      ].join(' | '),
    );
  return [
    `${rounded(calls)} statements took ${rounded(all)} ms to plan and to run; reading them, answering and committing come on top.`,
    '',
    '| calls | ms to plan | ms to run | % | |',
    '|---:|---:|---:|---:|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

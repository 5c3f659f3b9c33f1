import pg from 'pg';
import { days } from '../claims/life.ts';
import { liveThrough, training } from '../claims/ours.ts';
import type { Part } from '../harness/part.ts';
import { rounded } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';

/** Two towns that differ in nothing but their rosters: what the larger one needs more is what its people need. */
const [FEW, MANY] = [2, 20] as const;
/** So many tables are named, those that grow most. */
const NAMED = 8;

export const storage: Part = {
  name: 'storage',
  title: 'What a paid claim leaves in PostgreSQL',
  async run({ servers, scale }) {
    const claims = Math.max(4, Math.round(100 * scale));
    const few = await grownBy(servers, claims, FEW);
    const many = await grownBy(servers, claims, MANY);
    /** Bytes of each person, and of the claim without anybody. */
    const lineOf = (table: string) => {
      const [small, large] = [(few.get(table) ?? 0) / claims, (many.get(table) ?? 0) / claims];
      const person = (large - small) / (MANY - FEW);
      return { table, person, claim: small - FEW * person, whole: large };
    };
    const lines = [...many.keys()].map(lineOf).sort((a, b) => b.whole - a.whole);
    const sum = (of: readonly ReturnType<typeof lineOf>[], table: string) => ({
      table,
      person: of.reduce((all, { person }) => all + person, 0),
      claim: of.reduce((all, { claim }) => all + claim, 0),
      whole: of.reduce((all, { whole }) => all + whole, 0),
    });
    const shown = [
      ...lines.slice(0, NAMED),
      sum(lines.slice(NAMED), `${lines.length - NAMED} other tables`),
      sum(lines, 'all'),
    ];
    return {
      columns: ['table with its indexes', 'kB of the claim itself', 'kB of each trainee', `kB with ${MANY} trainees`],
      rows: shown.map(({ table, claim, person, whole }) => [table, claim / 1024, person / 1024, whole / 1024]),
      chart: { unit: 'kB', bars: shown.map(({ table, whole }) => ({ name: table, value: whole / 1024 })) },
      goals: [],
      notes: [
        `${claims} claims of each size, filed, reviewed, learned, applied for and paid; each trainee with ${training.classHours} lessons on record. All is sealed, audited and indexed.`,
        `After VACUUM FULL, so without what updates leave behind until the space is used again; ${rounded(100 * (sum(lines, '').claim / sum(lines, '').whole))} % of such a claim does not depend on its people.`,
      ],
    };
  },
};

/** Bytes by which each table has grown, indexes and long values included, through the lives of so many claims. */
async function grownBy(servers: Servers, claims: number, people: number): Promise<Map<string, number>> {
  const stack = await servers.system({ start: days.filing });
  try {
    const url = stack.settings.migrationDatabaseUrl!;
    const before = await sizes(url);
    await liveThrough(stack, { claims, people, actors: 16 });
    await stack.stop();
    const after = await sizes(url);
    return new Map([...after].map(([table, bytes]) => [table, bytes - (before.get(table) ?? 0)]));
  } finally {
    await stack.stop();
  }
}

async function sizes(connectionString: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('vacuum full');
    const { rows } = await client.query<{ name: string; bytes: string }>(
      `select relname as name, pg_total_relation_size(c.oid) as bytes from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind = 'r' and nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
    );
    return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
  } finally {
    await client.end();
  }
}

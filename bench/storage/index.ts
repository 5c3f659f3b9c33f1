import { using } from '../../db/cluster.ts';
import { createPool } from '../../db/pool.ts';
import { eraseDue } from '../../db/privacy/erasure.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import type { Stack } from '../../dev/stack.ts';
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
  isOnce: true,
  async run({ servers, scale }) {
    const claims = Math.max(4, Math.round(100 * scale));
    const few = await lived(servers, claims, FEW);
    const many = await lived(servers, claims, MANY);
    /** Bytes of each person, and of the claim without anybody. */
    const lineOf = (table: string) => {
      const [small, large] = [(few.grown.get(table) ?? 0) / claims, (many.grown.get(table) ?? 0) / claims];
      const person = (large - small) / (MANY - FEW);
      return { table, person, claim: small - FEW * person, whole: large, left: (many.left.get(table) ?? 0) / claims };
    };
    const lines = [...many.grown.keys()].map(lineOf).sort((a, b) => b.whole - a.whole);
    const sum = (of: readonly ReturnType<typeof lineOf>[], table: string) => ({
      table,
      person: of.reduce((all, { person }) => all + person, 0),
      claim: of.reduce((all, { claim }) => all + claim, 0),
      whole: of.reduce((all, { whole }) => all + whole, 0),
      left: of.reduce((all, { left }) => all + left, 0),
    });
    const shown = [
      ...lines.slice(0, NAMED),
      sum(lines.slice(NAMED), `${lines.length - NAMED} other tables`),
      sum(lines, 'all'),
    ];
    return {
      columns: [
        ...['table with its indexes', 'kB of the claim itself', 'kB of each trainee'],
        ...[`kB with ${MANY} trainees`, 'of which stay when it is erased'],
      ],
      rows: shown.map(({ table, claim, person, whole, left }) => [
        table,
        ...[claim, person, whole, left].map((bytes) => bytes / 1024),
      ]),
      chart: { unit: 'kB', bars: shown.map(({ table, whole }) => ({ name: table, value: whole / 1024 })) },
      goals: [],
      notes: [
        `${claims} claims of each size, filed, reviewed, learned, applied for and paid; each trainee with ${training.classHours} lessons on record. All is sealed, audited and indexed.`,
        `After VACUUM FULL, so without what updates leave behind until the space is used again; ${rounded(100 * (sum(lines, '').claim / sum(lines, '').whole))} % of such a claim does not depend on its people.`,
        `Erased by one process, one claim behind the other: ${rounded(many.erasedPerSecond)} claims with ${MANY} trainees in a second, ${rounded(many.erasedPerSecond * MANY * training.classHours)} records of their lessons. Answers under an Idempotency-Key go after 90 days of real time and are still there.`,
      ],
    };
  },
};

/** Long after every claim's time is over. */
const ERASED_AT = '2060-01-01T00:00:00+08:00';
const AT_ONCE = 50;

/** So many claims live and are erased: bytes by which each table has grown, indexes and long values included, those that stay, and how fast they went. */
async function lived(servers: Servers, claims: number, people: number) {
  const stack = await servers.system({ start: days.filing });
  try {
    const url = stack.settings.migrationDatabaseUrl!;
    const before = await sizes(url);
    await liveThrough(stack, { claims, people, actors: 16 });
    await stack.stop();
    const grown = growth(before, await sizes(url));
    const erasedPerSecond = await erase(stack, claims);
    return { grown, left: growth(before, await sizes(url)), erasedPerSecond };
  } finally {
    await stack.stop();
  }
}

const growth = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
  new Map([...after].map(([table, bytes]) => [table, bytes - (before.get(table) ?? 0)]));

/** Erases them all, as a worker does. Answers how many in a second. */
async function erase({ settings }: Stack, claims: number): Promise<number> {
  const db = createPool(settings.databaseUrl, 2, await openVault(settings));
  const tell = (failure: object) => {
    throw new Error(`a claim could not be erased: ${JSON.stringify(failure)}`);
  };
  try {
    const began = performance.now();
    let erased = 0;
    for (let some = AT_ONCE; some === AT_ONCE; erased += some) some = await eraseDue(db, ERASED_AT, AT_ONCE, tell);
    if (erased !== claims) throw new Error(`${erased} of ${claims} claims were erased`);
    return (erased * 1000) / (performance.now() - began);
  } finally {
    await db.end();
  }
}

function sizes(url: string): Promise<Map<string, number>> {
  return using(url, async (client) => {
    await client.query('vacuum full');
    const { rows } = await client.query<{ name: string; bytes: string }>(
      `select relname as name, pg_total_relation_size(c.oid) as bytes from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind = 'r' and nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
    );
    return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
  });
}

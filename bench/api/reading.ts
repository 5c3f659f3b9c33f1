import { using } from '../../db/cluster.ts';
import { openWorld } from '../../dev/demo/world.ts';
import { days } from '../claims/life.ts';
import { type Bench, goal, type Part } from '../harness/part.ts';
import { beside, type Contestant, race, rounded, type Trial } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';

const pageSize = 50;
const deep = 1_000;
const reads = 100;

const readers = {
  'an admin, everything': { role: 'admin' },
  'a reviewer, one place': { role: 'reviewer', jurisdiction: 'wuxi', subject: 'reviewer-wuxi' },
} as const;

/** The list of claims with a million of them in the table: the first page, and the thousandth, or the last one where there are fewer. */
export const reading: Part = {
  name: 'reading',
  title: 'Pages of the claim list per second',
  async run({ servers, repetitions, scale, say }: Bench) {
    const claims = Math.round(1_000_000 * scale);
    const stack = await servers.system({ start: days.filing });
    try {
      await fill(stack.settings.migrationDatabaseUrl!, claims);
      const world = openWorld(stack.urls.api!, { signal: new AbortController().signal, note: () => undefined });
      const contestants: Contestant[] = [];
      const last: { who: string; page: number }[] = [];
      for (const [who, actor] of Object.entries(readers)) {
        const api = world.as(actor);
        const path = `/v1/claims?limit=${pageSize}`;
        let [page, at] = [1, path];
        while (page < deep) {
          const { nextCursor } = await api.get<{ nextCursor: string | null }>(at);
          if (!nextCursor) break;
          page += 1;
          at = `${path}&cursor=${encodeURIComponent(nextCursor)}`;
        }
        last.push({ who, page });
        contestants.push(pages(`${who}: first page`, () => api.get(path)));
        contestants.push(pages(`${who}: page ${rounded(page)}`, () => api.get(at)));
      }
      const standings = await race(contestants, { repetitions, reference: contestants[0]!.name, say });
      const speed = ({ perSecond }: Trial) => perSecond;
      const deepToFirst = [0, 2].map((first) => beside(standings[first + 1]!, standings[first]!, speed)!);
      const slower = Math.min(...deepToFirst.map(({ median }) => median));
      const named = `page ${[...new Set(last.map(({ page }) => rounded(page)))].join(' and ')}`;
      return {
        ...tableOf('pages/s', standings),
        goals: [goal(`${named} as fast as the first (within a fifth)`, slower, slower >= 0.8)],
        notes: [
          `${claims.toLocaleString('en-US')} claims in the table, ${pageSize} on a page, one reader.`,
          ...last
            .filter(({ page }) => page < deep)
            .map(
              ({ who, page }) =>
                `There is no page ${rounded(deep)} for ${who}: page ${rounded(page)}, the last, stands for it.`,
            ),
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

function pages(name: string, read: () => Promise<unknown>): Contestant {
  return {
    name,
    async trial() {
      await read();
      const began = performance.now();
      for (let i = 0; i < reads; i++) await read();
      return { perSecond: (reads * 1000) / (performance.now() - began) };
    },
  };
}

/** Claims as they stand while their filing is reviewed, half of them in one place. */
async function fill(adminUrl: string, claims: number): Promise<void> {
  await using(adminUrl, async (client) => {
    await client.query(
      `insert into claims (id, workflow_id, jurisdiction, programme, claimant_kind, claimant, claimant_name, filed_by, stage, trainees, filed_at,
         rules_version, roster_id, filing_dossier_id, clock_offset_ms, updated_at)
       select 'm' || n, 'claim/m/' || n, case n % 2 when 0 then 'wuxi' else 'chongqing' end, 'online-on-the-job', 'enterprise', 'c' || n % 5000,
         '示例企业', 'clerk', 'filing-review', 20, timestamptz '2019-01-01' + n * interval '30 seconds', 'v', 'roster', 'dossier', 0, '2020-03-02'
       from generate_series(1, $1::int) n`,
      [claims],
    );
    await client.query('analyze claims');
  });
}

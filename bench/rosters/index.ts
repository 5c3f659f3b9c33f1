import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { from as copyFrom } from 'pg-copy-streams';
import { xlsxType } from '../../api/rosters/read.ts';
import { using } from '../../db/cluster.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { ROOT, scriptArgs } from '../../dev/service.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { workbook } from '../../test/api/support/xlsx.ts';
import { type Bench, goal, type Part } from '../harness/part.ts';
import { type Contestant, race } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import type { Taken } from './intake.ts';

const header = ['姓名', '性别', '身份证号码', '手机号码', '平台登录账号'];

/** Rosters as they are uploaded: read, validated, sealed and stored, beside what PostgreSQL and the validator do alone. */
export const rosters: Part = {
  name: 'rosters',
  title: 'Rows of a roster per second',
  async run(bench) {
    const count = Math.round(100_000 * bench.scale);
    const [csv, xlsx] = ['CSV: read, validated, sealed, stored', 'XLSX: read, validated, sealed, stored'];
    const contestants = [
      copy(bench, count),
      zodAlone(count),
      intake(bench, csv, 'text/csv', csvOf(count), count),
      intake(bench, xlsx, xlsxType, [workbook(cellsOf(count))], count),
    ];
    const standings = await race(contestants, { ...bench, reference: contestants[0]!.name });
    const standing = (of: string) => standings.find(({ name }) => name === of)!;
    const of = (name: string) => standing(name).ratio.median;
    const most = Math.max(...[csv, xlsx].map((name) => standing(name).more['MiB above idle']!.median));
    return {
      ...tableOf('rows/s', standings),
      goals: [
        goal('CSV with everything on ≥ 0.3 × COPY', of(csv), of(csv) >= 0.3),
        goal('XLSX with everything on ≥ 0.3 × COPY', of(xlsx), of(xlsx) >= 0.3),
        goal('less than 200 MiB above idle', most, most < 200),
      ],
      notes: [
        `${count.toLocaleString('en-US')} rows; people nobody has seen before each time. A file is taken in by a new process each time, which compiles its code on the way; idle is what that holds before it opens the file.`,
      ],
    };
  },
};

const cellsOf = (count: number, from = 0) => [
  header,
  ...Array.from({ length: count }, (_, i) => {
    const { name, sex, idNumber, mobile } = samplePerson(from + i);
    return [name, sex === 'male' ? '男' : '女', idNumber, mobile, `u${i}`];
  }),
];

function csvOf(count: number): Buffer[] {
  const lines = cellsOf(count).map((cells) => `${cells.join(',')}\n`);
  const chunks: Buffer[] = [];
  for (let i = 0; i < lines.length; i += 1_000) chunks.push(Buffer.from(lines.slice(i, i + 1_000).join('')));
  return chunks;
}

/** The same cells into a table without keys, types and rules. */
function copy({ servers }: Bench, count: number): Contestant {
  return {
    name: 'COPY of the same rows',
    async trial() {
      const { adminUrl } = await servers.emptyDatabase();
      return using(adminUrl, async (client) => {
        await client.query('create table plain (name text, sex text, id_number text, mobile text, account text)');
        const chunks = csvOf(count);
        const began = performance.now();
        await pipeline(
          Readable.from(chunks),
          client.query(copyFrom('copy plain from stdin with (format csv, header true)')),
        );
        const took = performance.now() - began;
        const { rows } = await client.query('select count(*)::int as n from plain');
        if (rows[0].n !== count) throw new Error(`COPY stored ${rows[0].n} of ${count} rows`);
        return { perSecond: (count * 1000) / took };
      });
    },
  };
}

function zodAlone(count: number): Contestant {
  const people = Array.from({ length: count }, (_, i) => {
    return { ref: String(i + 1), relation: 'employee', ...samplePerson(i), platformAccount: `u${i}` };
  });
  const schema = rosterRow(rosterPerson);
  return {
    name: 'zod alone',
    async trial() {
      const began = performance.now();
      const wrong = people.find((person) => !schema.safeParse(person).success);
      const took = performance.now() - began;
      if (wrong) throw new Error(`a sample person does not fit: ${wrong.ref}`);
      return { perSecond: (count * 1000) / took };
    },
  };
}

/** As the API takes a roster in, on a new database of the system's own and in a new process, whose memory nothing else has made. */
function intake({ servers }: Bench, name: string, type: string, content: Buffer[], count: number): Contestant {
  return {
    name,
    async trial() {
      const { databaseUrl, drop } = await servers.ownDatabase();
      const file = join(servers.run.dataDir, 'roster');
      try {
        writeFileSync(file, Buffer.concat(content));
        const args = [...scriptArgs('bench/rosters/intake.ts'), '--type', type, '--file', file];
        const env = { ...process.env, DATABASE_URL: databaseUrl };
        const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
        const { accepted, ms, MiB }: Taken = JSON.parse(stdout);
        if (accepted !== count) throw new Error(`${accepted} of ${count} rows were accepted`);
        return { perSecond: (count * 1000) / ms, more: { 'MiB above idle': MiB } };
      } finally {
        rmSync(file, { force: true });
        await drop();
      }
    },
  };
}

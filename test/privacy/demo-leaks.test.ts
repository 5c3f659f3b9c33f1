import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, rows } from '../../db/pool.ts';
import { reviewer } from '../../dev/demo/acts.ts';
import { finance } from '../../dev/demo/finance.ts';
import { play } from '../../dev/demo/run.ts';
import { type StoryClaim, timeline } from '../../dev/demo/scenario.ts';
import { stories } from '../../dev/demo/scenarios/index.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import { freePort } from '../../dev/ports.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { readSettings } from '../../domain/env.ts';
import { connectClient } from '../../worker/connection.ts';
import { rawOf, textIn } from '../claims/support/raw.ts';
import { unsealed } from '../histories/unsealed.ts';
import { sharedServers } from '../support/stack.ts';
import { readable, walk } from '../web/support/walk.ts';
import { filesBelow, lookFor, type Person } from './traces.ts';

// Everything that a whole rehearsal writes, on servers of its own, whose files are looked through too.
let folder: string;
let stack: Stack;
let world: World;
let claims: StoryClaim[];
let traces: ReturnType<typeof lookFor>;
let people: Person[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'subsidy-test-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(folder, 0o755);
  const told = stories();
  claims = told.flatMap((story) => story.claims);
  const acts = timeline([finance(claims), ...told]);
  const settings = readSettings({
    ...{ MODE: 'rehearsal', DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'debug' },
    ...{ REHEARSAL_START: `${acts[0]!.at.slice(0, 10)}T08:00:00+08:00` },
    TEMPORAL_CLI_PATH: sharedServers().temporalCli,
    WORKFLOW_BUNDLE: sharedServers().workflowBundle,
  });
  stack = await startStack({ settings });
  const signal = AbortSignal.any([]);
  world = openWorld(stack.urls.api!, { signal, note: () => undefined });
  await play(world, acts, { say: () => undefined, signal });
  people = (await Promise.all(claims.map(rosterOf))).flat();
  traces = lookFor(
    people,
    claims.map(({ account }) => account.accountNumber),
  );
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As its reviewer reads it, who may. */
async function rosterOf(claim: StoryClaim): Promise<Person[]> {
  const dossier = await reviewer(world, claim).get<{ roster: { items: Person[] } }>(
    `/v1/claims/${claim.id}/dossier?limit=200`,
  );
  return dossier.roster.items;
}

test('what is looked for is found where it may be read', async () => {
  expect(people.length).toBeGreaterThan(150);
  expect(traces(JSON.stringify(people[0])).sort()).toEqual(Object.values(picked(people[0]!)).sort());
});

const picked = ({ name, idNumber, mobile, platformAccount }: Person) => ({ name, idNumber, mobile, platformAccount });

test('no row of the database tells of anybody', async () => {
  const db = createPool(stack.settings.migrationDatabaseUrl!, 1);
  const tables = await rows<{ name: string }>(
    db,
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    for (const { row } of await rows<{ row: string }>(db, `select t::text as row from ${name} t`))
      found.push(...traces(row).map((what) => `${name}: ${what}`));
  await db.end();
  expect(found).toEqual([]);
});

test('nothing that Temporal keeps does, sealed or opened', async () => {
  const client = await connectClient(stack.settings);
  expect(traces(textIn(await rawOf({ client })))).toEqual([]);
  let events = 0;
  for await (const { workflowId, runId, searchAttributes, memo } of client.workflow.list()) {
    const history = (await client.workflow.getHandle(workflowId, runId).fetchHistory()) as History;
    events += history.events?.length ?? 0;
    const opened = textIn(unsealed(history, stack.settings)) + JSON.stringify([workflowId, searchAttributes, memo]);
    expect([workflowId, traces(opened)]).toEqual([workflowId, []]);
  }
  expect(events).toBeGreaterThan(500);
  await client.connection.close();
});

test('neither figures nor refusals do', async () => {
  const url = stack.urls.api!;
  expect(traces(await (await fetch(`${url}/metrics`)).text())).toEqual([]);
  const [first, second] = people as [Person, Person];
  const clerk = { role: 'enterprise', uscc: claims[0]!.company.uscc, subject: 'clerk' };
  const twice = [first, { ...second, idNumber: first.idNumber }].map((one) => ({ ...picked(one), sex: 'none' }));
  const refused = await world.refusal(world.as(clerk).post('/v1/rosters', { rows: twice }), 'roster-rows-refused');
  expect(traces(JSON.stringify(refused))).toEqual([]);
});

test('no log, no mail and no file of the servers does', async () => {
  const files = filesBelow(folder);
  for (const part of ['logs/api', 'logs/worker', 'logs/temporal', 'logs/postgres', 'mail/', 'postgres/'])
    expect(
      [...files.keys()].some((name) => name.startsWith(part)),
      part,
    ).toBe(true);
  // What may be read is found in them.
  expect(
    [...files].some(([name, read]) => name.startsWith('postgres/') && read().includes(claims[0]!.company.uscc)),
  ).toBe(true);
  const found = [...files].flatMap(([name, read]) => traces(read()).map((what) => `${name}: ${what}`));
  expect(found).toEqual([]);
});

/** What looks like a code and is none: accounts of people, addresses, names of standards and keys. */
const noCodes =
  /^(.*· )?(reviewer|supervisor|inspector|finance|admin|auditor|person)-[\w-]+( ·.*| 的记录|)$|[\w.-]+@[\w.-]+|[\w-]+\.(org|gov|com|example)\b|csv-gb18030|macOS|re-pinning|^[\w-]*chinese-[\w-]*$/;

test('no page of any desk shows people a code of the system', async () => {
  const officials = ['reviewer', 'supervisor', 'inspector'].map((role) => ({ role, jurisdiction: 'wuxi' }));
  const company = { role: 'enterprise', uscc: claims[0]!.company.uscc };
  const others = ['individual', 'auditor', 'admin', 'finance-preparer', 'finance-approver'].map((role) => ({ role }));
  const found = new Set<string>();
  for (const who of [company, ...officials, ...others]) {
    let pages = 0;
    for await (const { path, status, html } of walk(stack.urls.api!, who, 'zh-CN')) {
      pages += 1;
      if (status !== 200) found.add(`${who.role} ${path}: ${status}`);
      for (const text of readable(html))
        if (/[a-z]+[-_][a-z]+|\b[a-z]+[A-Z]\w*/.test(text.replace(noCodes, ''))) found.add(`${path}: ${text}`);
    }
    expect(pages, who.role).toBeGreaterThan(10);
  }
  expect([...found]).toEqual([]);
}, 240_000);

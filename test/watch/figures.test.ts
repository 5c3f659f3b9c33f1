import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { createApp, openMetrics } from '../../api/app.ts';
import type { Env } from '../../api/env.ts';
import { serveFigures } from '../../api/watch/serve.ts';
import { createSite } from '../../api/web/site.tsx';
import { paymentsOf } from '../../db/money/payments.ts';
import { createPool } from '../../db/pool.ts';
import { paidSince } from '../../db/watch/standing.ts';
import { freePort } from '../../dev/ports.ts';
import { reportWorkflowType } from '../../domain/reports/report.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { schedulePlans } from '../../jurisdictions/plans.ts';
import { testApi } from '../api/support/api.ts';
import { bankAnswers, formBatch, submitAndApprove } from '../claims/support/batches.ts';
import { openHouse } from '../claims/support/house.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { ROOT } from '../support/imports.ts';
import { runScript } from '../support/process.ts';
import { sharedServers, testDatabase, testSettings } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Rules {
  groups: { rules: Alert[] }[];
}
interface Alert {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const alerts = (parse(read('deploy/watch/alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('deploy/watch/dashboard.json')) as { panels: { targets: { expr: string }[] }[] };
const expressions = [
  ...alerts.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Names of series: what is neither a label, nor a word of the language. */
function seriesIn(expression: string): string[] {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, '')
    .replace(/\b(by|on) \([^)]*\)/g, '')
    .replace(/\b(?:sum|time|max|min|rate|delta|increase|histogram_quantile|unless|absent|or|le)\b/g, '');
  return bare.match(/[a-z][a-z_]{2,}/g) ?? [];
}

test('every series that an alert or the dashboard names is told by an API or a worker', async () => {
  const house = await openHouse({ worker: false, settings: await testSettings() });
  onTestFinished(() => house.stop());
  const { db } = house.deps;
  const api = await testApi({ pool: db, gateway: house.gateway, registry: house.deps.registry });
  const address = `127.0.0.1:${await freePort()}`;
  const env = { ...settingsToEnv(house.settings), WORKER_METRICS_ADDRESS: address };
  const ready = () => runScript('worker/ready.mjs', [], env).ended;
  expect(await ready()).toBe(1);
  await runScript('worker/main.ts', [], env).until(/worker ready/);
  await expect.poll(ready, { timeout: 30_000 }).toBe(0);
  // A task that fails: nobody knows this workflow.
  const { client, settings } = house;
  await client.workflow.start('unknown', { workflowId: 'unknown', taskQueue: settings.taskQueue });
  // Activities that fail, inside a workflow task and from a queue: what they write to is away.
  const owner = createPool(settings.migrationDatabaseUrl!, 1, testVault);
  onTestFinished(() => owner.end());
  await owner.query('alter table dossiers rename to dossiers_away');
  await owner.query('alter table reports rename to reports_away');
  const input = { claimId: 'a', jurisdiction: 'wuxi', programme: 'online-on-the-job', clockOffsetMs: 0 };
  const message = { by: 'clerk', dossierId: 'a' };
  house.gateway.file({ input, claimant: 'a', title: 'a', message, key: 'a' }).catch(() => {});
  const plan = schedulePlans(house.deps.registry).find(({ workflowType }) => workflowType === reportWorkflowType)!;
  await client.schedule.getHandle(plan.id).trigger();

  let told = '';
  const names = () =>
    new Set([...told.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) => seriesOf(name!, type!)));
  const wanted = [...new Set(expressions.flatMap(seriesIn))].filter((name) => name !== 'up').sort();
  expect(wanted.length).toBeGreaterThan(12);
  const look = async () => {
    const theirs = await (await fetch(`http://${address}/metrics`)).text();
    told = `${theirs}\n${await (await api.get('/metrics')).text()}`;
    return told;
  };
  const missing = async () => {
    await look();
    return wanted.filter((name) => !names().has(name));
  };
  await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
  // A worker is ready a moment before Temporal has heard of its first poll.
  await expect.poll(look, { timeout: 30_000 }).toMatch(/^workers_polling\{queue="claims"\} 1$/m);
  expect(told).toMatch(/^mails_waiting 0$/m);
  // A reading that fails shows nothing, which is also what there is where nothing is open.
  expect(api.log).not.toContainEqual(expect.objectContaining({ msg: 'figure cannot be told' }));
});

const seriesOf = (name: string, type: string) =>
  type === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`) : [name];

test('one of the workers that Compose starts is missed by a ticket, all of them by a page', () => {
  const { services } = parse(read('deploy/compose.yaml')) as { services: { worker: { deploy: { replicas: number } } } };
  const missed = (polling: number) =>
    alerts.flatMap(({ alert, expr, for: time, labels: { severity } }) => {
      const [, least] = /^workers_polling < (\d+)/.exec(expr) ?? [];
      return least && polling < Number(least) ? [[alert, severity, time]] : [];
    });
  const { replicas } = services.worker.deploy;
  expect(missed(replicas)).toEqual([]);
  expect(missed(replicas - 1)).toEqual([['FewWorkers', 'ticket', '10m']]);
  expect(missed(0)).toContainEqual(['NoWorker', 'page', '2m']);
});

test('money is told by place and fund: in a batch, and once the bank has paid it', async () => {
  const house = await openHouse();
  onTestFinished(() => house.stop());
  house.setNow('2020-06-01T02:00:00+08:00');
  const { db } = house.deps;
  const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
  const told = async () => {
    // Of another process each time: what one has read it tells for some seconds.
    const api = await testApi({ pool: db, gateway: house.gateway, registry: house.deps.registry });
    const text = await (await api.get('/metrics')).text();
    return text
      .split('\n')
      .filter((line) => /^(paid_fen|batches_(open|open_fen|oldest_timestamp_seconds))\{/.test(line))
      .map(toTheHour);
  };
  await insertPayable(db, { ...place, prefix: 'a', claims: 3, perClaim: 2, lineFen: 44_400 });
  const batch = (await formBatch(house, 'wuxi', '2020-05'))!;
  const of = `jurisdiction="wuxi",fund="${batch.fund}"`;
  const waits = (status: string, since: string) =>
    toTheHour(`batches_oldest_timestamp_seconds{${of},status="${status}"} ${Date.parse(since) / 1000}`);
  expect(await told()).toEqual([
    `batches_open{${of},status="formed"} 1`,
    `batches_open_fen{${of},status="formed"} ${6 * 44_400}`,
    waits('formed', '2020-06-01T02:00:00+08:00'),
  ]);
  house.setNow('2020-06-03T10:00:00+08:00');
  await submitAndApprove(house, batch);
  expect(await told()).toContain(waits('approved', '2020-06-03T10:00:00+08:00'));
  const [first, ...others] = (await paymentsOf(db, batch.id)).map(({ id, amount_fen }) => {
    return { paymentId: id, status: 'paid' as const, amountFen: amount_fen };
  });
  await bankAnswers(house, batch, [first!, ...others]);
  expect(await told()).toEqual([`paid_fen{${of}} ${6 * 44_400}`]);
  const [paid] = await paidSince(db, []);
  await bankAnswers(house, batch, [{ ...first!, status: 'returned' }, ...others]);
  expect(await told()).toEqual([`paid_fen{${of}} ${4 * 44_400}`]);
  // What was read before is not read again: a figure that was wrong stays so.
  expect(await paidSince(db, [{ ...paid!, fen: 1_000_000 }])).toMatchObject([{ fen: 1_000_000 - 2 * 44_400 }]);
});

/** The clock of a house goes on while the test works: what happened is stamped a moment later than it was set to. */
const toTheHour = (line: string) =>
  line.replace(/(?<=_timestamp_seconds\{.*\} )\d+$/, (seconds) => String(Math.floor(Number(seconds) / 3600)));

test('every alert says what is the matter in both languages, and leads to a runbook that is there', () => {
  const page = read('docs/operations.md');
  const anchors = [...page.matchAll(/^##+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\w ]/g, ''));
  for (const { alert, annotations } of alerts) {
    expect(annotations.summary, alert).toMatch(/[a-z]\. [\p{Script=Han}]/u);
    const [file, anchor] = annotations.runbook.split('#');
    expect([alert, file]).toEqual([alert, 'docs/operations.md']);
    expect(
      anchors.map((title) => title.replaceAll(' ', '-')),
      alert,
    ).toContain(anchor);
  }
});

test('in production figures are told on an address of their own, and not where everybody calls', async () => {
  const { databaseUrl } = await testDatabase();
  const api = await testApi({ pool: createPool(databaseUrl, 1, testVault) });
  onTestFinished(() => api.close());
  const production = { ...api.deps, mode: 'production' as const };
  const metrics = openMetrics(production);
  const refused = await createApp(production, undefined, metrics).request('/metrics');
  expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'metrics-elsewhere' }]);
  const address = `127.0.0.1:${await freePort()}`;
  onTestFinished(await serveFigures(metrics.registry, address));
  const told = await fetch(`http://${address}/metrics`);
  expect(told.headers.get('Content-Type')).toContain('text/plain');
  expect(await told.text()).toMatch(/^mails_waiting 0$/m);
  expect((await fetch(`http://${address}/v1/clock`)).status).toBe(404);
  await expect(serveFigures(metrics.registry, address)).rejects.toThrow(/API_METRICS_ADDRESS .* EADDRINUSE/);
});

test('a page is measured by its route, one that failed too; a probe is not', async () => {
  const api = await testApi();
  onTestFinished(() => api.close());
  const { deps } = api;
  const metrics = openMetrics(deps);
  const site = createSite(
    { tokens: deps.tokens, mode: 'rehearsal', log: deps.log, sessionSecret: 'of-a-test', measure: metrics.measure },
    createApp(deps, undefined, metrics),
  );
  const get = async (path: string, from = site) => (await from.request(`http://localhost${path}`)).status;
  expect(await get('/rules')).toBe(200);
  for (const probe of ['/healthz', '/readyz']) expect(await get(probe)).toBe(200);
  // What it answers no page can read.
  const failing = createSite(
    { tokens: deps.tokens, mode: 'rehearsal', log: deps.log, sessionSecret: 'of-a-test', measure: metrics.measure },
    new OpenAPIHono<Env>(),
  );
  expect(await get('/objections/secret-receipt', failing)).toBe(500);
  const counted = (await metrics.registry.metrics()).match(/^http_request_duration_seconds_count.*$/gm);
  const of = (path: string, status: number) =>
    `http_request_duration_seconds_count{method="GET",path="${path}",status="${status}"} 1`;
  expect(counted).toEqual(expect.arrayContaining([of('/rules', 200), of('/objections/:receipt', 500)]));
  expect(counted!.join()).not.toMatch(/secret-receipt|healthz|readyz/);
});

test('figures are not there while the database is away, instead of standing still', async () => {
  const { databaseUrl } = await testDatabase();
  const api = await testApi({ pool: createPool(databaseUrl, 1, testVault) });
  onTestFinished(() => api.close());
  const told = async () => (await api.get('/metrics')).text();
  expect(await told()).toMatch(/^mails_waiting 0$/m);
  const name = new URL(databaseUrl).pathname.slice(1);
  const admin = createPool(sharedServers().adminUrl, 1, testVault);
  await admin.query(`alter database ${name} allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await admin.end();
  await expect.poll(told, { timeout: 15_000 }).not.toMatch(/^(mails_waiting|workers_polling|certificates_waiting)/m);
  expect(api.log).toContainEqual(expect.objectContaining({ figure: 'mails_waiting', msg: 'figure cannot be told' }));
  expect(await told()).toContain('http_request_duration_seconds');
});

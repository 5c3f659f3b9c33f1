import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import type { ClaimRow } from '../../db/claims/claims.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { linesOf } from '../../db/money/lines.ts';
import { ofDossier } from '../../db/privacy/context.ts';
import type { Vault } from '../../db/privacy/vault.ts';
import type { ApplicationForm, FilingDossier } from '../../domain/claim/forms.ts';
import type { Param } from '../../domain/rules/param.ts';
import { bankAccount, classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { createRegistry, loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { testApi } from '../api/support/api.ts';
import { adminUrlOf } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';
import { type House, openHouse } from './support/house.ts';
import { applied, inTraining } from './support/lives.ts';

const catalogue = (costFen: number) => ({
  chongqing: [
    { occupation: '虚构工种甲', level: 4, costFen },
    { occupation: '虚构工种甲', level: null, costFen: costFen / 2 },
  ],
});

let house: House;
let admin: pg.Client & { vault: Vault };
beforeAll(async () => {
  house = await openHouse({ registry: await loadRegistry({ catalogues: catalogue(200_000) }) });
  const connectionString = adminUrlOf(house.settings.databaseUrl);
  admin = Object.assign(new pg.Client({ connectionString }), { vault: testVault });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await house?.stop();
});

interface Trace {
  hash: string;
  hashAtApproval: string;
  unchanged: boolean | null;
  amountFen: number;
  lines: { ref: string; amountFen: number; records: { lesson: string; startedAt: string; minutes: number }[] }[];
  ledger: { kind: string; entries: { account: string; debitFen: number; creditFen: number; ref?: string }[] }[];
}

/** What an auditor reads, from an API that knows this law. */
async function traceOf(id: string, registry = house.deps.registry): Promise<Trace> {
  const api = await testApi({ pool: house.deps.db, registry });
  return (await api.get(`/v1/claims/${id}/trace`, { role: 'auditor' })).json() as Promise<Trace>;
}

/** Every rate doubled, and another catalogue: somebody has changed the packs. */
function changedLaw(registry: Registry): Registry {
  const doubled = (value: unknown): unknown => {
    if (typeof value === 'number') return value * 2;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, doubled(inner)]));
  };
  const changed = (param: Param) =>
    ({ ...param, values: param.values.map((dated) => ({ ...dated, value: doubled(dated.value) })) }) as Param;
  const all = (params: Readonly<Record<string, Param>>) =>
    Object.fromEntries(
      Object.entries(params).map(([name, param]) => {
        const isRate = param.unit.startsWith('fen') || name === 'certificate-standards';
        return [name, isRate ? changed(param) : param];
      }),
    );
  const places = registry.list().map((place) => ({
    ...place,
    parameters: all(place.parameters),
    programmes: place.programmes.map((one) => ({ ...one, parameters: all(one.parameters) })),
  }));
  return createRegistry(places, catalogue(999_900));
}

async function inChongqing(seeds: number[]): Promise<string> {
  house.setNow('2020-06-24T10:00:00+08:00');
  const certificate = { kind: 'skill-level', level: 4, occupation: '虚构工种甲', basis: 'catalogue' };
  const people = seeds.map((seed) => ({ seed, registeredOn: '2020-06-01', plannedCertificate: certificate }));
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const filing = {
    jurisdiction: 'chongqing',
    programme: 'enterprise-online',
    form: { ...classOpening, training },
    people,
  };
  const { claimId } = await house.file(filing);
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-08-03T10:00:00+08:00');
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-07-31' });
  const certificates = seeds.map((_, i) => ({
    ...certificate,
    ref: String(i + 1),
    number: `N${i}`,
    issuedOn: '2020-08-03',
  }));
  await house.act(claimId, 'application', { certificates, bankAccount });
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  return claimId;
}

const approve = (id: string) => house.act(id, 'application-review', undefined, { decision: 'approve' });

let first: string;
let second: string;

test('a trace goes from the ledger to the lessons, and the same calculation still comes out', async () => {
  first = await inTraining(house, [{ seed: 1801 }, { seed: 1802 }]);
  second = await inTraining(house, [{ seed: 1801 }]);
  await applied(house, [first]);
  expect(await traceOf(first)).toMatchObject({ hash: null, hashAtApproval: null, unchanged: null, ledger: [] });
  await approve(first);
  await house.advanceTo('2020-05-26T00:01:00+08:00');
  await house.reaches(first, 'payable');
  const trace = await traceOf(first);
  expect(trace).toMatchObject({ amountFen: 88_800, unchanged: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(trace.hash).toBe(trace.hashAtApproval);
  const [posting] = trace.ledger;
  expect(posting).toMatchObject({ kind: 'entitlement' });
  expect(posting!.entries.map(({ account, debitFen, creditFen, ref }) => [account, debitFen, creditFen, ref])).toEqual([
    ['subsidy-expense', 44_400, 0, '1'],
    ['payable-to-claimants', 0, 44_400, '1'],
    ['subsidy-expense', 44_400, 0, '2'],
    ['payable-to-claimants', 0, 44_400, '2'],
  ]);
  const [line] = trace.lines;
  expect(line).toMatchObject({ ref: '1', amountFen: 44_400, rosterRow: 1, attendance: { days: 24 } });
  expect(line!.records).toHaveLength(24);
  expect(line!.records[0]).toEqual({
    lesson: 'L1',
    startedAt: '2020-04-07T19:00:00+08:00',
    minutes: 45,
    source: 'claimant',
  });
});

test('what earlier claims had taken is kept, also when they give it up later', async () => {
  // Other days than the first class, so that only the cap speaks.
  await house.deps.db.query(`update claims set class_opened_on = '2020-04-08' where id = $1`, [second]);
  await house.deps.db.query(
    `update claims set class_opened_on = '2020-01-30', class_ended_on = '2020-01-31' where id = $1`,
    [first],
  );
  await applied(house, [second]);
  await approve(second);
  const before = await traceOf(second);
  expect(before).toMatchObject({ amountFen: 5_600, unchanged: true });
  await house.act(first, 'withdrawal');
  expect((await linesOf(house.deps.db, first)).every(({ status }) => status === 'fallen')).toBe(true);
  expect(await traceOf(second)).toMatchObject({ hash: before.hash, unchanged: true });
});

test('new rates and another catalogue change nothing: the same hash comes out', async () => {
  const wuxi = await traceOf(second);
  const id = await inChongqing([1811, 1812]);
  const chongqing = await traceOf(id);
  // The catalogue's cost at that level, for each of them.
  expect(chongqing.lines.map(({ amountFen }) => amountFen)).toEqual([200_000, 200_000]);
  const law = changedLaw(house.deps.registry);
  await house.restart(law);
  expect(await traceOf(id, law)).toEqual(chongqing);
  expect(await traceOf(second, law)).toMatchObject({ hash: wuxi.hash, unchanged: true });
  const anew = await inChongqing([1813]);
  expect((await traceOf(anew, law)).amountFen).not.toBe(200_000);
});

/** What is sealed is altered by somebody who has the keys. */
async function resealed<T extends object>(id: string, alter: (body: T) => void): Promise<object> {
  const { body } = (await readDossier<T>(admin, id))!;
  alter(body);
  return testVault.seal(body, ofDossier(id));
}

const alterations: [what: string, sql: string, value?: (claim: ClaimRow) => Promise<object>][] = [
  [
    'the minutes of a lesson',
    `update learning_records set minutes = minutes + 1 where claim_id = $1 and lesson = 'L3'`,
  ],
  ['a lesson less', `delete from learning_records where claim_id = $1 and lesson = 'L3'`],
  [
    'a rate',
    `update pins set params = jsonb_set(params, '{rate-per-class-hour,value}', '1851') where claim_id = $1 and milestone = 'class-opened'`,
  ],
  [
    'a person',
    `update people p set personal = p.personal || '{"idNumber":"320200195001010010"}' from lines l where l.claim_id = $1 and l.person_id = p.person_id::text`,
  ],
  [
    'a row of the roster',
    `update roster_rows r set relation = 'dispatched' from claims c where c.id = $1 and r.roster_id = c.roster_id`,
  ],
  [
    'a certificate',
    `update dossiers d set personal = $2 from claims c where c.id = $1 and d.id = c.application_dossier_id`,
    ({ application_dossier_id }) =>
      resealed<ApplicationForm>(application_dossier_id!, (body) => {
        body.certificates[0]!.kind = 'skill-level';
      }),
  ],
  [
    'the filing',
    `update dossiers d set personal = $2 from claims c where c.id = $1 and d.id = c.filing_dossier_id`,
    ({ filing_dossier_id }) =>
      resealed<FilingDossier>(filing_dossier_id, ({ filing }) => {
        filing.training.classHours = 30;
      }),
  ],
  ['what others had taken', `update lines set basis = jsonb_set(basis, '{taken,amountFen}', '0') where claim_id = $1`],
  ['the line itself', `update lines set amount_fen = amount_fen + 1 where claim_id = $1`],
  ['the hash', `update claims set trace_hash = repeat('a', 64) where id = $1`],
];

test.each(alterations)('%s, altered behind the system’s back, shows', async (_, sql, value) => {
  const claim = await house.claim(second);
  const sound = await recalculate(admin, claim);
  expect(sound.unchanged).toBe(true);
  await admin.query('begin');
  const { rowCount } = await admin.query(sql, [second, ...(value ? [await value(claim)] : [])]);
  const altered = await recalculate(admin, claim);
  await admin.query('rollback');
  expect(rowCount).toBeGreaterThan(0);
  expect(altered.unchanged).toBe(false);
  // The calculation itself does not read what it has written.
  if (!/set amount_fen|trace_hash/.test(sql)) expect(altered.hash).not.toBe(sound.hash);
});

test('the API tells a learning record that was altered', async () => {
  const alter = (by: number) =>
    admin.query(`update learning_records set minutes = minutes + $2 where claim_id = $1 and lesson = 'L3'`, [
      second,
      by,
    ]);
  await alter(1);
  const altered = await traceOf(second);
  expect(altered).toMatchObject({ unchanged: false });
  expect(altered.hash).not.toBe(altered.hashAtApproval);
  await alter(-1);
  expect(await traceOf(second)).toMatchObject({ hash: altered.hashAtApproval, unchanged: true });
});

test('a claim that was fixed before grounds were kept has nothing to compare', async () => {
  await admin.query('update claims set trace_hash = null where id = $1', [second]);
  await admin.query('update lines set basis = null where claim_id = $1', [second]);
  expect(await traceOf(second)).toMatchObject({ hash: null, hashAtApproval: null, unchanged: null, amountFen: 5_600 });
});

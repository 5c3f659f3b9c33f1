import { afterAll, beforeAll, expect, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { linesOf } from '../../db/money/lines.ts';
import { row, rows, transaction } from '../../db/pool.ts';
import { forgetRegistrations } from '../../db/privacy/registrations.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { instantToMs } from '../../domain/calendar/instant.ts';
import type { Param } from '../../domain/rules/param.ts';
import { bankAccount, classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { registrationsBefore } from '../../jurisdictions/registrations.ts';
import { createRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { problemOf, type TestApi, testApi } from '../api/support/api.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';

const place = 'chongqing';
const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: place } as const;
const { uscc } = classOpening.enterprise;
const enterprise = { role: 'enterprise', subject: 'chen', uscc } as const;

let desk: Desk;
let api: TestApi;
let declared: Registry;
let strict: Registry;
beforeAll(async () => {
  desk = await openDesk({ connections: 10 });
  const clock = {
    now: async () => instantToMs(desk.now()),
    offset: async () => 0,
    state: async () => ({ now: desk.now(), mode: 'rehearsal' as const, moving: false }),
  };
  api = await testApi({ pool: desk.db, clock });
  declared = desk.deps.registry;
  strict = byRegister(declared);
});
afterAll(() => api?.close());

/** A place whose register is in use. */
function byRegister(registry: Registry): Registry {
  const proof = (param: Param): Param => ({
    ...param,
    values: param.values.map((one) => ({ ...one, value: 'register' })),
  });
  const places = registry.list().map((one) => {
    const figure = one.parameters['registration-proof'];
    return figure ? { ...one, parameters: { ...one.parameters, 'registration-proof': proof(figure) } } : one;
  });
  return createRegistry(places);
}

const planned = { kind: 'skill-level', level: 4, occupation: '虚构工种', basis: 'other' };
/** Filed on 24 June for a class from 30 June to 31 July; everybody declares a registration of 1 June. */
async function file(seeds: number[], registry = declared): Promise<string> {
  desk.deps.registry = registry;
  desk.setNow('2020-06-24T10:00:00+08:00');
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const people = seeds.map((seed) => ({ seed, registeredOn: '2020-06-01', plannedCertificate: planned }));
  const form = { ...classOpening, training };
  const id = await desk.file({
    ...{ jurisdiction: place, programme: 'enterprise-online', form, people },
    claimant: `enterprise:${uscc}`,
  });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  return id;
}
async function applyFor(id: string, seeds: number[]): Promise<void> {
  desk.setNow('2020-08-03T10:00:00+08:00');
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-07-31' }, on: true });
  const certificates = seeds.map((_, i) => ({
    ...{ ...planned, ref: String(i + 1), number: `N${i}`, issuedOn: '2020-08-03' },
  }));
  await desk.move(id, 'apply', { body: { certificates, bankAccount }, on: true });
}
const approve = (id: string, by = 'reviewer-1') => desk.move(id, 'approveApplication', { by, on: true });
const outcomes = async (id: string) =>
  (await linesOf(desk.db, id)).map(({ ref, code, amount_fen }) => [ref, code ?? amount_fen]);
const isUnchanged = async (id: string) =>
  transaction(desk.db, async (tx) => (await recalculate(tx, (await findClaim(tx, id))!)).unchanged);

const person = (seed: number) => {
  const { name, idNumber } = samplePerson(seed);
  return { name, idNumber };
};
type As = Parameters<TestApi['post']>[2];
const register = (body: object, as: As = enterprise) => api.post('/v1/registrations', body, as);
async function registered(body: object, as: As = enterprise) {
  const response = await register(body, as);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as { rows: number; accepted: number; rejected: { row: number; code: string }[] };
}
const inRegister = (seed: number) =>
  row<{ on: string; source: string; by: string }>(
    desk.db,
    `select g.registered_on as on, g.source, g.by_subject as by from registrations g join people p using (person_id)
     where p.id_number_index = $1 and g.jurisdiction = $2`,
    [desk.db.vault.personIndex(samplePerson(seed).idNumber), place],
  );

test('one person, one record, whoever registers them first; nobody is told who was there before', async () => {
  desk.setNow('2020-06-20T10:00:00+08:00');
  const rowsOf = [person(1), person(2), { name: '无名', idNumber: '320200197305140011' }, { ...person(3), extra: 1 }];
  expect(await registered({ jurisdiction: place, people: rowsOf })).toMatchObject({
    ...{ rows: 4, accepted: 2 },
    rejected: [
      { row: 3, code: 'id-number-checksum' },
      { row: 4, code: 'field-unknown' },
    ],
  });
  expect(await inRegister(1)).toEqual({ on: '2020-06-20', source: 'claimant', by: 'chen' });
  desk.setNow('2020-06-22T10:00:00+08:00');
  const other = { ...enterprise, subject: 'zhou', uscc: '91320200MA0000001G' };
  const again = { jurisdiction: place, people: [person(1), { ...person(4), category: '农民工' }] };
  expect(await registered(again, other)).toEqual({ rows: 2, accepted: 2, rejected: [] });
  expect(await inRegister(1)).toMatchObject({ on: '2020-06-20', by: 'chen' });
  // Another place has a register of its own.
  expect(await registered({ jurisdiction: 'wuxi', people: [person(1)] }, other)).toMatchObject({ accepted: 1 });
  const people = await rows(desk.db, 'select from people where id_number_index = $1', [
    desk.db.vault.personIndex(person(1).idNumber),
  ]);
  expect(people).toHaveLength(1);
  const kept = await rows<{ text: string }>(desk.db, 'select t::text as text from people t');
  expect(kept.some(({ text }) => text.includes(person(1).name))).toBe(false);
});

test('claimants never backdate; an official may, and nobody enters a day to come', async () => {
  desk.setNow('2020-06-22T10:00:00+08:00');
  const early = { people: [{ ...person(10), registeredOn: '2020-06-21' }] };
  const problem = await problemOf(await register({ jurisdiction: place, ...early }));
  expect(problem.errors).toMatchObject([{ row: 1, path: 'registeredOn', code: 'registration-backdated' }]);
  expect(await registered(early, reviewer)).toMatchObject({ accepted: 1 });
  expect(await inRegister(10)).toEqual({ on: '2020-06-21', source: 'official', by: 'li' });
  const ahead = { people: [{ ...person(11), registeredOn: '2020-06-23' }] };
  expect((await problemOf(await register(ahead, reviewer))).errors).toMatchObject([{ code: 'date-in-future' }]);
  expect((await register({ ...early, jurisdiction: 'wuxi' }, reviewer)).status).toBe(404);
  expect((await register({ people: [person(11)] })).status).toBe(422);
  expect((await register({ jurisdiction: place })).status).toBe(422);
  expect((await register({ jurisdiction: 'atlantis', people: [person(11)] })).status).toBe(404);
  expect((await register({ people: [person(11)] }, { role: 'supervisor', subject: 'w' })).status).toBe(403);
});

test('everybody on a roster is registered at once; a roster of others is not there', async () => {
  const id = await file([20, 21]);
  const { roster_id: rosterId } = (await findClaim(desk.db, id))!;
  const own = { jurisdiction: place, rosterId };
  const other = { ...enterprise, uscc: '91320200MA0000001G' };
  expect((await problemOf(await register(own, other))).errors).toMatchObject([{ code: 'roster-unknown' }]);
  const away = { ...reviewer, jurisdiction: 'wuxi' };
  expect((await problemOf(await register({ rosterId }, away))).errors).toMatchObject([{ code: 'roster-unknown' }]);
  expect(await registered({ rosterId }, reviewer)).toEqual({ rows: 2, accepted: 2, rejected: [] });
  expect(await registered(own)).toMatchObject({ accepted: 2 });
  expect(await inRegister(21)).toMatchObject({ on: '2020-06-24', source: 'official' });
});

test('while rosters declare, the register speaks for whom it has', async () => {
  const seeds = [30, 31, 32];
  const id = await file(seeds);
  expect((await findClaim(desk.db, id))!.estimate_fen).toBe(3 * 150_000);
  await registered({ jurisdiction: place, people: [person(30)] });
  desk.setNow('2020-07-10T10:00:00+08:00');
  await registered({ jurisdiction: place, people: [person(31)] });
  await applyFor(id, seeds);
  await approve(id);
  // Registered before the opening; after it, whatever the roster says; not in the register, so the roster holds.
  expect(await outcomes(id)).toEqual([
    ['1', 150_000],
    ['2', 'not-registered-by-opening'],
    ['3', 150_000],
  ]);
});

test('where the register is the proof, who is not in it is not subsidised, and the line says why; what was fixed stays fixed', async () => {
  const seeds = [40, 41];
  const id = await file(seeds, strict);
  await registered({ jurisdiction: place, people: [person(40)] });
  await applyFor(id, seeds);
  await approve(id);
  expect(await outcomes(id)).toEqual([
    ['1', 150_000],
    ['2', 'not-registered'],
  ]);
  const [, second] = await linesOf(desk.db, id);
  expect(second).toMatchObject({ amount_fen: 0, source: expect.stringContaining('registration-proof') });
  expect(second!.messages).toMatchObject({ zh: expect.stringContaining('凡补必进、不进不补') });
  expect(await isUnchanged(id)).toBe(true);
  // Registered later, and struck off: the calculation is of its time.
  await registered({ jurisdiction: place, people: [person(41)] });
  await desk.db.query(
    `delete from registrations g using people p where p.person_id = g.person_id and p.id_number_index = $1`,
    [desk.db.vault.personIndex(person(40).idNumber)],
  );
  expect(await isUnchanged(id)).toBe(true);
});

test('nobody decides on money that rests on a day which they entered', async () => {
  const id = await file([50], strict);
  await registered({ people: [{ ...person(50), registeredOn: '2020-06-01' }] }, reviewer);
  await applyFor(id, [50]);
  await expect(approve(id, reviewer.subject)).rejects.toMatchObject({ type: 'own-registration-review' });
  expect((await approve(id)).stage).toBe('public-notice');
  expect(await outcomes(id)).toEqual([['1', 150_000]]);
});

interface File {
  personId: string;
  registration: { registeredOn: string } | null;
  totals: {
    classes: number;
    classHours: number;
    certificates: number;
    findings: number;
    subsidies: { fund: string; entitledFen: number; paidFen: number }[];
  };
  classes: { claimId: string; claimant: string; subsidies: { amountFen: number }[] }[];
}
const trainingFile = (body: object, as: As = reviewer) => api.post('/v1/people/training-file', body, as);

test('the training file of a person goes across enterprises, and opens by name and number for the place alone', async () => {
  const { name, idNumber } = person(60);
  const first = await file([60, 61]);
  await applyFor(first, [60, 61]);
  await approve(first);
  const second = await file([60]);
  await desk.db.query(`update claims set claimant = '91320200MA0000001G' where id = $1`, [second]);
  await registered({ jurisdiction: place, people: [person(60)] });
  const response = await trainingFile({ name, idNumber });
  expect(response.status).toBe(200);
  const text = await response.clone().text();
  for (const other of Object.values(person(61))) expect(text).not.toContain(other);
  const told = (await response.json()) as File;
  expect(told).toMatchObject({
    registration: { registeredOn: '2020-06-24' },
    totals: {
      ...{ classes: 2, certificates: 1, findings: 0 },
      subsidies: [{ fund: 'skill-action-special-account', entitledFen: 150_000, paidFen: 0 }],
    },
  });
  expect(told.classes.map(({ claimId }) => claimId).sort()).toEqual([first, second].sort());
  expect(new Set(told.classes.map(({ claimant }) => claimant)).size).toBe(2);
  expect(told.classes.find(({ claimId }) => claimId === first)!.subsidies).toMatchObject([{ amountFen: 150_000 }]);

  // A number without the name opens nothing; another place holds nothing; who is no reviewer may not ask.
  expect(await problemOf(await trainingFile({ name: '别人', idNumber }))).toMatchObject({ code: 'person-unknown' });
  const away = { ...reviewer, jurisdiction: 'guangdong' };
  expect(await problemOf(await trainingFile({ name, idNumber }, away))).toMatchObject({ status: 404 });
  expect((await trainingFile({ name, idNumber }, enterprise)).status).toBe(403);
  const entries = await rows<{ act: string; outcome: string; persons: string[] }>(
    desk.db,
    `select act, outcome, persons from audit_log where act in ('read-training-file', 'ask-for-person') order by seq`,
  );
  expect(entries).toEqual([
    { act: 'read-training-file', outcome: 'shown', persons: [told.personId] },
    { act: 'ask-for-person', outcome: 'person-unknown', persons: [told.personId] },
    { act: 'ask-for-person', outcome: 'person-unknown', persons: [] },
  ]);
});

test('whom only the register has is told what it holds, and is forgotten when nobody claims for them', async () => {
  desk.setNow('2020-06-24T10:00:00+08:00');
  await registered({ jurisdiction: place, people: [person(70)] });
  expect(await (await trainingFile(person(70))).json()).toMatchObject({
    ...{ registration: { registeredOn: '2020-06-24' }, classes: [], totals: { classes: 0, subsidies: [] } },
  });
  const { idNumber } = person(70);
  const exported = await api.post('/v1/people/export', { idNumber }, reviewer);
  expect(await exported.json()).toMatchObject({ registration: { registeredOn: '2020-06-24' }, claims: [] });
  await file([71]);
  await registered({ jurisdiction: place, people: [person(71)] });
  const forget = async (now: string) => {
    const before = registrationsBefore(declared, now);
    return forgetRegistrations(desk.db, { before, now }, 100);
  };
  expect(await forget('2022-06-20T10:00:00+08:00')).toBe(0);
  expect(await forget('2022-06-26T10:00:00+08:00')).toBeGreaterThan(0);
  expect(await inRegister(70)).toBeUndefined();
  expect(await inRegister(71)).toBeDefined();
  const held = await row<{ personal: object }>(desk.db, 'select personal from people where id_number_index = $1', [
    desk.db.vault.personIndex(idNumber),
  ]);
  expect(held).toEqual({ personal: {} });
  expect(await problemOf(await trainingFile(person(70)))).toMatchObject({ code: 'person-unknown' });
  // Who comes again is one again.
  await registered({ jurisdiction: place, people: [person(70)] });
  expect((await trainingFile(person(70))).status).toBe(200);
});

test('what an official reads on an ID takes the place of the name under which somebody else registered a person', async () => {
  desk.setNow('2020-06-22T10:00:00+08:00');
  const { name, idNumber } = samplePerson(950);
  const asked = async (as: string) =>
    (await api.post('/v1/people/training-file', { name: as, idNumber }, reviewer)).status;
  await registered({ jurisdiction: place, people: [{ name: '错名', idNumber }] });
  expect(await asked(name)).toBe(404);
  await registered({ jurisdiction: place, people: [{ name, idNumber }] }, { ...enterprise, subject: 'zhou' });
  expect(await asked(name)).toBe(404);
  await registered({ people: [{ name, idNumber }] }, reviewer);
  expect([await asked(name), await asked('错名')]).toEqual([200, 404]);
  expect(await inRegister(950)).toMatchObject({ by: 'chen' });
});

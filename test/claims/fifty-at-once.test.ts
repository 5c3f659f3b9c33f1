import { afterEach, beforeEach, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { row, rows } from '../../db/pool.ts';
import { addDays } from '../../domain/calendar/date.ts';
import { bankAccountOf } from '../../jurisdictions/china/examples.ts';
import { classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { wuxiFiling } from './support/filings.ts';
import type { TestFiling, TestPerson } from './support/house.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk?.close());

const people = Array.from({ length: 6 }, (_, i) => ({ seed: 1700 + i }));

/** The same few people in another order, some of them left out. */
function some<T>(all: readonly T[], n: number): T[] {
  const turned = [...all.slice(n % all.length), ...all.slice(0, n % all.length)];
  return (n % 2 ? turned.reverse() : turned).slice(0, 4 + (n % 3));
}

/** From the filing to the application review, with a class of one day. */
async function applied(filing: TestFiling, day: string, certificate: object, lessons = true): Promise<string> {
  const form = filing.form as { training: object; enterprise: { name: string } };
  const training = { ...form.training, classOpensOn: day, classEndsOn: day };
  const id = await desk.file({ ...filing, form: { ...form, training } });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow(`${addDays(day, 1)}T09:00:00+08:00`);
  const refs = filing.people.map((_, i) => String(i + 1));
  const startedAt = (k: number) => new Date(Date.parse(`${day}T00:00:00+08:00`) + k * 45 * 60_000).toISOString();
  const records = refs.flatMap((ref) =>
    Array.from({ length: 24 }, (_, k) => ({ ref, lesson: `L${k}`, startedAt: startedAt(k), minutes: 45 })),
  );
  if (lessons) await desk.move(id, 'addLearningRecords', { body: { records } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: day }, on: true });
  const certificates = refs.map((ref) => ({ ref, number: `N-${ref}`, issuedOn: day, ...certificate }));
  const bankAccount = bankAccountOf(form.enterprise.name);
  await desk.move(id, 'apply', { body: { certificates, bankAccount }, on: true });
  return id;
}

const approve = (id: string) => desk.move(id, 'approveApplication', { by: 'reviewer-1', on: true });

/** Every claim is decided, and nobody waited for somebody who waited for them. */
async function approveAtOnce(ids: readonly string[]): Promise<void> {
  const moved = await Promise.all(ids.map(approve));
  for (const { stage } of moved) expect(['public-notice', 'rejected']).toContain(stage);
  const counted = await row<{ n: number }>(
    desk.db,
    'select deadlocks as n from pg_stat_database where datname = current_database()',
  );
  expect(counted).toEqual({ n: 0 });
}

interface Standing {
  person_id: string;
  fen: number;
  count: number;
}
const standing = () =>
  rows<Standing>(
    desk.db,
    `select person_id, sum(amount_fen) as fen, count(*) as count from lines where status <> 'fallen' group by 1`,
  );

const places = ['wuxi', 'jiangyin', 'yixing'];
const wuxiClaim = (n: number, roster: TestPerson[]) => {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const filing = { ...wuxiFiling({ people: roster }), jurisdiction: places[n % 3]! };
  return applied(filing, addDays('2020-03-10', n), { kind: 'completion' });
};

test('fifty claims in three places with the same people, approved at once: never one fen above the cap', {
  timeout: 240_000,
}, async () => {
  const ids: string[] = [];
  for (let n = 0; n < 50; n++) ids.push(await wuxiClaim(n, some(people, n)));
  desk.setNow('2020-06-01T09:00:00+08:00');
  await approveAtOnce(ids);

  const perPerson = await standing();
  expect(perPerson).toHaveLength(6);
  for (const { fen } of perPerson) expect(fen).toBe(50_000);
  const reserved = await rows<{ fen: number }>(
    desk.db,
    `select sum(amount_fen) as fen from cap_uses where scope = 'wuxi-10-window' and status <> 'released' group by person_id`,
  );
  expect(reserved).toEqual(Array(6).fill({ fen: 50_000 }));

  // Each reduced line names the claims that had taken the room, and what they took is what it lacks.
  const lines = (await Promise.all(ids.map((id) => linesOf(desk.db, id)))).flat();
  const amountOf = new Map(lines.map((line) => [`${line.person_id} ${line.claim_id}`, line.amount_fen]));
  const reduced = lines.filter((line) => line.code !== null);
  expect(reduced.length).toBe(lines.length - 6);
  for (const line of reduced) {
    expect(line.code).toBe(line.amount_fen > 0 ? 'cap-applied' : 'cap-reached');
    const taken = line.taken_by.reduce((sum, id) => sum + (amountOf.get(`${line.person_id} ${id}`) ?? 0), 0);
    expect(taken + line.amount_fen).toBe(50_000);
    expect(line.taken_by).not.toContain(line.claim_id);
  }

  // Whoever had the room gives it up: it is there for the next one, and nobody else's line grows by itself.
  const [winner] = lines.filter((line) => line.amount_fen === 44_400);
  const fallen = (await linesOf(desk.db, winner!.claim_id)).filter((line) => line.amount_fen > 0);
  await desk.move(winner!.claim_id, 'withdraw', {});
  const left = new Map((await standing()).map(({ person_id, fen }) => [person_id, fen]));
  for (const line of fallen) expect(left.get(line.person_id) ?? 0).toBe(50_000 - line.amount_fen);
  const next = await wuxiClaim(50, people);
  await approve(next);
  const gained = await linesOf(desk.db, next);
  for (const line of fallen) {
    expect(gained.find(({ person_id }) => person_id === line.person_id)).toMatchObject({ amount_fen: line.amount_fen });
  }
  expect(gained.filter(({ amount_fen }) => amount_fen > 0)).toHaveLength(fallen.length);
  for (const { fen } of await standing()) expect(fen).toBe(50_000);
});

test('fifty classes of the same people in Chongqing, approved at once: three a year, once per occupation and level', {
  timeout: 240_000,
}, async () => {
  const registered = people.map(({ seed }) => ({ seed, registeredOn: '2020-06-01' }));
  const ids: string[] = [];
  for (let n = 0; n < 50; n++) {
    desk.setNow('2020-06-24T10:00:00+08:00');
    const filing = {
      ...{ jurisdiction: 'chongqing', programme: 'enterprise-online' },
      ...{ form: classOpening, people: some(registered, n) },
    };
    const certificate = { kind: 'skill-level', level: 5, occupation: `工种${n % 4}`, basis: 'other' };
    ids.push(await applied(filing, addDays('2020-06-25', n), certificate, false));
  }
  desk.setNow('2020-08-20T09:00:00+08:00');
  await approveAtOnce(ids);

  const perPerson = await standing();
  expect(perPerson).toHaveLength(6);
  for (const { count } of perPerson) expect(count).toBe(3);
  const once = await rows<{ n: number }>(
    desk.db,
    `select count(*) as n from cap_uses where scope = 'chongqing-124-lifetime' and status <> 'released' group by person_id, occupation, level`,
  );
  expect(once).toEqual(Array(18).fill({ n: 1 }));
  const lines = (await Promise.all(ids.map((id) => linesOf(desk.db, id)))).flat();
  const losers = lines.filter((line) => line.amount_fen === 0);
  expect(losers).toHaveLength(lines.length - 18);
  const codes = new Set(losers.map(({ code }) => code));
  expect(codes).toEqual(new Set(['subsidy-count-reached', 'certificate-already-subsidised']));
  // Each says which of the claims it was: those of the year, or the one with the same certificate.
  const takers = (line: (typeof losers)[number]) =>
    lines.filter((other) => other.person_id === line.person_id && line.taken_by.includes(other.claim_id));
  const occupationOf = new Map(ids.map((id, n) => [id, n % 4]));
  for (const line of losers) {
    expect(takers(line).every(({ amount_fen }) => amount_fen > 0)).toBe(true);
    expect(takers(line)).toHaveLength(line.code === 'subsidy-count-reached' ? 3 : 1);
    if (line.code === 'subsidy-count-reached') continue;
    expect(occupationOf.get(line.taken_by[0]!)).toBe(occupationOf.get(line.claim_id));
  }
});

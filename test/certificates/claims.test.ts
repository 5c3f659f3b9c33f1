import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { certificatesOf, certificatesOfPerson, waitingForRegister } from '../../db/certificates/certificates.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { rosterPeople } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import { createPool, rows, transaction } from '../../db/pool.ts';
import { ofPerson } from '../../db/privacy/context.ts';
import { reindexPeople } from '../../db/privacy/reindex.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import {
  type CertificateAnswer,
  type CertificateQuestion,
  type CertificateRegistry,
  RegistryFailure,
} from '../../domain/certificates/registry.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { bankAccount, plan } from '../../jurisdictions/wuxi/examples.ts';
import { startCertificateChecker } from '../../worker/certificates/checker.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { lessons } from '../claims/support/filings.ts';
import { testIndexKey, vaultOf } from '../support/vault.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

interface Given {
  ref: string;
  kind?: string;
  number: string;
  level?: number;
}

const formOf = (given: Given[]) => ({
  ...application,
  certificates: given.map((one) => ({ kind: 'completion', issuedOn: '2020-05-18', days: 10, ...one })),
});

let seed = 5_000;

/** A class of some people that has ended; the sandbox has numbers checked, Wuxi has not. */
async function trained(count: number, place: 'sandbox' | 'wuxi' = 'sandbox'): Promise<{ id: string; seeds: number[] }> {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const seeds = Array.from({ length: count }, () => seed++);
  const people = seeds.map((seed) => ({
    seed,
    ...(place === 'sandbox' && { allowanceCategory: 'rural-school-leaver' }),
  }));
  const programme = place === 'sandbox' ? 'class-with-allowance' : 'online-on-the-job';
  const id = await desk.file({
    jurisdiction: place,
    programme,
    form: { ...(place === 'sandbox' ? filing : plan), enterprise: plan.enterprise },
    people,
  });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-18T09:00:00+08:00');
  const records = seeds.flatMap((_, i) => lessons(String(i + 1), 24));
  await desk.move(id, 'addLearningRecords', { body: { records } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
  return { id, seeds };
}

const apply = (id: string, ...given: Given[]) =>
  desk.move(id, 'apply', { body: { ...formOf(given), bankAccount }, on: true });
const approve = (id: string, body = {}) => desk.move(id, 'approveApplication', { by: 'reviewer-1', body, on: true });
const found = async (id: string) =>
  (await findingsOf(desk.db, id)).map(({ ref, code, status, reason_code }) => [ref, code, status, reason_code]);
const idOf = async (id: string, ref: string) => (await findingsOf(desk.db, id)).find((one) => one.ref === ref)!.id;

const real = (n: number) => `S00003200000120400${String(n).padStart(4, '0')}`;

test('odd numbers refuse nothing: each is a finding, cleared with a reason or settled with its person', async () => {
  const { id, seeds } = await trained(4);
  const other = `T${samplePerson(seeds[0]!).idNumber}`;
  await apply(
    id,
    { ref: '1', number: '？' },
    { ref: '2', kind: 'special-operations', number: other },
    { ref: '3', number: 'SP-7' },
    { ref: '4', number: 'sp-7 ' },
  );
  const open = [
    ['1', 'certificate-number-format', 'open', null],
    ['2', 'certificate-number-person', 'open', null],
    ['3', 'certificate-number-reused', 'open', null],
    ['4', 'certificate-number-reused', 'open', null],
  ];
  expect(await found(id)).toEqual(open);
  // Each says on what it rests.
  expect(await rows(desk.db, 'select ref from findings where claim_id = $1 and source is null', [id])).toEqual([]);
  expect(JSON.stringify(await rows(desk.db, 'select * from certificates'))).not.toContain(
    samplePerson(seeds[0]!).idNumber,
  );

  const [one, two, three] = [await idOf(id, '1'), await idOf(id, '2'), await idOf(id, '3')];
  await expect(approve(id, { clearedFindings: [one, two, three] })).rejects.toMatchObject({ type: 'findings-open' });
  const unknown = {
    removedLines: [
      { ref: '9', reasonCode: 'x' },
      { ref: '4', reasonCode: 'x' },
      { ref: '4', reasonCode: 'x' },
    ],
  };
  await expect(approve(id, unknown)).rejects.toMatchObject({ type: 'invalid-input' });
  expect(await found(id)).toEqual(open);

  const { stage } = await approve(id, {
    clearedFindings: [one, { id: two, reasonCode: 'original-seen', reason: '已核对原件' }, three],
    removedLines: [{ ref: '4', reasonCode: 'number-of-another' }],
  });
  expect(stage).toBe('public-notice');
  expect(await found(id)).toEqual([
    ['1', 'certificate-number-format', 'cleared', 'checked'],
    ['2', 'certificate-number-person', 'cleared', 'original-seen'],
    ['3', 'certificate-number-reused', 'cleared', 'checked'],
    ['4', 'certificate-number-reused', 'cleared', 'number-of-another'],
  ]);
  const lines = await linesOf(desk.db, id);
  const removed = lines.filter(({ ref }) => ref === '4');
  expect(removed.map((line) => [line.component, line.amount_fen, line.eligible, line.code, line.status])).toEqual([
    ['training-subsidy', 0, false, 'line-removed', 'fallen'],
    ['living-allowance', 0, false, 'line-removed', 'fallen'],
  ]);
  expect(removed[0]!.messages?.zh).toContain('number-of-another');
  expect(lines.filter(({ ref }) => ref !== '4').every(({ amount_fen }) => amount_fen > 0)).toBe(true);
  // The same calculation comes out again, and tells when somebody has changed who was removed.
  const again = () => transaction(desk.db, async (tx) => recalculate(tx, (await lockClaim(tx, id))!));
  expect(await again()).toMatchObject({ unchanged: true });
  await desk.db.query(`update lines set basis = basis - 'removed' where claim_id = $1 and ref = '4'`, [id]);
  expect(await again()).toMatchObject({ unchanged: false });
});

test('whoever removes everybody ends the claim, each line with its reason', async () => {
  const { id } = await trained(1, 'wuxi');
  await apply(id, { ref: '1', number: 'SP-2020-0001' });
  expect(await approve(id, { removedLines: [{ ref: '1', reasonCode: 'never-trained' }] })).toMatchObject({
    stage: 'rejected',
  });
});

test('a number that another claim has is found, whoever filed it, and the later claim carries it', async () => {
  const [first, second] = [await trained(1, 'wuxi'), await trained(1, 'wuxi')];
  await apply(first.id, { ref: '1', kind: 'skill-level', number: real(1), level: 4 });
  await apply(second.id, { ref: '1', kind: 'skill-level', number: real(1).toLowerCase(), level: 4 });
  expect(await found(first.id)).toEqual([]);
  expect(await found(second.id)).toEqual([['1', 'certificate-number-reused', 'open', null]]);
  await expect(approve(second.id)).rejects.toMatchObject({ type: 'findings-open' });
  // Corrected, it is another certificate, and nothing is left to clear.
  await desk.move(second.id, 'returnForCorrection', { by: 'reviewer-1' });
  await desk.move(second.id, 'resubmit', {
    body: { ...formOf([{ ref: '1', kind: 'skill-level', number: real(2), level: 4 }]), bankAccount },
    on: true,
  });
  expect(await found(second.id)).toEqual([['1', 'certificate-number-reused', 'cleared', 'certificate-replaced']]);
  const [person] = [...(await rosterPeople(desk.db, (await lockClaim(desk.db, second.id))!.roster_id)).values()];
  expect(await certificatesOfPerson(desk.db, person!)).toMatchObject([
    { claim_id: second.id, kind: 'skill-level', level: 4, verification: 'none' },
  ]);
  // A claim that was refused has used nothing.
  await desk.move(first.id, 'rejectClaim', { by: 'reviewer-1' });
  const third = await trained(1, 'wuxi');
  await apply(third.id, { ref: '1', kind: 'skill-level', number: real(1), level: 4 });
  expect(await found(third.id)).toEqual([]);
});

test('what is no number of its kind, or is counted anew in each class, is noted and blocks nothing', async () => {
  const claims = [await trained(2, 'wuxi'), await trained(2, 'wuxi')];
  for (const { id } of claims)
    await apply(id, { ref: '1', number: 'SP-1' }, { ref: '2', kind: 'skill-level', number: 'N', level: 4 });
  const noted = ['certificate-number-reused', 'cleared', 'number-proves-nothing'];
  expect(await found(claims[1]!.id)).toEqual([
    ['1', ...noted],
    ['2', ...noted],
  ]);
  expect(await approve(claims[1]!.id)).toMatchObject({ stage: 'public-notice' });
});

test('of claims that apply with one number at the same moment all but one are told', async () => {
  // One class after the other, for they share the desk's clock.
  const claims: Awaited<ReturnType<typeof trained>>[] = [];
  for (let i = 0; i < 6; i++) claims.push(await trained(2, 'wuxi'));
  await Promise.all(
    claims.map(({ id }, i) => {
      const pair = [real(101), real(102)];
      const [a, b] = i % 2 ? pair : pair.toReversed();
      return apply(
        id,
        { ref: '1', kind: 'skill-level', number: a!, level: 4 },
        { ref: '2', kind: 'skill-level', number: b!, level: 4 },
      );
    }),
  );
  const told = await Promise.all(claims.map(async ({ id }) => (await found(id)).length));
  expect(told.sort()).toEqual([0, 2, 2, 2, 2, 2]);
});

/** A register that answers what it is told to, and remembers what it was asked. */
function register(
  answer: (question: CertificateQuestion) => Partial<CertificateAnswer> | 'down',
): CertificateRegistry & { asked: CertificateQuestion[] } {
  const asked: CertificateQuestion[] = [];
  return {
    asked,
    async verify(question) {
      asked.push(question);
      const said = answer(question);
      if (said === 'down') throw new RegistryFailure('http-503');
      return {
        found: true,
        matches: true,
        revoked: false,
        checkedAt: '2020-05-18T10:00:00+08:00',
        reference: 'REG',
        ...said,
      };
    },
  };
}

test('an unchecked certificate blocks until its register confirms it, and stays visible while that is down', async () => {
  desk.deps.asksCertificateRegister = true;
  const { id, seeds } = await trained(4, 'wuxi');
  const given = [11, 12, 13, 14].map((n, i) => ({
    ref: String(i + 1),
    kind: 'skill-level',
    number: real(n),
    level: 4,
  }));
  await apply(id, ...given);
  // Nobody is asked about for a claim that came to nothing, and operators are not told that they wait.
  const { id: withdrawn } = await trained(1, 'wuxi');
  await apply(withdrawn, { ref: '1', kind: 'skill-level', number: real(15), level: 4 });
  await desk.move(withdrawn, 'withdraw', { body: {} });
  desk.deps.asksCertificateRegister = false;
  expect(await waitingForRegister(desk.db)).toEqual({ waiting: 4, tried: 0 });
  // Somebody named the first of them otherwise before; the roster of the claim is what counts.
  const index = desk.db.vault.personIndex(samplePerson(seeds[0]!).idNumber);
  const otherwise = desk.db.vault.seal({ name: '别名', idNumber: samplePerson(seeds[0]!).idNumber }, ofPerson(index));
  await desk.db.query('update people set personal = $2 where id_number_index = $1', [index, otherwise]);
  const unverified = ['certificate-unverified', 'open', null];
  expect(await found(id)).toEqual(given.map(({ ref }) => [ref, ...unverified]));
  let down = true;
  const registry = register(({ number }) => {
    if (down) return 'down';
    if (number === real(12)) return { found: false, matches: false };
    if (number === real(13)) return { matches: false };
    return number === real(14) ? { revoked: true } : {};
  });
  const log: unknown[] = [];
  const tell = { info: (facts: unknown) => log.push(facts), warn: (facts: unknown) => log.push(facts) };
  const start = () =>
    startCertificateChecker({ db: desk.db, registry, now: async () => desk.now(), log: tell as never, pauseMs: 20 });
  const until = async (is: () => Promise<boolean>) => {
    for (let tries = 0; !(await is()); tries++) {
      if (tries > 200) throw new Error('it does not come');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const first = start();
  await until(async () => (await waitingForRegister(desk.db)).tried === 4);
  await first.stop();
  expect(await found(id)).toEqual(given.map(({ ref }) => [ref, ...unverified]));
  await expect(approve(id)).rejects.toMatchObject({ type: 'findings-open' });
  down = false;
  await desk.db.query('update certificates set next_try_at = now()');
  // Two workers at once.
  const both = [start(), start()];
  await until(async () => (await waitingForRegister(desk.db)).waiting === 0);
  await Promise.all(both.map((one) => one.stop()));
  expect(registry.asked).toHaveLength(8);
  const { name, idNumber } = samplePerson(seeds[0]!);
  expect(registry.asked).toContainEqual({ kind: 'skill-level', number: real(11), name, idNumber });
  expect(JSON.stringify(log)).not.toContain(idNumber);
  expect((await found(id)).filter(([, , status]) => status === 'open')).toEqual([
    ['3', 'certificate-mismatch', 'open', null],
    ['2', 'certificate-not-found', 'open', null],
    ['4', 'certificate-revoked', 'open', null],
  ]);
  expect((await certificatesOf(desk.db, id)).map((one) => [one.verification, one.refutation, one.reference])).toEqual([
    ['confirmed', null, 'REG'],
    ['refuted', 'certificate-not-found', 'REG'],
    ['refuted', 'certificate-mismatch', 'REG'],
    ['refuted', 'certificate-revoked', 'REG'],
  ]);
  const removedLines = ['2', '3', '4'].map((ref) => ({ ref, reasonCode: 'certificate-refuted' }));
  expect(await approve(id, { removedLines })).toMatchObject({ stage: 'public-notice' });
});

test('under another key of the index a number is found again, and an old one is not written any more', async () => {
  const { id } = await trained(1, 'wuxi');
  await apply(id, { ref: '1', kind: 'skill-level', number: real(200), level: 4 });
  const turned = createPool(
    desk.db.options.connectionString!,
    2,
    vaultOf(['test'], { indexKey: `k2:${testIndexKey}` }),
  );
  onTestFinished(() => turned.end());
  await reindexPeople(turned);
  const [one] = await certificatesOf(desk.db, id);
  expect(one!.number_index).toBe(turned.vault.certificateIndex('skill-level', real(200)));
  expect(await rows(desk.db, `select from certificates where number_index not like 'k2.%'`)).toEqual([]);
  const next = await trained(1, 'wuxi').catch((error: unknown) => error);
  expect(next).toMatchObject({ code: 'person-index-differs' });
});

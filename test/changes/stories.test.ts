import { afterAll, beforeAll, expect, test } from 'vitest';
import { escalateChanges } from '../../activities/claim/escalation.ts';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { changesOf, insertChange } from '../../db/claims/changes.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { rows } from '../../db/pool.ts';
import { claimFigures } from '../../db/reports/figures.ts';
import { sampleCompany, samplePeople } from '../../dev/sample-people.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { idCheckCharacter } from '../../domain/identity/idNumber.ts';
import { platform, specimens } from '../../jurisdictions/china/examples.ts';
import { bankAccount as chongqingAccount, classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { problemOf } from '../api/support/api.ts';
import {
  bankAccount,
  company,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  reviewer,
} from '../api/support/office.ts';
import { expectBooks } from '../claims/support/books.ts';
import { openDesk } from '../claims/support/desk.ts';
import { lessons } from '../claims/support/filings.ts';

let office: Office;
let corrected: string;
let [story, late, reviewed, ending, missed, guarded, joined]: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  // Filed before their class opens; the clock moves in the first story.
  [story, late, reviewed, ending, missed, guarded, joined] = await Promise.all(
    [2000, 2010, 2200, 2300, 2400, 2500, 2800].map((seed) => inTraining(seed)),
  );
  corrected = await returned(2900);
});
afterAll(() => office?.close());

/** Filed on 2 March, and returned. */
async function returned(seed: number): Promise<string> {
  const { id } = await told(await office.api.post('/v1/claims', filing(people(1, seed)), enterprise), 201);
  await told(await act(id, 'filing-review', { decision: 'return', reasonCode: 'plan', reason: '请补正。' }, reviewer));
  return id;
}

type As = Parameters<Office['api']['post']>[2];
type Answer = Record<string, unknown> & { id: string };

const supervisor = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;

async function told(response: Response, status = 200): Promise<Answer> {
  const body = (await response.json()) as Answer;
  expect([response.status, body]).toEqual([status, body]);
  return body;
}

const act = (id: string, name: string, body: unknown, as: As = enterprise) =>
  office.api.post(`/v1/claims/${id}/${name}`, body, as);
const change = (id: string, body: object, as: As = enterprise) => act(id, 'changes', body, as);
const review = (id: string, changeId: string, decision: object = { decision: 'approve' }, as: As = reviewer) =>
  act(id, `changes/${changeId}/review`, decision, as);
const tasks = async (as: As) =>
  (
    (await told(await office.api.get('/v1/tasks', as))).items as { act: string; changeId?: string; overdue: boolean }[]
  ).filter(({ changeId }) => changeId);

async function inTraining(seed: number, count = 3): Promise<string> {
  const { id } = await told(await office.api.post('/v1/claims', filing(people(count, seed)), enterprise), 201);
  await told(await act(id, 'filing-review', { decision: 'approve' }, reviewer));
  return id;
}

const records = (ref: string, count: number, from = '2020-04-07') => lessons(ref, count, 45, from);
const application = (...refs: string[]) => ({
  certificates: refs.map((ref) => ({ ref, kind: 'completion', number: `SP-${ref}`, issuedOn: '2020-05-18' })),
  bankAccount,
  materials: specimens('subsidy-roster', 'teaching-record', 'certificates'),
});

test('a class is postponed, somebody leaves and somebody joins: each after a review, and each line says why', async () => {
  const id = story!;
  const postponed = await told(
    await change(id, { kind: 'class-postponed', classOpensOn: '2020-04-08', classEndsOn: '2020-05-16' }),
    201,
  );
  expect(postponed).toMatchObject({ status: 'waiting', dueAt: '2020-03-05T00:00:00+08:00', overdue: false });
  expect(await told(await office.api.get(`/v1/claims/${id}`, enterprise))).toMatchObject({
    classOpenedOn: '2020-04-07',
  });
  expect(await tasks(reviewer)).toEqual([expect.objectContaining({ act: 'change-review', changeId: postponed.id })]);
  expect(await told(await review(id, postponed.id))).toMatchObject({
    status: 'approved',
    effect: { estimateBeforeFen: 133_200, estimateAfterFen: 133_200, trainees: 3, advance: null },
  });
  expect(await told(await office.api.get(`/v1/claims/${id}`, enterprise))).toMatchObject({
    classOpenedOn: '2020-04-08',
    classEndedOn: '2020-05-16',
  });
  // Outside the opening window the rules refuse it, at once.
  expect(
    await problemOf(
      await change(id, { kind: 'class-postponed', classOpensOn: '2020-07-01', classEndsOn: '2020-08-01' }),
    ),
  ).toMatchObject({
    status: 422,
    code: 'opening-outside-window',
  });

  await office.advanceTo('2020-04-20T09:00:00+08:00');
  await told(await act(id, 'training-start', { classOpenedOn: '2020-04-08' }));
  const leaves = await told(
    await change(id, { kind: 'trainee-leaves', refs: ['2'], leftOn: '2020-04-20', reason: '离职' }),
    201,
  );
  const [newcomer] = samplePeople(1, 2100);
  const joins = await told(
    await change(id, {
      kind: 'trainee-joins',
      roster: [{ ...newcomer, relation: 'employee' }],
      joinedOn: '2020-04-20',
    }),
    201,
  );
  expect(await told(await review(id, leaves.id))).toMatchObject({ effect: { estimateAfterFen: 88_800, trainees: 2 } });
  expect(await told(await review(id, joins.id))).toMatchObject({ effect: { estimateAfterFen: 133_200, trainees: 3 } });
  const shown = await told(await office.api.get(`/v1/claims/${id}/changes/${joins.id}`, reviewer));
  expect(shown).toMatchObject({
    form: { joinedOn: '2020-04-20' },
    roster: { items: [{ ref: '4', name: newcomer!.name }] },
  });
  // A version each; what stood before stays.
  const kept = await rows(
    office.house.deps.db,
    'select filing_before, filing_after from claim_changes where claim_id = $1',
    [id],
  );
  for (const { filing_before, filing_after } of kept as Record<string, string>[])
    for (const dossier of [filing_before, filing_after])
      expect(await readDossier(office.house.deps.db, dossier!)).toMatchObject({ kind: 'filing' });

  await office.advanceTo('2020-05-18T09:00:00+08:00');
  const all = [
    ...records('1', 24, '2020-04-08'),
    ...records('2', 24, '2020-04-08'),
    ...records('3', 24, '2020-04-08'),
    ...records('4', 24, '2020-04-14'),
  ];
  await told(await act(id, 'learning-records', { records: all }));
  await told(await act(id, 'training-completion', { classEndedOn: '2020-05-16' }));
  expect(
    await problemOf(await change(id, { kind: 'trainee-joins', rosterId: 'R', joinedOn: '2020-05-18' })),
  ).toMatchObject({
    code: 'invalid-input',
  });
  await told(await act(id, 'application', application('1', '2', '3', '4')));
  // Told only now: it is decided on before the application is.
  const third = await told(await change(id, { kind: 'trainee-leaves', refs: ['3'], leftOn: '2020-05-02' }), 201);
  expect(await problemOf(await act(id, 'application-review', { decision: 'approve' }, reviewer))).toMatchObject({
    code: 'findings-open',
  });
  const open = async () =>
    (await told(await office.api.get(`/v1/claims/${id}`, reviewer))).findings as {
      id: string;
      ref: string;
      code: string;
    }[];
  const cleared = async () => ({ decision: 'approve', clearedFindings: (await open()).map((one) => one.id) });
  expect((await open()).map(({ ref, code }) => [ref, code])).toEqual([
    ['4', 'lesson-outside-class'],
    ['2', 'lessons-after-leaving'],
  ]);
  expect(await problemOf(await act(id, 'application-review', await cleared(), reviewer))).toMatchObject({
    status: 409,
    code: 'changes-open',
  });
  await told(
    await review(id, third.id, {
      decision: 'reject',
      reasonCode: 'still-there',
      reason: '学习记录显示该人员仍在参训。',
    }),
  );
  const claim = await told(await act(id, 'application-review', await cleared(), reviewer));
  const lines = claim.lines as {
    ref: string;
    amountFen: number;
    code: string;
    classHours: number;
    messages: { zh: string };
  }[];
  expect(lines.map(({ ref, amountFen, code, classHours }) => [ref, amountFen, code, classHours])).toEqual([
    ['1', 44_400, null, 24],
    ['2', 0, 'below-minimum-hours', 12],
    ['3', 44_400, null, 24],
    ['4', 0, 'below-minimum-hours', 18],
  ]);
  expect(lines[1]!.messages.zh).toContain('2020-04-20 退出');
  expect(lines[3]!.messages.zh).toContain('2020-04-20 加入');
  const { deps } = office.house;
  expect(await recalculate(deps.db, await office.house.claim(id))).toMatchObject({ unchanged: true });
  expect(await problemOf(await change(id, { kind: 'platform-changed', platform }))).toMatchObject({
    status: 409,
    code: 'change-not-now',
  });
  // The other claim ends while a change waits.
  const waiting = await told(
    await change(late!, { kind: 'platform-changed', platform: { ...platform, name: '另一平台' } }),
    201,
  );
  await told(await act(late!, 'withdrawal', {}));
  const { items } = await told(await office.api.get(`/v1/claims/${late}/changes`, enterprise));
  expect(items).toMatchObject([{ id: waiting.id, status: 'overtaken' }]);
  expect(await problemOf(await review(late!, waiting.id))).toMatchObject({ status: 409, code: 'change-decided' });
  await expectBooks(office.house);
});

test('a changed platform is what the directory is asked about and what reports count, with who came', async () => {
  const id = reviewed!;
  const figures = async (day: string) => {
    const asOf = { day, until: `${day}T23:59:59+08:00`, knownAt: `${day}T23:59:59+08:00` };
    return (await claimFigures(office.house.deps.db, ['wuxi'], asOf)).find((one) => one.platform === '职工新平台');
  };
  expect((await told(await office.api.get(`/v1/claims/${id}`, reviewer))).hints).toEqual([]);
  const today = localDateOf(await office.house.deps.clock.now());
  expect(await figures(today)).toBeUndefined();
  const moved = { kind: 'platform-changed', platform: { ...platform, name: '职工新平台' } };
  await told(await review(id, (await told(await change(id, moved), 201)).id));
  expect((await told(await office.api.get(`/v1/claims/${id}`, reviewer))).hints).toMatchObject([
    { code: 'platform-not-in-directory' },
  ]);
  const joins = {
    kind: 'trainee-joins',
    joinedOn: today,
    roster: [{ ...samplePeople(1, 2250)[0], relation: 'employee' }],
  };
  await told(await review(id, (await told(await change(id, joins), 201)).id));
  expect(await figures(today)).toMatchObject({ trainees: 4, registrations: 4 });
});

test('two reviewers at once: one decision; a repeated answer is the same; who hands in never decides', async () => {
  const id = reviewed!;
  const { id: changeId } = await told(
    await change(id, { kind: 'platform-changed', platform: { ...platform, name: '新平台' } }),
    201,
  );
  const both = await Promise.all([
    review(id, changeId, { decision: 'approve' }, reviewer),
    review(id, changeId, { decision: 'reject', reasonCode: 'no', reason: '不同意' }, { ...reviewer, subject: 'wang' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const own = await told(await change(id, { kind: 'trainee-leaves', refs: ['1'], leftOn: '2020-05-01' }), 201);
  const problem = await problemOf(
    await review(id, own.id, { decision: 'approve' }, { ...reviewer, subject: enterprise.subject }),
  );
  expect(problem).toMatchObject({ code: 'own-filing-review' });
  expect(await problemOf(await review(id, own.id, { decision: 'reject' }))).toMatchObject({ code: 'reason-required' });
  const key = { 'Idempotency-Key': 'once' };
  const answers = [];
  for (const _ of [1, 2])
    answers.push(
      await told(
        await office.api.post(`/v1/claims/${id}/changes/${own.id}/review`, { decision: 'approve' }, reviewer, key),
      ),
    );
  expect(answers[0]).toEqual(answers[1]);
});

test('people of two changes that wait at once are numbered apart, and both may join', async () => {
  const id = joined!;
  const joins = (seed: number, count: number) => ({
    ...{ kind: 'trainee-joins', joinedOn: '2020-05-21', roster: people(count, seed) },
  });
  const [first, second] = [
    await told(await change(id, joins(2810, 2)), 201),
    await told(await change(id, joins(2820, 1)), 201),
  ];
  await told(await review(id, second.id));
  await told(await review(id, first.id));
  const refs = async (changeId: string) =>
    (
      (await told(await office.api.get(`/v1/claims/${id}/changes/${changeId}`, reviewer))).roster as {
        items: { ref: string }[];
      }
    ).items.map(({ ref }) => ref);
  expect([await refs(first.id), await refs(second.id)]).toEqual([['4', '5'], ['6']]);
  expect(await told(await office.api.get(`/v1/claims/${id}`, enterprise))).toMatchObject({ trainees: 6 });
});

test('an approval beside the end of the training: whichever comes first, nothing is lost', async () => {
  const id = ending!;
  const { id: changeId } = await told(
    await change(id, { kind: 'trainee-leaves', refs: ['1'], leftOn: '2020-05-01' }),
    201,
  );
  await Promise.all(
    [review(id, changeId), act(id, 'training-completion', { classEndedOn: '2020-05-15' })].map(async (one) =>
      told(await one),
    ),
  );
  expect(await told(await office.api.get(`/v1/claims/${id}`, enterprise))).toMatchObject({
    stage: 'application-open',
    trainees: 2,
    estimateFen: 88_800,
  });
});

test('another platform is looked up on the day on which it is handed in, and the reviewer is told of that one', async () => {
  const id = reviewed!;
  const today = localDateOf((await office.house.deps.clock.now()) as string);
  const { id: listing } = await told(
    await office.api.post(
      '/v1/listings',
      {
        ...{ jurisdiction: 'wuxi', kind: 'black', party: { kind: 'platform', name: '黑平台' }, from: today },
        ...{ reasonCode: 'false-records', reason: '代刷学时', document: '锡人社监〔2020〕9号' },
      },
      reviewer,
    ),
  );
  await told(await office.api.post(`/v1/listings/${listing}/decision`, { decision: 'approve' }, supervisor));
  const to = (name: string) => change(id, { kind: 'platform-changed', platform: { ...platform, name } });
  expect(today > '2020-03-02').toBe(true);
  expect(await problemOf(await to('黑平台'))).toMatchObject({ status: 422, code: 'platform-blacklisted' });
  // A correction of the filing that names it too, though it was filed before.
  const { filing: form } = filing(people(1, 2900));
  const naming = { filing: { ...form, platform: { ...platform, name: '黑平台' } } };
  expect(await problemOf(await act(corrected, 'resubmission', naming))).toMatchObject({ code: 'platform-blacklisted' });
  await told(await act(corrected, 'resubmission', { filing: form }));
  const changed = await told(await to('目录外平台'), 201);
  await told(await review(id, changed.id));
  expect(await told(await office.api.get(`/v1/claims/${id}`, reviewer))).toMatchObject({
    hints: [{ code: 'platform-not-in-directory', messages: { zh: expect.stringContaining('目录外平台') } }],
  });
});

test('a missed limit is seen by the supervisor, told once, and approves nothing', async () => {
  const id = missed!;
  const { id: changeId } = await told(
    await change(id, { kind: 'platform-changed', platform: { ...platform, name: '新平台' } }),
    201,
  );
  const waiting = async () => (await tasks(supervisor)).filter((one) => one.changeId === changeId);
  expect(await waiting()).toEqual([]);
  await office.advanceTo('2020-05-21T09:00:00+08:00');
  expect(await waiting()).toMatchObject([{ act: 'supervision', overdue: true }]);
  const deps = { ...office.house.deps, clock: { now: async () => '2020-05-21T09:00:00+08:00', offset: async () => 0 } };
  const told1 = await escalateChanges(deps);
  expect([told1 > 0, await escalateChanges(deps)]).toEqual([true, 0]);
  const mails = await rows(deps.db, 'select template from outbox where once_key = $1', [`${changeId}/changeOverdue`]);
  expect(mails).toEqual([{ template: 'changeOverdue' }]);
  expect(await told(await office.api.get(`/v1/claims/${id}/changes/${changeId}`, enterprise))).toMatchObject({
    status: 'waiting',
    overdue: true,
  });
});

test('nobody else hands in, reads or decides; what is wrong is told and nothing is stored', async () => {
  const id = guarded!;
  const body = { kind: 'platform-changed', platform: { ...platform, name: '新平台' } };
  const { id: changeId } = await told(await change(id, body), 201);
  const stranger = { role: 'enterprise', subject: 'other', uscc: sampleCompany(8).uscc } as const;
  const elsewhere = { ...reviewer, jurisdiction: 'chongqing' };
  expect((await change(id, body, stranger)).status).toBe(404);
  expect((await change(id, body, reviewer)).status).toBe(403);
  for (const as of [stranger, elsewhere])
    expect((await office.api.get(`/v1/claims/${id}/changes/${changeId}`, as)).status).toBe(404);
  expect((await office.api.get(`/v1/claims/${id}/changes/nothing`, reviewer)).status).toBe(404);
  expect((await review(id, changeId, { decision: 'approve' }, elsewhere)).status).toBe(404);
  expect((await review(id, 'nothing')).status).toBe(404);
  expect((await review(id, changeId, { decision: 'approve' }, supervisor)).status).toBe(403);
  expect((await review(id, changeId, { decision: 'perhaps' })).status).toBe(422);

  const [twice] = people(1, 2500);
  // The roster was uploaded for a class that opens when its person is grown up.
  const born = '32020020050120001';
  const child = { ...twice, ref: '7', sex: 'male', idNumber: born + idCheckCharacter(born) };
  const later = '/v1/rosters?jurisdiction=wuxi&programme=online-on-the-job&classOpensOn=2025-04-07';
  const { rosterId } = await told(await office.api.post(later, { rows: [child] }, enterprise), 201);
  const wrong: [object, string][] = [
    [{ kind: 'trainee-leaves', refs: ['9'], leftOn: '2020-05-01' }, 'ref-unknown'],
    [{ kind: 'trainee-leaves', refs: ['1'], leftOn: '2030-05-01' }, 'date-in-future'],
    [{ kind: 'trainee-joins', roster: [twice], joinedOn: '2020-05-22' }, 'trainee-on-roster'],
    [{ kind: 'trainee-joins', roster: people(1, 2900), joinedOn: '2020-05-01' }, 'joining-backwards'],
    [{ kind: 'trainee-joins', roster: [{ ...twice, idNumber: 'x' }], joinedOn: '2020-05-22' }, 'id-number-length'],
    [{ kind: 'trainee-joins', rosterId, joinedOn: '2020-05-22' }, 'under-age'],
    [{ kind: 'class-postponed', classOpensOn: '2020-06-02', classEndsOn: '2020-06-01' }, 'class-dates-order'],
    [{ kind: 'somebody-sleeps' }, 'field-choice'],
    [{ leftOn: '2020-05-01' }, 'field-missing'],
  ];
  for (const [given, code] of wrong) {
    const { status, errors } = await problemOf(await change(id, given));
    expect([status, errors.map((one) => one.code)], JSON.stringify(given)).toEqual([
      422,
      expect.arrayContaining([code]),
    ]);
  }
  expect(await problemOf(await change(id, { kind: 'class-postponed', classEndsOn: '2020-05-15' }))).toMatchObject({
    code: 'change-empty',
  });
  for (let i = 1; i < 10; i++) await told(await change(id, body), 201);
  expect(await problemOf(await change(id, body))).toMatchObject({ status: 409, code: 'changes-waiting' });
  expect((await told(await office.api.get(`/v1/claims/${id}/changes`, enterprise))).items).toHaveLength(10);
  expect(company.uscc).not.toBe(stranger.uscc);
});

test('an advance above its share of the new estimate is told and not demanded, also when the activity is killed and runs again', async () => {
  const desk = await openDesk({
    connections: 4,
    run: (activity, input) => activity(input).then(() => activity(input)),
  });
  desk.setNow('2020-06-24T10:00:00+08:00');
  const plannedCertificate = { kind: 'skill-level', level: 4, occupation: 'fitter', basis: 'other' };
  const id = await desk.file({
    ...{ jurisdiction: 'chongqing', programme: 'enterprise-online' },
    form: {
      ...classOpening,
      training: { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' },
    },
    people: [2700, 2701].map((seed) => ({ seed, registeredOn: '2020-06-01', plannedCertificate })),
  });
  await desk.move(id, 'approveFiling', { decision: 'approve', by: 'li', on: true });
  await desk.move(id, 'requestAdvance', { body: { bankAccount: chongqingAccount } });
  const form = { kind: 'trainee-leaves', refs: ['2'], leftOn: '2020-06-24' } as const;
  await insertChange(desk.db, {
    ...{ id: 'CH1', claim_id: id, kind: form.kind, dossier_id: await desk.handIn(id, 'change', 'chen', form) },
    ...{ roster_id: null, proposed_by: 'chen', proposed_at: desk.now(), due_at: null },
  });
  await desk.move(id, 'reviewChange', { body: { changeId: 'CH1' }, decision: 'approve', by: 'li' });
  expect((await changesOf(desk.db, id)).map(({ effect }) => effect)).toEqual([
    {
      ...{ estimateBeforeFen: 300_000, estimateAfterFen: 150_000, trainees: 1 },
      advance: { amountFen: 150_000, shareFen: 75_000, aboveFen: 75_000 },
    },
  ]);
  expect(await advanceOf(desk.db, id)).toMatchObject({ amount_fen: 150_000, status: 'payable' });
  expect(await recoveriesOf(desk.db, id)).toEqual([]);
  await desk.close();
});

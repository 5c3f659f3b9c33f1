import { afterAll, beforeAll, expect, test } from 'vitest';
import { findClaim } from '../../db/claims/claims.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { linesOf } from '../../db/money/lines.ts';
import { rows } from '../../db/pool.ts';
import { instantToMs } from '../../domain/calendar/instant.ts';
import { plan } from '../../jurisdictions/wuxi/examples.ts';
import { problemOf, type TestApi, testApi } from '../api/support/api.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { bankAccount, certificates, wuxiFiling } from '../claims/support/filings.ts';
import { chance, platform, type SentEvent, shuffled, teach } from './support/platform.ts';

const admin = { role: 'admin', subject: 'admin-1', jurisdiction: 'wuxi' } as const;
const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' } as const;

const { uscc } = plan.enterprise;

let desk: Desk;
let api: TestApi;
beforeAll(async () => {
  desk = await openDesk({ connections: 10 });
  const clock = {
    now: async () => instantToMs(desk.now()),
    offset: async () => 0,
    state: async () => ({ now: desk.now(), mode: 'rehearsal' as const, moving: false }),
  };
  api = await testApi({ pool: desk.db, clock });
});
afterAll(() => api?.close());

interface Made {
  id: string;
  secret: string;
  secrets: { no: number; revokedAt: string | null }[];
}
async function connect(
  body: object = { name: '职培云平台' },
  as: Parameters<TestApi['post']>[2] = admin,
): Promise<Made> {
  const response = await api.post('/v1/connectors', body, as);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Made;
}

/** A class in Wuxi from 7 April to 15 May that was approved. It is then 8 May. */
async function classOf(count: number, seed: number): Promise<string> {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const people = Array.from({ length: count }, (_, i) => ({ seed: seed + i }));
  const id = await desk.file(wuxiFiling({ people, claimant: `enterprise:${uscc}` }));
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-08T10:00:00+08:00');
  return id;
}

const complete = (id: string) => desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
const apply = (id: string, refs: string[], on = true) =>
  desk.move(id, on ? 'apply' : 'resubmit', { body: { certificates: certificates(...refs), bankAccount }, on: true });
async function approve(id: string) {
  const clearedFindings = (await findingsOf(desk.db, id)).map(({ id: finding }) => finding);
  return desk.move(id, 'approveApplication', { by: 'reviewer-1', body: { clearedFindings }, on: true });
}
const recordsOf = (id: string) =>
  rows<{ ref: string; lesson: string; minutes: number; source: string }>(
    desk.db,
    'select ref, lesson, minutes, source from learning_records where claim_id = $1 order by ref, started_at, lesson',
    [id],
  );
const lesson = (classId: string, change: object = {}): SentEvent => ({
  ...{ eventId: 'e1', classId, ref: '1', kind: 'lesson', at: '2020-04-07T21:00:00+08:00', lesson: 'L1' },
  ...{ startedAt: '2020-04-07T19:00:00+08:00', minutes: 90 },
  ...change,
});

interface Learning {
  events: number;
  late: number;
  rejected: number;
  minutesPerClassHour: number;
  trainees: {
    items: {
      ref: string;
      events: Record<string, number>;
      told: { lessons: number; minutes: number; classHours: number };
      counted: { lessons: number; selfReported: number; minutes: number; classHours: number };
      faceChecks: { passed: number; failed: number };
      feedback: { averageRating: number | null; texts: { text: string }[] };
      late: number;
      rejected: { eventId: string; code: string }[];
    }[];
    nextCursor: string | null;
  };
}
async function learning(id: string, as: Parameters<TestApi['get']>[1] = reviewer, query = ''): Promise<Learning> {
  const response = await api.get(`/v1/claims/${id}/learning${query}`, as);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as Learning;
}

test('a class of 500 people and 30 lessons, told with every fault a network has, comes out as it was', async () => {
  const [trainees, lessons] = [500, 30];
  const id = await classOf(trainees, 0);
  desk.setNow('2020-05-18T09:00:00+08:00');
  const random = chance(7);
  const { events, minutes } = teach({ classId: id, trainees, lessons }, random);
  const connector = await connect();
  const cloud = platform(api, connector);
  // Out of order, one in ten twice, and some that are wrong among them.
  const wrong = Array.from({ length: 60 }, (_, i) => lesson(id, { eventId: `wrong-${i}`, ref: `nobody-${i}` }));
  const sent = shuffled([...events, ...events.filter((_, i) => i % 10 === 0), ...wrong], random);
  let calls = 0;
  for (let i = 0; i < sent.length; i += 500) {
    const batch = sent.slice(i, i + 500);
    // A third party tries, a signature is too old, an answer is lost and the call repeated.
    if (calls % 9 === 0) expect((await cloud.send(batch, { secret: `whsec_${'A'.repeat(43)}=` })).status).toBe(401);
    if (calls % 11 === 0) expect((await cloud.send(batch, { at: new Date(Date.now() - 400_000) })).status).toBe(401);
    if (calls % 5 === 0) expect((await cloud.send(batch)).status).toBe(200);
    const { status, body } = await cloud.send(batch);
    expect(status).toBe(200);
    const bad = batch.filter(({ eventId }) => String(eventId).startsWith('wrong')).length;
    expect([body.rejected, body.accepted + body.duplicate]).toEqual([bad, batch.length - bad]);
    calls += 1;
  }

  await complete(id);
  const refs = [...minutes.keys()];
  await apply(id, refs);
  const records = await recordsOf(id);
  expect(records.length).toBe([...minutes.values()].flat().length);
  for (const ref of ['1', '10', '250', '500']) {
    const own = records.filter((one) => one.ref === ref).map((one) => one.minutes);
    expect(own).toEqual(minutes.get(ref));
  }
  expect((await approve(id)).stage).toBe('public-notice');
  // 45 minutes are a class hour, 24 of them are needed and the plan has no more; each brings 18.50 yuan.
  const hours = (ref: string) => minutes.get(ref)!.reduce((sum, one) => sum + Math.floor(one / 45), 0);
  const lines = await linesOf(desk.db, id);
  const enough = refs.filter((ref) => hours(ref) >= 24);
  expect(enough.length).toBeGreaterThan(300);
  expect(enough.length).toBeLessThan(500);
  for (const { ref, amount_fen } of lines) expect([ref, amount_fen]).toEqual([ref, hours(ref) >= 24 ? 24 * 1850 : 0]);
  expect((await findClaim(desk.db, id))!.amount_fen).toBe(enough.length * 44_400);

  // What comes after is kept, seen, and changes no money.
  const late = lesson(id, { eventId: 'late', lesson: 'L31', startedAt: '2020-05-14T08:00:00+08:00' });
  expect((await cloud.send([late])).body.accepted).toBe(1);
  expect((await recordsOf(id)).length).toBe(records.length);
  const trace = (await (await api.get(`/v1/claims/${id}/trace`, reviewer)).json()) as { unchanged: boolean };
  expect(trace.unchanged).toBe(true);
  const view = await learning(id, reviewer, '?limit=20');
  expect(view).toMatchObject({ events: events.length + 1, late: 1, rejected: wrong.length, minutesPerClassHour: 45 });
  const [first] = view.trainees.items;
  expect(first).toMatchObject({
    ...{ ref: '1', late: 1, faceChecks: { passed: 1, failed: 0 } },
    counted: { lessons: minutes.get('1')!.length, selfReported: 0, classHours: hours('1') },
    told: { lessons: minutes.get('1')!.length + 1, classHours: hours('1') + 2 },
    feedback: { averageRating: 2, texts: [{ text: '第1条意见' }] },
  });
  expect(view.trainees.items).toHaveLength(20);
  const next = await learning(id, reviewer, `?limit=20&cursor=${view.trainees.nextCursor}`);
  expect(next.trainees.items[0]).toMatchObject({ ref: '21', late: 0 });
}, 60_000);

test('each event is answered for itself, and an id never changes what it said', async () => {
  const id = await classOf(2, 600);
  const cloud = platform(api, await connect());
  const one = lesson(id);
  expect((await cloud.send([one])).body).toMatchObject({ accepted: 1, duplicate: 0, rejected: 0 });
  const { body } = await cloud.send([
    // The same moment, written in another way.
    { ...one, startedAt: '2020-04-07T11:00:00Z' },
    { ...one, minutes: 120 },
    lesson(id, { eventId: 'e2', ref: '9' }),
    lesson('nothing-there', { eventId: 'e3' }),
    lesson(id, { eventId: 'e4', startedAt: '2020-06-01T19:00:00+08:00' }),
    lesson(id, { eventId: 'e5', minutes: 2_000 }),
    lesson(id, { eventId: 'e6', mobile: '19900000000' }),
    { ...lesson(id), eventId: 'e7', kind: 'image', image: 'https://p.example/a?name=x' },
    'nonsense',
    lesson(id, { eventId: 'e8', lesson: 'L2' }),
    lesson(id, { eventId: 'e8', lesson: 'L2' }),
    lesson(id, { eventId: 'e8', lesson: 'L3' }),
  ]);
  expect(body.results.map(({ outcome, code }) => code ?? outcome)).toEqual([
    ...['duplicate', 'event-content-differs', 'ref-unknown', 'class-unknown', 'date-in-future', 'event-invalid'],
    ...['event-invalid', 'event-invalid', 'event-invalid', 'accepted', 'duplicate', 'event-content-differs'],
  ]);
  expect(body.results[5]!.errors).toMatchObject([{ path: 'minutes', code: 'number-too-large' }]);
  expect(body.results[6]!.errors).toMatchObject([{ path: 'mobile', code: 'field-unknown' }]);
  const view = await learning(id);
  expect(view).toMatchObject({ events: 2, rejected: 4 });
  const [trainee] = view.trainees.items;
  expect(trainee).toMatchObject({ events: { lesson: 2 }, told: { lessons: 2, minutes: 180, classHours: 4 } });
  expect(trainee!.rejected.map(({ code }) => code).sort()).toEqual([
    ...['date-in-future', 'event-content-differs', 'event-content-differs'],
  ]);
});

test('a clock that is a little ahead is believed, and nobody has attended what is still to come', async () => {
  const id = await classOf(1, 640);
  const cloud = platform(api, await connect());
  const signIn = (eventId: string, at: string) => ({ eventId, classId: id, ref: '1', kind: 'sign-in', at });
  const today = (change: object) => lesson(id, { startedAt: '2020-05-08T09:00:00+08:00', ...change });
  const { body } = await cloud.send([
    signIn('s1', '2020-05-08T10:05:00+08:00'),
    signIn('s2', '2020-05-08T10:05:01+08:00'),
    today({ eventId: 'l1', minutes: 65 }),
    today({ eventId: 'l2', minutes: 66 }),
  ]);
  expect(body.results.map(({ outcome, code }) => code ?? outcome)).toEqual([
    ...['accepted', 'date-in-future', 'accepted', 'date-in-future'],
  ]);
  const byHand = (minutes: number) =>
    desk.move(id, 'addLearningRecords', {
      body: { records: [{ ref: '1', lesson: 'L2', startedAt: '2020-05-08T09:00:00+08:00', minutes }] },
    });
  await expect(byHand(61)).rejects.toMatchObject({ type: 'invalid-input' });
  await byHand(60);
});

test('the same deliveries at once are taken in once', async () => {
  const id = await classOf(3, 650);
  desk.setNow('2020-05-18T09:00:00+08:00');
  const cloud = platform(api, await connect());
  const events = ['1', '2', '3'].flatMap((ref) =>
    Array.from({ length: 30 }, (_, n) => lesson(id, { eventId: `${ref}-${n}`, ref, lesson: `L${n}` })),
  );
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => cloud.send(shuffled(events, chance(n)))).concat(
      // The class ends meanwhile: what comes before is folded, the rest waits for the application.
      complete(id).then(() => cloud.send(events)),
    ),
  );
  expect(answers.every(({ status, body }) => status === 200 && body.rejected === 0)).toBe(true);
  expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(events.length);
  await apply(id, ['1', '2', '3']);
  expect((await recordsOf(id)).length).toBe(events.length);
});

test('a lesson is counted once by whatever way it came, and what was handed in by hand shows', async () => {
  const id = await classOf(2, 700);
  const cloud = platform(api, await connect());
  const byHand = [
    { ref: '1', lesson: 'L1', startedAt: '2020-04-07T19:00:00+08:00', minutes: 200 },
    { ref: '1', lesson: 'L2', startedAt: '2020-04-08T19:00:00+08:00', minutes: 45 },
    { ref: '1', lesson: 'L3', startedAt: '2020-04-09T19:00:00+08:00', minutes: 45 },
  ];
  await desk.move(id, 'addLearningRecords', { body: { records: byHand } });
  await cloud.send([
    lesson(id),
    lesson(id, { eventId: 'e2', lesson: 'L3', startedAt: '2020-04-09T19:00:00+08:00', revision: 1, cancelled: true }),
  ]);
  desk.setNow('2020-05-18T09:00:00+08:00');
  await complete(id);
  await apply(id, ['1']);
  expect(await recordsOf(id)).toEqual([
    { ref: '1', lesson: 'L1', minutes: 90, source: 'platform' },
    { ref: '1', lesson: 'L2', minutes: 45, source: 'claimant' },
  ]);
  expect((await learning(id)).trainees.items[0]!.counted).toMatchObject({ lessons: 2, selfReported: 1 });
  const finding = (await findingsOf(desk.db, id)).find(({ code }) => code === 'lessons-self-reported');
  expect(finding).toMatchObject({ ref: null, status: 'open', detail: { records: 1, trainees: 1 } });

  // An application that is returned takes up what has come meanwhile.
  const correction = lesson(id, { eventId: 'e9', revision: 5, minutes: 135 });
  expect((await cloud.send([correction])).body.accepted).toBe(1);
  expect(await learning(id)).toMatchObject({ late: 1 });
  await desk.move(id, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await apply(id, ['1'], false);
  expect((await recordsOf(id))[0]).toMatchObject({ lesson: 'L1', minutes: 135 });
  expect(await learning(id)).toMatchObject({ late: 0 });
});

test('a file has the fate of its events, and one that was altered or cannot be read leaves nothing', async () => {
  const id = await classOf(2, 750);
  const cloud = platform(api, await connect());
  const header = 'eventId,classId,ref,kind,at,lesson,startedAt,minutes,revision,passed,rating,text';
  const at = '2020-04-07T21:00:00+08:00';
  const csv = [
    header,
    `f1,${id},1,lesson,${at},L1,2020-04-07T19:00:00+08:00,90,0,,,`,
    `f2,${id},1,face-check,${at},,,,,true,,`,
    `f3,${id},2,feedback,${at},,,,,,4,"讲得好, 谢谢"`,
    `f4,${id},7,sign-in,${at},,,,,,,`,
    `f5,${id},2,lesson,${at},L1,never,90,0,,,`,
  ].join('\n');
  const altered = await cloud.sendFile(csv, 'text/csv', { hash: 'ab'.repeat(32) });
  expect(altered).toMatchObject({ status: 422, body: { code: 'content-hash-differs' } });
  const broken = await cloud.sendFile(`${csv}\nf6,${id},"1`, 'text/csv');
  expect(broken).toMatchObject({ status: 422, body: { code: 'learning-file-unreadable' } });
  expect(await learning(id)).toMatchObject({ events: 0, rejected: 0 });
  const { body } = await cloud.sendFile(csv, 'text/csv');
  expect(body).toMatchObject({ rows: 5, accepted: 3, duplicate: 0, rejected: 2 });
  expect(body.rejections.map(({ row, code }) => [row, code])).toEqual([
    [4, 'ref-unknown'],
    [5, 'event-invalid'],
  ]);
  // The same by lines of JSON, and by the webhook: nothing is new.
  const first = lesson(id, { eventId: 'f1' });
  const lines = [JSON.stringify(first), '{"eventId":', '', JSON.stringify({ ...first, eventId: 'f9', lesson: 'L9' })];
  expect((await cloud.sendFile(lines.join('\n'), 'application/x-ndjson')).body).toMatchObject({
    ...{ rows: 3, accepted: 1, duplicate: 1, rejected: 1 },
  });
  expect((await cloud.send([first])).body).toMatchObject({ duplicate: 1 });
  expect((await cloud.sendFile('x', 'application/pdf')).body.code).toBe('unsupported-media-type');
});

test('only a signature under a secret that is valid now lets anything in', async () => {
  const id = await classOf(1, 800);
  const made = await connect();
  const old = platform(api, made);
  const path = `/v1/connectors/${made.id}`;
  const headers = { 'Content-Type': 'application/json' };
  const bare = await api.app.request(`${path}/events`, { method: 'POST', headers, body: '{"events":[1]}' });
  expect(await problemOf(bare)).toMatchObject({ status: 400, code: 'webhook-headers-missing' });
  const file = await api.app.request(`${path}/files`, { method: 'POST', headers, body: 'x' });
  expect(await problemOf(file)).toMatchObject({ status: 400, code: 'webhook-headers-missing' });
  const nobody = platform(api, { ...made, id: 'nothing-there' });
  expect((await nobody.send([lesson(id)])).body.code).toBe('webhook-signature-invalid');
  const ahead = await old.send([lesson(id)], { at: new Date(Date.now() + 400_000) });
  expect(ahead).toMatchObject({ status: 401, body: { code: 'webhook-timestamp-outside' } });
  // One byte more than what was signed.
  const other = JSON.stringify({ events: [lesson(id)] });
  const { body } = await old.sendRaw(other, { headers: { 'webhook-id': 'another' } });
  expect(body.code).toBe('webhook-signature-invalid');
  expect((await old.send([])).status).toBe(422);
  expect((await old.send(Array.from({ length: 501 }, () => lesson(id)))).status).toBe(422);

  // Two secrets while the platform changes over; the first one is revoked, then the connector.
  const second = (await (await api.post(`${path}/secrets`, '', admin)).json()) as Made;
  expect(second.secrets.map(({ no }) => no)).toEqual([1, 2]);
  expect(await problemOf(await api.post(`${path}/secrets`, '', admin))).toMatchObject({
    code: 'connector-secrets-two',
  });
  const renewed = platform(api, second);
  expect((await old.send([lesson(id)])).body.accepted).toBe(1);
  expect((await renewed.send([lesson(id)])).body.duplicate).toBe(1);
  await api.post(`${path}/secrets/1/revocation`, '', admin);
  expect((await old.send([lesson(id)])).status).toBe(401);
  expect((await renewed.send([lesson(id)])).status).toBe(200);
  expect((await api.post(`${path}/revocation`, '', admin)).status).toBe(200);
  expect((await renewed.send([lesson(id)])).status).toBe(401);
  expect(await problemOf(await api.post(`${path}/secrets`, '', admin))).toMatchObject({ code: 'connector-revoked' });
  const kept = await rows<{ text: string }>(desk.db, 'select t::text as text from connector_secrets t');
  expect(kept.some(({ text }) => text.includes(made.secret.slice(6, 20)))).toBe(false);
});

test('a connector is its place’s: for its classes it speaks, and its admin looks after it', async () => {
  const id = await classOf(1, 850);
  const everywhere = { role: 'admin', subject: 'chief' } as const;
  const away = { ...admin, jurisdiction: 'chongqing' };
  const foreign = await connect({ name: 'x' }, away);
  const { body } = await platform(api, foreign).send([lesson(id)]);
  expect(body.results[0]).toMatchObject({ outcome: 'rejected', code: 'class-unknown' });
  expect(await learning(id)).toMatchObject({ rejected: 0 });
  const both = await connect({ name: 'y', jurisdictions: ['wuxi', 'chongqing'] }, everywhere);
  expect((await platform(api, both).send([lesson(id)])).body.accepted).toBe(1);
  expect(await problemOf(await api.post('/v1/connectors', { name: 'z', jurisdictions: ['wuxi'] }, away))).toMatchObject(
    {
      status: 404,
    },
  );
  for (const connector of [foreign, both]) {
    for (const act of ['secrets', 'secrets/1/revocation', 'revocation'])
      expect((await api.post(`/v1/connectors/${connector.id}/${act}`, '', admin)).status, act).toBe(404);
  }
  const listed = async (as: Parameters<TestApi['get']>[1]) =>
    ((await (await api.get('/v1/connectors?limit=200', as)).json()) as { items: Made[] }).items.map((one) => one.id);
  expect(await listed(away)).toEqual([foreign.id]);
  expect(await listed(everywhere)).toEqual(expect.arrayContaining([foreign.id, both.id]));
  expect((await api.post('/v1/connectors', { name: 'z' }, reviewer)).status).toBe(403);
  // A secret is shown once, also when the call is repeated.
  const key = { 'Idempotency-Key': 'one-connector' };
  const [made, again] = [
    await api.post('/v1/connectors', { name: 'w' }, admin, key),
    await api.post('/v1/connectors', { name: 'w' }, admin, key),
  ];
  const { id: once } = (await made.json()) as Made;
  expect(await again.json()).toMatchObject({ id: once, secret: null });
});

test('feedback is told to officials and not to the claimant, and that it was read stands in the audit log', async () => {
  const id = await classOf(1, 900);
  const cloud = platform(api, await connect());
  const at = '2020-04-07T21:00:00+08:00';
  const text = '教室太吵，联系 19900000001';
  await cloud.send([{ eventId: 'x1', classId: id, ref: '1', kind: 'feedback', at, rating: 5, text }]);
  const own = await learning(id, { role: 'enterprise', subject: 'chen', uscc });
  expect(own.trainees.items[0]!.feedback).toEqual({ averageRating: 5, texts: [] });
  expect((await learning(id)).trainees.items[0]!.feedback.texts).toMatchObject([{ text }]);
  const inspector = { role: 'inspector', subject: 'wu' } as const;
  expect((await learning(id, inspector)).trainees.items[0]!.feedback.texts[0]!.text).not.toContain('19900000001');
  expect((await api.get(`/v1/claims/${id}/learning`, { ...reviewer, jurisdiction: 'chongqing' })).status).toBe(404);
  const entries = await rows(
    desk.db,
    `select role from audit_log where act = 'read-learning' and claim_id = $1 order by seq`,
    [id],
  );
  expect(entries).toEqual([{ role: 'reviewer' }, { role: 'inspector' }]);
});

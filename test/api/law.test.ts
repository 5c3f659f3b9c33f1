import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const quote = {
  jurisdiction: 'wuxi',
  programme: 'online-on-the-job',
  classOpenedOn: '2020-03-02',
  classEndedOn: '2020-04-10',
  enterprise: { kind: 'ordinary', tookAffectedEnterpriseSubsidy: false },
  trainees: [{ ref: '1', relation: 'employee', classHours: 24, alreadyPaidFen: 0 }],
};

test('the list of places has their programmes', async () => {
  const { items, nextCursor } = (await (await api.get('/v1/jurisdictions')).json()) as {
    items: { slug: string; programmes: { slug: string }[] }[];
    nextCursor: null;
  };
  expect(nextCursor).toBeNull();
  expect(items.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining(['china', 'wuxi', 'jiangyin', 'yixing', 'chongqing', 'guangdong', 'zhuhai', 'sandbox']),
  );
});

test('a place shows every figure in force that day with unit and source', async () => {
  const response = await api.get('/v1/jurisdictions/wuxi?on=2020-03-02');
  const place = (await response.json()) as {
    on: string;
    programmes: { slug: string; parameters: { name: string; value: unknown; source: { document: string } }[] }[];
  };
  expect(place.on).toBe('2020-03-02');
  const figures = place.programmes.find(({ slug }) => slug === 'online-on-the-job')?.parameters ?? [];
  expect(figures.find(({ value }) => value === 1850)).toMatchObject({ source: { document: '锡人社办〔2020〕10号' } });
  expect(figures.every(({ source }) => source.document)).toBe(true);
});

test('an unknown place is a 404 problem that names the known ones', async () => {
  const problem = await problemOf(await api.get('/v1/jurisdictions/atlantis'));
  expect(problem).toMatchObject({ status: 404, code: 'unknown-jurisdiction' });
  expect(problem.messages.en).toContain('wuxi');
});

test('a day that does not exist is refused', async () => {
  expect(await problemOf(await api.get('/v1/jurisdictions/wuxi?on=2020-02-30'))).toMatchObject({
    status: 422,
    errors: [{ path: 'on' }],
  });
});

test('24 class hours in Wuxi bring 444 yuan, with a trace that sums up and names its source', async () => {
  const answer = (await (await api.post('/v1/quotes', quote)).json()) as {
    lines: { trace: { amountFen: number; source: string }[] }[];
  };
  expect(answer).toMatchObject({
    totalFen: 44_400,
    fund: 'skill-action-special-account',
    refusals: [],
    lines: [{ ref: '1', eligible: true, amountFen: 44_400 }],
  });
  const trace = answer.lines[0]!.trace;
  expect(trace.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(44_400);
  expect(trace[0]?.source).toMatch(/^锡人社办〔2020〕10号/);
});

test('a quote that the rules refuse answers 200 with the refusal and nothing to pay', async () => {
  const response = await api.post('/v1/quotes', { ...quote, enterprise: { kind: 'labour-dispatch' } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ totalFen: 0, refusals: [{ code: 'enterprise-kind-excluded' }] });
});

test.each([
  ['an unknown programme', { ...quote, programme: 'nothing' }, 404, 'unknown-programme'],
  [
    'a year without calendar',
    { ...quote, classOpenedOn: '2031-03-02', classEndedOn: '2031-04-10' },
    422,
    'calendar-unavailable',
  ],
  ['a wrong field', { ...quote, trainees: [{ ref: '1', relation: 'boss' }] }, 422, 'invalid-input'],
  ['nobody to train', { ...quote, trainees: [] }, 422, 'invalid-input'],
])('a quote with %s is a problem', async (_, body, status, code) => {
  expect(await problemOf(await api.post('/v1/quotes', body))).toMatchObject({ status, code });
});

test('two working days from Wednesday 24 June 2020 skip the holiday and count the working Sunday', async () => {
  const body = { jurisdiction: 'chongqing', programme: 'enterprise-online', filedAt: '2020-06-24T10:00:00+08:00' };
  expect(await (await api.post('/v1/timetables', body)).json()).toMatchObject({
    deadlines: expect.arrayContaining([
      expect.objectContaining({
        step: 'filing-review',
        lastDay: '2020-06-29',
        dueAt: '2020-06-30T00:00:00+08:00',
        counted: ['2020-06-28', '2020-06-29'],
        skipped: [
          expect.objectContaining({ date: '2020-06-25' }),
          expect.objectContaining({ date: '2020-06-26' }),
          expect.objectContaining({ date: '2020-06-27' }),
        ],
      }),
    ]),
  });
});

test('a notice published before the October holidays ends on the next working day after it', async () => {
  const body = { jurisdiction: 'wuxi', programme: 'online-on-the-job', noticePublishedAt: '2020-10-12' };
  expect(await (await api.post('/v1/timetables', body)).json()).toMatchObject({
    deadlines: expect.arrayContaining([expect.objectContaining({ step: 'public-notice', lastDay: '2020-10-19' })]),
  });
});

test('a deadline beyond the published calendar is not yet computable, a given date there is refused', async () => {
  const ask = (classEndedOn: string) =>
    api.post('/v1/timetables', { jurisdiction: 'guangdong', programme: 'online-job-adaptation', classEndedOn });
  const reaching = await ask('2026-09-01');
  expect(reaching.status).toBe(200);
  expect(await reaching.json()).toMatchObject({
    deadlines: [{ step: 'application', lastDay: null, dueAt: null, code: 'deadline-not-yet-computable' }],
  });
  expect(await problemOf(await ask('2027-01-04'))).toMatchObject({ status: 422, code: 'calendar-unavailable' });
});

test('a figure tells whether the system reads it', async () => {
  const { parameters } = (await (await api.get('/v1/jurisdictions/chongqing?on=2020-06-01')).json()) as {
    parameters: { name: string; effect: string }[];
  };
  const effects = Object.fromEntries(parameters.map(({ name, effect }) => [name, effect]));
  expect(effects).toMatchObject({
    'certificate-standards': 'applied',
    'skilled-major-groups': 'informs',
    'period-ends-on-working-day': 'built-in',
  });
});

test('a timetable without any date is refused', async () => {
  const body = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
  expect(await problemOf(await api.post('/v1/timetables', body))).toMatchObject({
    errors: [{ path: 'filedAt', code: 'date-required' }],
  });
});

test('the clock is open to everybody', async () => {
  expect(await (await api.get('/v1/clock')).json()).toEqual({
    now: '2020-03-01T09:00:00+08:00',
    mode: 'rehearsal',
    moving: false,
  });
});

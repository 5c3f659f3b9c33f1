import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from '../../api/zod-faults.ts';
import { sampleCompany, samplePerson } from '../../dev/sample-people.ts';
import { day, email, instant } from '../../jurisdictions/china/fields.ts';
import { isOurs } from '../support/places.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';
import { documentedBodies } from './support/bodies.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const enterprise = { role: 'enterprise', subject: 'chen', uscc: sampleCompany(1).uscc } as const;

const quote = {
  jurisdiction: 'wuxi',
  programme: 'online-on-the-job',
  classOpenedOn: '2020-03-02',
  trainees: [{ ref: '1', relation: 'employee', classHours: 24 }],
};

describe('a field that nobody knows', () => {
  test.each([
    ['at the top', { ...quote, classOpendOn: '2020-03-02' }, 'classOpendOn'],
    [
      'of a trainee, with money',
      { ...quote, trainees: [{ ...quote.trainees[0], alredyPaidFen: 1 }] },
      'trainees.0.alredyPaidFen',
    ],
    ['of the enterprise', { ...quote, enterprise: { kind: 'ordinary', foo: 1 } }, 'enterprise.foo'],
    [
      'of a certificate',
      { ...quote, trainees: [{ ...quote.trainees[0], certificate: { kind: 'skill-level', levl: 4 } }] },
      'trainees.0.certificate.levl',
    ],
  ])('is named in a quote: %s', async (_, body, path) => {
    const problem = await problemOf(await api.post('/v1/quotes', body));
    expect(problem).toMatchObject({ status: 422, code: 'invalid-input', errors: [{ path, code: 'field-unknown' }] });
    expect(problem.errors).toMatchObject([{ messages: { en: expect.stringContaining(path.split('.').at(-1)!) } }]);
  });

  test('every body of the API refuses one, and its documented example has none', async () => {
    const bodies = documentedBodies(api);
    expect(bodies.map(({ call }) => call)).toEqual(
      expect.arrayContaining(['/v1/quotes', '/v1/timetables', '/v1/claims']),
    );
    for (const { call, schema, example } of bodies) {
      expect(schema.safeParse(example).error?.issues ?? [], call).toEqual([]);
      // Read by the pack of the claim.
      if (call.endsWith('/application')) continue;
      const odd = schema.safeParse({ ...(example as object), unheardOf: 1 });
      expect(
        faultsOf(odd.error ?? new z.ZodError([]), {}).map(({ code }) => code),
        call,
      ).toEqual(['field-unknown']);
    }
  });

  test('every form of every programme refuses one, and its example has none', () => {
    for (const { slug, programmes } of api.deps.registry.list().filter(isOurs))
      for (const { slug: programme, forms } of programmes)
        for (const [name, { schema, example }] of Object.entries(forms)) {
          const where = `${slug}/${programme} ${name}`;
          const odd = { ...(example as object), unheardOf: 1 };
          const faults = faultsOf(schema.safeParse(odd).error ?? new z.ZodError([]), odd);
          expect(
            faults.map(({ path, code }) => [path, code]),
            where,
          ).toEqual([['unheardOf', 'field-unknown']]);
        }
  });

  test('is a fault of its row in a JSON roster, while a spreadsheet may have columns of its own', async () => {
    const rows = [1, 2].map((seed) => ({ ...samplePerson(seed), relation: 'employee' }));
    const odd = { rows: [rows[0], { ...rows[1], hiredOm: '2020-03-02' }] };
    expect(await (await api.post('/v1/rosters', odd, enterprise)).json()).toMatchObject({
      accepted: 1,
      rejected: [{ row: 2, path: 'hiredOm', code: 'field-unknown' }],
    });
    expect(await problemOf(await api.post('/v1/rosters', { rows, foo: 1 }, enterprise))).toMatchObject({
      errors: [{ path: 'foo', code: 'field-unknown' }],
    });
    const { name, idNumber, mobile, sex } = samplePerson(3);
    const csv = `姓名,性别,身份证号码,手机号码,备注\n${name},${sex},${idNumber},${mobile},食堂`;
    const headers = { 'Content-Type': 'text/csv' };
    expect(await (await api.post('/v1/rosters', csv, enterprise, headers)).json()).toMatchObject({ accepted: 1 });
  });
});

test('NUL in a JSON roster is told with its row and field', async () => {
  const rows = [samplePerson(1), { ...samplePerson(2), name: '张\0三' }].map((one) => ({
    ...one,
    relation: 'employee',
  }));
  expect(await problemOf(await api.post('/v1/rosters', { rows }, enterprise))).toMatchObject({
    status: 422,
    code: 'invalid-input',
    errors: [{ row: 2, path: 'name', code: 'text-unstorable' }],
  });
});

describe('what is wrong with a field', () => {
  const form = z.strictObject({
    hours: z.int().min(1).max(5),
    name: z.string().min(2).max(3),
    kind: z.enum(['x', 'y']),
    day,
    at: instant,
    mail: email,
    signed: z.literal(true),
    list: z.array(z.string()).min(1).max(2),
    yes: z.boolean(),
    filedAt: z.union([day, instant]),
    inner: z.object({}),
  });
  const right = {
    ...{ hours: 1, name: 'ab', kind: 'x', day: '2020-03-02', at: '2020-03-02T09:00:00+08:00', mail: 'a@b.example' },
    ...{ signed: true, list: ['a'], yes: false, filedAt: '2020-03-02', inner: {} },
  };
  const told = (input: unknown) => faultsOf(form.safeParse(input).error ?? new z.ZodError([]), input);

  test('nothing is wrong with what is right', () => {
    expect(told(right)).toEqual([]);
  });

  test('whatever is missing is missing', () => {
    expect(told({}).map(({ path, code }) => [path, code])).toEqual(
      Object.keys(right).map((path) => [path, 'field-missing']),
    );
  });

  test.each([
    [{ hours: 1.5 }, 'field-integer', /whole number/],
    [{ hours: '1' }, 'field-type', /a number without quotation marks/],
    [{ hours: 0 }, 'number-too-small', /less than 1/],
    [{ hours: 6 }, 'number-too-large', /more than 5/],
    [{ hours: 1e300 }, 'number-too-large', /more than 9007199254740991|more than 5/],
    [{ name: '' }, 'text-too-short', /at least 2/],
    [{ name: 'abcd' }, 'text-too-long', /at most 3/],
    [{ name: 7 }, 'field-type', /text in quotation marks/],
    [{ kind: 'z' }, 'field-choice', /x, y/],
    [{ day: '2020-02-30' }, 'date-format', /YYYY-MM-DD/],
    [{ at: '2020-03-02' }, 'instant-format', /\+08:00/],
    [{ at: '2020-03-02T09:00:00+23:00' }, 'instant-format', /\+08:00/],
    [{ mail: 'chen' }, 'email-format', /name@example\.com/],
    [{ signed: false }, 'field-fixed', /has to be true/],
    [{ list: [] }, 'list-too-short', /least is 1/],
    [{ list: ['a', 'b', 'c'] }, 'list-too-long', /most is 2/],
    [{ list: {} }, 'field-type', /a list/],
    [{ yes: 'true' }, 'field-type', /true or false/],
    [{ filedAt: 'soon' }, 'date-or-instant-format', /a day .* or a time/],
    [{ filedAt: '9999-12-31T09:00:00+08:00' }, 'date-out-of-range', /1900 to 2199/],
    [{ inner: null }, 'field-type', /an object/],
    [{ foo: 1 }, 'field-unknown', /no field foo/],
  ])('%j is %s, with what is expected in both languages', (change, code, en) => {
    const [fault, ...more] = told({ ...right, ...change });
    expect(more.filter((one) => one.code !== code)).toEqual([]);
    expect(fault).toMatchObject({ path: Object.keys(change)[0], code });
    expect(fault?.messages.en).toMatch(en);
    expect(fault?.messages.zh).toMatch(/请/);
    expect(`${fault?.messages.zh}${fault?.messages.en}`).not.toMatch(/\{\w+\}|Invalid|expected|无效输入/);
  });
});

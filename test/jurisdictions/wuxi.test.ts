import { describe, expect, test } from 'vitest';
import { ask, lineOf, refusalsOf } from './support/quotes.ts';

const programme = 'wuxi/online-on-the-job';
const march = { classOpenedOn: '2020-03-02', classEndedOn: '2020-04-10' };
const hours = (classHours: number) => lineOf(programme, { classHours }, march);

describe('Wuxi, online training of people in work', () => {
  test('24 class hours bring 24 × 18.50 yuan, and the trace says so', () => {
    const { totalFen, fund, refusals, lines } = ask(programme, { ...march, trainees: [{ classHours: 24 }] });
    expect({ totalFen, fund, refusals }).toEqual({
      totalFen: 44400,
      fund: 'skill-action-special-account',
      refusals: [],
    });
    expect(lines[0]).toMatchObject({ ref: '1', eligible: true, amountFen: 44400 });
    expect(lines[0]!.trace).toEqual([
      {
        rule: 'rate-per-class-hour',
        source: '锡人社办〔2020〕10号 二(二)',
        amountFen: 44400,
        detail: { classHours: 24, rateFen: 1850 },
      },
    ]);
  });

  test('fewer than 24 class hours of one person bring that person nothing, and the others what is theirs', () => {
    const { totalFen, lines } = ask(programme, { ...march, trainees: [{ classHours: 23 }, { classHours: 25 }] });
    expect(lines.map(({ amountFen, code }) => [amountFen, code])).toEqual([
      [0, 'below-minimum-hours'],
      [46250, undefined],
    ]);
    expect(totalFen).toBe(46250);
    expect(lines[0]).toMatchObject({ eligible: false, source: '锡人社办〔2020〕10号 二(二)', classHours: 23 });
    expect(lines[0]!.messages!.zh).toContain('23');
  });

  test('nobody brings more than 500 yuan: 27 hours stay below, 28 are cut', () => {
    expect(hours(27)).toEqual([49950, undefined]);
    expect(hours(28)).toEqual([50000, 'cap-applied']);
    expect(hours(200)).toEqual([50000, 'cap-applied']);
  });

  test('what a person was already paid is taken from the limit', () => {
    const paid = (alreadyPaidFen: number) => lineOf(programme, { classHours: 24, alreadyPaidFen }, march);
    expect(paid(5600)).toEqual([44400, undefined]);
    expect(paid(5601)).toEqual([44399, 'cap-applied']);
    expect(paid(50000)).toEqual([0, 'cap-reached']);
    expect(paid(60000)).toEqual([0, 'cap-reached']);
  });

  test.each([
    ['2020-01-25', ['opening-outside-window']],
    ['2020-01-26', []],
    ['2020-06-30', []],
    ['2020-07-01', ['opening-outside-window']],
  ])('a class that opens on %s is refused with %j', (classOpenedOn, codes) => {
    expect(refusalsOf(programme, { classOpenedOn })).toEqual(codes);
  });

  test.each([
    ['2020-03-01', '2020-02-29', []],
    ['2020-03-01', '2020-03-01', ['filed-after-opening']],
    ['2020-02-29', '2020-03-31', []],
    ['2020-02-29', '2020-04-01', ['filed-after-transition']],
    ['2020-04-07', '2020-04-06', []],
    ['2020-04-07', '2020-04-07', ['filed-after-opening']],
  ])('a class that opens on %s and is filed on %s is refused with %j', (classOpenedOn, filedAt, codes) => {
    expect(refusalsOf(programme, { classOpenedOn, filedAt })).toEqual(codes);
  });

  test('the filing day is the local day, whatever the offset of the instant', () => {
    expect(refusalsOf(programme, { classOpenedOn: '2020-04-07', filedAt: '2020-04-06T23:59:59+08:00' })).toEqual([]);
    expect(refusalsOf(programme, { classOpenedOn: '2020-04-07', filedAt: '2020-04-06T16:00:00Z' })).toEqual([
      'filed-after-opening',
    ]);
  });

  test('a labour-dispatch company is refused with source and both languages, and every line is 0', () => {
    const answer = ask(programme, {
      ...march,
      enterprise: { kind: 'labour-dispatch' },
      trainees: [{ classHours: 24 }],
    });
    expect(answer.totalFen).toBe(0);
    expect(answer.refusals[0]).toMatchObject({
      code: 'enterprise-kind-excluded',
      source: '锡人社办〔2020〕10号 二(二)',
    });
    expect(answer.refusals[0]!.messages.zh).not.toBe('');
    expect(answer.lines.every(({ amountFen, eligible, code }) => amountFen === 0 && !eligible && code)).toBe(true);
  });

  test('an enterprise that declares not to be affected is refused', () => {
    const enterprise = { kind: 'ordinary', affectedByEpidemic: false } as const;
    expect(refusalsOf(programme, { ...march, enterprise })).toEqual(['enterprise-not-affected']);
  });

  test.each([
    ['ordinary', 'employee', true],
    ['ordinary', 'dispatched', true],
    ['ordinary', 'platform-worker', false],
    ['ordinary', 'service-agreement', false],
    ['platform', 'platform-worker', true],
    ['new-economy', 'platform-worker', true],
    ['platform', 'service-agreement', false],
  ] as const)(
    'in an enterprise of kind %s, a person in relation %s is subsidised: %s',
    (kind, relation, subsidised) => {
      const line = lineOf(programme, { relation, classHours: 24 }, { ...march, enterprise: { kind } });
      expect(line).toEqual(subsidised ? [44400, undefined] : [0, 'relation-not-admitted']);
    },
  );

  test('no certificate, no money; a certificate that is not known yet is assumed', () => {
    expect(lineOf(programme, { classHours: 24, certificate: null }, march)).toEqual([0, 'certificate-missing']);
    expect(lineOf(programme, { classHours: 24, certificate: { kind: 'completion' } }, march)).toEqual([
      44400,
      undefined,
    ]);
  });

  test('who lacks a certificate and class hours is told of both, the certificate first', () => {
    const said = (classHours: number) => {
      const trainees = [{ ref: '1', relation: 'employee' as const, classHours, certificate: null }];
      return ask(programme, { ...march, trainees }).lines[0]!.messages!.zh;
    };
    expect(said(23)).toBe(`${said(24)}计入 23 课时，少于最低 24 课时，不予补贴。`);
    expect(said(24)).toMatch(/^没有该人员的证书.*仅在申请退回补正时可以补交。$/);
  });

  test('Yixing follows Wuxi; Jiangyin also admits a labour-dispatch company for its dispatched workers', () => {
    const enterprise = { kind: 'labour-dispatch' } as const;
    expect(refusalsOf('yixing/online-on-the-job', { ...march, enterprise })).toEqual(['enterprise-kind-excluded']);
    const line = lineOf(
      'jiangyin/online-on-the-job',
      { relation: 'dispatched', classHours: 24 },
      { ...march, enterprise },
    );
    expect(line).toEqual([44400, undefined]);
  });
});

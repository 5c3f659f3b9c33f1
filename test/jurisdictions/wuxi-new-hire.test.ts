import { describe, expect, test } from 'vitest';
import { ask, lineOf, refusalsOf } from './support/quotes.ts';

const programme = 'wuxi/new-hire-pre-job';
const hire = (hiredOn: string, filedAt: string, more = {}) =>
  lineOf(programme, { hiredOn, insuredFrom: hiredOn, ...more }, { filedAt });

describe('Wuxi, pre-job training of new hires', () => {
  test('300 yuan per hire, whatever the hours', () => {
    const { totalFen, lines } = ask(programme, {
      filedAt: '2020-04-01T10:00:00+08:00',
      trainees: [
        { hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' },
        { hiredOn: '2020-02-20', insuredFrom: '2020-02-20', contract: 'new', classHours: 2 },
      ],
    });
    expect(totalFen).toBe(60000);
    expect(lines[0]!.trace).toMatchObject([
      { rule: 'amount-per-person', source: '锡人社办〔2020〕10号 二(一)', amountFen: 30000 },
    ]);
  });

  test.each([
    ['2020-01-31', '2020-02-28', 'employed-too-short'],
    ['2020-01-31', '2020-02-29', undefined],
    ['2020-02-29', '2020-03-28', 'employed-too-short'],
    ['2020-02-29', '2020-03-29', undefined],
    ['2020-03-31', '2020-04-29', 'employed-too-short'],
    ['2020-03-31', '2020-04-30', undefined],
    ['2020-05-10', '2020-06-09', 'employed-too-short'],
    ['2020-05-10', '2020-06-10', undefined],
    ['2020-05-10', '2020-05-09', 'hired-after-filing'],
  ])('hired on %s and filed on %s: %s', (hiredOn, filedAt, code) => {
    expect(hire(hiredOn, filedAt)).toEqual([code ? 0 : 30000, code]);
  });

  test('the month of insurance counts for itself', () => {
    expect(hire('2020-02-10', '2020-03-20', { insuredFrom: '2020-02-21' })).toEqual([0, 'insured-too-short']);
    expect(hire('2020-02-10', '2020-03-21', { insuredFrom: '2020-02-21' })).toEqual([30000, undefined]);
  });

  test.each([
    ['2020-01-25', 'hired-outside-window'],
    ['2020-01-26', undefined],
    ['2020-06-30', undefined],
    ['2020-07-01', 'hired-outside-window'],
  ])('hired on %s: %s', (hiredOn, code) => {
    expect(hire(hiredOn, '2020-09-30')).toEqual([code ? 0 : 30000, code]);
  });

  test('filings close with 30 September', () => {
    expect(refusalsOf(programme, { filedAt: '2020-09-30T23:59:59+08:00' })).toEqual([]);
    expect(refusalsOf(programme, { filedAt: '2020-10-01T00:00:00+08:00' })).toEqual(['filed-after-last-day']);
  });

  test('a renewed contract brings nothing', () => {
    expect(hire('2020-02-10', '2020-04-01', { contract: 'renewal' })).toEqual([0, 'contract-not-new']);
  });

  test('of this and a work-training subsidy only the higher is paid', () => {
    const other = (workTrainingSubsidyFen: number) => hire('2020-02-10', '2020-04-01', { workTrainingSubsidyFen });
    expect(other(20000)).toEqual([10000, 'other-subsidy-deducted']);
    expect(other(30000)).toEqual([0, 'other-subsidy-higher']);
    expect(other(50000)).toEqual([0, 'other-subsidy-higher']);
  });

  test('a person brings it once in the window', () => {
    expect(hire('2020-02-10', '2020-04-01', { alreadyCount: 1 })).toEqual([0, 'subsidy-count-reached']);
  });

  test('the rules of the other programme do not bind: dispatch companies may claim, and after the class opened', () => {
    const body = {
      filedAt: '2020-07-10',
      classOpenedOn: '2020-07-01',
      enterprise: { kind: 'labour-dispatch' },
    } as const;
    expect(refusalsOf(programme, body)).toEqual([]);
  });

  test('a bad credit record refuses the claim', () => {
    const enterprise = { kind: 'ordinary', creditworthy: false } as const;
    expect(refusalsOf(programme, { filedAt: '2020-04-01', enterprise })).toEqual(['enterprise-not-creditworthy']);
  });
});

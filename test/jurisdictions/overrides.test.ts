import { describe, expect, test } from 'vitest';
import { citing } from '../../domain/rules/define.ts';
import { type Differences, derive } from '../../domain/rules/derive.ts';
import { chinaCalendar } from '../../jurisdictions/china/calendars/index.ts';
import { quote, quoteBody } from '../../jurisdictions/quote.ts';
import { createRegistry } from '../../jurisdictions/registry.ts';
import { registry } from './support/quotes.ts';

const source = citing('甲〔2020〕1号')('一');
const value = (value: string[] | boolean) => [{ from: '2019-01-01', value, source }];

/** A quote in a place that follows `base` but for some figures. */
function elsewhere(base: string, parameters: Differences['parameters'], body: Record<string, unknown>) {
  const parent = registry.find(base);
  const place = derive(parent, {
    slug: 'elsewhere',
    code: '990002',
    names: { zh: '某地', en: 'Elsewhere' },
    authority: { names: { zh: '某局', en: 'An authority' }, website: 'https://elsewhere.example' },
    checkedOn: '2020-06-01',
    parameters,
  });
  const ask = {
    jurisdiction: 'elsewhere',
    programme: parent.programmes[0]!.slug,
    classOpenedOn: '2020-06-01',
    ...body,
  };
  return quote(createRegistry([place]), chinaCalendar, quoteBody.parse(ask));
}

describe('a place that decides otherwise', () => {
  test.each([
    [undefined, 60000],
    [{ 'hours-above-plan-count': value(true) }, 90000],
  ])('hours above the plan: %j pays %i fen', (parameters, fen) => {
    const trainees = [{ ref: '1', relation: 'employee', classHours: 30 }];
    expect(elsewhere('guangdong', parameters, { plan: { classHours: 20 }, trainees }).totalFen).toBe(fen);
  });

  test.each([
    [undefined, ['theory-share-too-low']],
    [{ 'theory-share-enforced': value(false) }, []],
  ])('a plan with too little theory: %j refuses with %j', (parameters, codes) => {
    const trainees = [{ ref: '1', relation: 'employee' }];
    const plan = { classHours: 40, theoryClassHours: 11 };
    const { refusals } = elsewhere('chongqing', parameters, { plan, trainees });
    expect(refusals.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    [undefined, 0],
    [{ 'certificate-kinds': value(['local']), 'level-certificates': value(['local']) }, 150000],
  ])('certificates of its own kind: %j pays %i fen', (parameters, fen) => {
    const trainees = [{ ref: '1', relation: 'employee', certificate: { kind: 'local', level: 4, basis: 'other' } }];
    expect(elsewhere('chongqing', parameters, { trainees }).totalFen).toBe(fen);
  });
});

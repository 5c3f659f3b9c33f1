import { describe, expect, test } from 'vitest';
import { bankFileFormatOf } from '../../domain/money/bank-file.ts';
import type { Jurisdiction, Programme } from '../../domain/rules/jurisdiction.ts';
import { validate, validateAll } from '../../domain/rules/validate.ts';
import { registry } from './support/quotes.ts';

const wuxi = registry.find('wuxi');
const [onTheJob, newHire] = wuxi.programmes as [Programme, Programme];
const withProgramme = (programme: Partial<Programme>): Jurisdiction => ({
  ...wuxi,
  programmes: [{ ...onTheJob, ...programme }],
});

describe('what is wrong with a jurisdiction', () => {
  test('nothing, for a good one', () => {
    expect(validate(wuxi)).toEqual([]);
  });

  test('two programmes of one slug', () => {
    expect(validate({ ...wuxi, programmes: [newHire, newHire] })).toContain(
      'programme new-hire-pre-job is declared twice',
    );
  });

  test.each<[string, Partial<Jurisdiction>, string]>([
    ['slug', { slug: 'Wu Xi' }, 'slug Wu Xi should be'],
    ['code', { code: '3202' }, 'code 3202 should be six digits'],
    ['names', { names: { zh: '无锡', en: '' } }, 'names should be given'],
    ['website', { authority: { ...wuxi.authority, website: '' } }, 'the authority needs'],
  ])('a wrong %s', (_, part, reason) => {
    expect(validate({ ...wuxi, ...part }).join()).toContain(reason);
  });

  test.each<[string, Partial<Programme>, string]>([
    [
      'a check that reads another name',
      { eligibility: [{ check: 'excluded-kinds', params: { kinds: 'excluded-enterprise-kinds', more: 'window-to' } }] },
      'check excluded-kinds does not read more',
    ],
    [
      'a check without the figure it needs',
      { eligibility: [{ check: 'excluded-kinds', params: {} }] },
      'check excluded-kinds reads the figure kinds, which is not declared',
    ],
    [
      'a check with a figure in another unit',
      { eligibility: [{ check: 'excluded-kinds', params: { kinds: 'window-to' } }] },
      'reads the figure window-to in list, but it is in date',
    ],
    [
      'a check whose figure binds too late',
      { eligibility: [{ check: 'opening-window', params: { from: 'rate-day' } }], parameters: lateDay() },
      'check opening-window reads the figure rate-day at filing, but it binds only on class-opened',
    ],
    [
      'an allowance of the wrong kind',
      { allowance: { calculator: 'per-person', fund: 'employment-subsidy-fund' } },
      'does not calculate a living-allowance',
    ],
    ['two caps of one kind', { caps: [onTheJob.caps[0]!, { ...onTheJob.caps[0]! }] }, 'only one cap of kind amount'],
    ['two filings', { steps: [{ kind: 'filing' }, ...onTheJob.steps] }, 'only one step filing'],
    [
      'a document without clause',
      {
        materials: {
          filing: [{ ...onTheJob.materials.filing[0]!, source: { document: '甲', clause: '', provenance: 'N' } }],
          application: [],
        },
      },
      'material business-licence needs a source',
    ],
  ])('%s', (_, part, reason) => {
    expect(validate(withProgramme(part)).join()).toContain(reason);
  });
});

describe('the form of the bank file', () => {
  const figure = wuxi.parameters['bank-file-format']!;
  const others = (value: string | null) => ({
    'bank-file-format': { ...figure, values: [{ ...figure.values[0]!, value }] },
  });

  test.each(['xlsx', 'CSV', null])('%s is none', (value) => {
    const reasons = validate({ ...wuxi, parameters: { ...wuxi.parameters, ...others(value) } }).join();
    expect(reasons).toContain('is not one of csv, csv-gb18030, pain.001');
  });

  test('is the place’s, not a programme’s', () => {
    expect(validate(withProgramme({ parameters: others('csv') })).join()).toContain('it is the place’s');
  });

  test('is pain.001 in the sandbox and CSV elsewhere, by the day', () => {
    const on = (slug: string, day: string) => bankFileFormatOf(registry.find(slug).parameters, day);
    expect(['wuxi', 'jiangyin', 'chongqing', 'guangdong'].map((slug) => on(slug, '2020-06-01'))).toEqual(
      Array(4).fill('csv'),
    );
    expect([on('sandbox', '2019-12-31'), on('sandbox', '2020-01-01')]).toEqual(['csv', 'pain.001']);
  });
});

describe('figures that nothing reads', () => {
  const china = registry.find('china');
  const figure = wuxi.parameters['window-to']!;
  const reasons = (place: Jurisdiction) => validateAll([china, place]).map(({ reason }) => reason);

  test('every figure of every place is read or says that it is not', () => {
    expect(validateAll(registry.list())).toEqual([]);
  });

  test('one that does not say so is named', () => {
    const place = { ...wuxi, parameters: { ...wuxi.parameters, 'swimming-hours': figure } };
    expect(reasons(place)).toEqual([
      'figure swimming-hours: no step, check, cap or calculator reads it; declare it with stated or builtIn',
    ]);
    const marked = { ...figure, unread: 'informs' as const };
    expect(reasons({ ...wuxi, parameters: { ...wuxi.parameters, 'swimming-hours': marked } })).toEqual([]);
  });

  test('one of a programme too, also when its reader was taken away', () => {
    const eligibility = onTheJob.eligibility.filter(({ check }) => check !== 'excluded-kinds');
    expect(reasons(withProgramme({ eligibility })).join()).toContain('figure excluded-enterprise-kinds: no step');
  });

  test('one that is read does not pretend otherwise', () => {
    const place = {
      ...wuxi,
      parameters: { ...wuxi.parameters, 'window-to': { ...figure, unread: 'informs' as const } },
    };
    expect(reasons(place)).toEqual(['figure window-to: it is read, so declare it with param']);
  });
});

function lateDay(): Programme['parameters'] {
  const day = { ...wuxi.parameters['window-to']!, bindsOn: 'class-opened' as const };
  return { ...onTheJob.parameters, 'rate-day': day };
}

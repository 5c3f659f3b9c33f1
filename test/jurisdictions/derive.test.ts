import { describe, expect, test } from 'vitest';
import { citing, param } from '../../domain/rules/define.ts';
import { derive } from '../../domain/rules/derive.ts';
import { registry } from './support/quotes.ts';

const wuxi = registry.find('wuxi');
const source = citing('甲〔2020〕1号')('一');
const identity = {
  slug: 'elsewhere',
  code: '990002',
  names: { zh: '某地', en: 'Elsewhere' },
  authority: { names: { zh: '某局', en: 'An authority' }, website: 'https://elsewhere.example' },
  checkedOn: '2020-06-01',
};
const figure = param('count', 'filing', { zh: '甲', en: 'A' }, [{ from: '2020-01-01', value: 1, source }]);

describe('deriving a place', () => {
  test('without differences everything is the base’s, by reference', () => {
    const place = derive(wuxi, identity);
    expect(place.parent).toBe('wuxi');
    expect(place.parameters).toEqual(wuxi.parameters);
    expect(place.programmes.every((programme, i) => programme === wuxi.programmes[i])).toBe(true);
  });

  test('an override brings its own values and keeps unit, milestone and meaning', () => {
    const values = [{ from: '2020-02-01', value: 2000, source }];
    const place = derive(wuxi, {
      ...identity,
      programmes: { 'online-on-the-job': { parameters: { 'rate-per-class-hour': values } } },
    });
    const [mine, theirs] = [place, wuxi].map((it) => it.programmes[0]!.parameters['rate-per-class-hour']!);
    expect(mine).toEqual({ ...theirs, values });
    expect(theirs!.values[0]!.value).toBe(1850);
  });

  test('what the base only informs about is restated under its own heading, and goes on saying that nothing reads it', () => {
    const values = [{ from: '2020-02-01', value: '甲中心', source }];
    const place = derive(wuxi, { ...identity, stated: { 'reviewing-body': values } });
    expect(place.parameters['reviewing-body']).toMatchObject({ values, unread: 'informs' });
  });

  test.each([
    [{ parameters: { 'reviewing-body': [] } }, 'which nothing reads: another value would have no effect'],
    [{ parameters: { 'cap-shared-by': [] } }, 'which states what the code always does'],
    [{ stated: { 'cap-shared-by': [] } }, 'which states what the code always does'],
    [{ stated: { 'window-to': [] } }, 'which code reads: put it under parameters'],
    [
      { programmes: { 'online-on-the-job': { parameters: { 'minimum-hours-counted': [] } } } },
      'programme online-on-the-job: it overrides the figure minimum-hours-counted, which states what the code always does',
    ],
    [{ parameters: { nope: [] } }, 'overrides the figure nope, which does not exist there'],
    [{ newParameters: { 'window-to': figure } }, 'the figure window-to exists there; override it instead'],
    [{ programmes: { nope: {} } }, 'programme nope does not exist there'],
    [
      { programmes: { 'online-on-the-job': { parameters: { nope: [] } } } },
      'programme online-on-the-job: it overrides the figure nope',
    ],
    [
      { newProgrammes: [wuxi.programmes[0]!] },
      'programme online-on-the-job exists there; state its differences instead',
    ],
  ])('%j fails: %s', (differences, reason) => {
    expect(() => derive(wuxi, { ...identity, ...differences })).toThrow(reason);
    expect(() => derive(wuxi, { ...identity, ...differences })).toThrow('elsewhere derives from wuxi');
  });
});

import { describe, expect, test } from 'vitest';
import { samplePeople, samplePerson } from '../../dev/sample-people.ts';
import { idCheckCharacter } from '../../domain/identity/idNumber.ts';
import { checkRoster, type RosterPerson } from '../../domain/identity/roster.ts';

const rules = { minimumAge: 16, on: '2020-03-02' };
const good = samplePerson(1);

const codesOf = (rows: RosterPerson[]) =>
  checkRoster(rows, rules).faults.map(({ row, path, code }) => [row, path, code]);

function bornOn(date: string) {
  const body = `320200${date.replaceAll('-', '')}001`;
  return { ...good, sex: 'male', idNumber: body + idCheckCharacter(body) };
}

describe('a roster', () => {
  test('of sample people has no faults', () => {
    expect(checkRoster(samplePeople(2000), rules)).toEqual({ rows: 2000, accepted: 2000, faults: [] });
  });

  test('with one person twice names both rows', () => {
    const { accepted, faults } = checkRoster([good, samplePerson(2), { ...good, mobile: '13800000000' }], rules);
    expect(accepted).toBe(1);
    expect(faults.map(({ row, code, messages }) => [row, code, messages.en.slice(0, 5)])).toEqual([
      [1, 'duplicate-in-roster', 'Row 3'],
      [3, 'duplicate-in-roster', 'Row 1'],
    ]);
  });

  test('with one person three times points the later rows to the first', () => {
    const again = { ...good, idNumber: ` ${good.idNumber.toLowerCase()}` };
    const { faults } = checkRoster([good, again, good], rules);
    expect(faults.map(({ row, messages }) => [row, messages.zh.slice(0, 5)])).toEqual([
      [1, '与名册第2'],
      [2, '与名册第1'],
      [3, '与名册第1'],
    ]);
  });

  test('names nobody younger than the minimum age on the day, and accepts the birthday itself', () => {
    expect(codesOf([bornOn('2004-03-02')])).toEqual([]);
    expect(codesOf([bornOn('2004-03-03')])).toEqual([[1, 'idNumber', 'under-age']]);
    expect(codesOf([bornOn('2020-03-03')])).toEqual([[1, 'idNumber', 'under-age']]);
    const [fault] = checkRoster([bornOn('2004-03-03')], rules).faults;
    expect(fault?.messages.en).toMatch(/2020-03-02.*under 16/);
    expect(checkRoster([bornOn('2004-03-03')], { ...rules, minimumAge: 15 }).accepted).toBe(1);
  });

  test.each<[string, Partial<RosterPerson>, string, string]>([
    ['no name', { name: ' ' }, 'name', 'name-missing'],
    ['no sex', { sex: undefined }, 'sex', 'sex-invalid'],
    ['another sex than the number', { sex: good.sex === 'male' ? 'female' : 'male' }, 'sex', 'id-number-sex-mismatch'],
    ['no mobile', { mobile: undefined }, 'mobile', 'mobile-missing'],
    ['a landline', { mobile: '051081234567' }, 'mobile', 'mobile-invalid'],
    ['a short mobile', { mobile: '1380000000' }, 'mobile', 'mobile-invalid'],
    ['no ID number', { idNumber: undefined }, 'idNumber', 'id-number-missing'],
    ['a short ID number', { idNumber: '320200' }, 'idNumber', 'id-number-length'],
    [
      'a wrong check character',
      { idNumber: `${good.idNumber.slice(0, 17)}${good.idNumber.endsWith('1') ? 2 : 1}` },
      'idNumber',
      'id-number-checksum',
    ],
  ])('with %s is refused at that field', (_, change, path, code) => {
    expect(codesOf([samplePerson(7), { ...good, ...change }])).toEqual([[2, path, code]]);
  });

  test('accepts mobiles as people write them', () => {
    expect(
      codesOf([
        { ...good, mobile: '+86 138-0000-0000' },
        { ...samplePerson(2), mobile: '８６１３８００００００００' },
      ]),
    ).toEqual([]);
  });

  test('counts a row with several faults once', () => {
    const { rows, accepted, faults } = checkRoster([{}, good], rules);
    expect([rows, accepted]).toEqual([2, 1]);
    expect(faults.map(({ code }) => code)).toEqual([
      'name-missing',
      'sex-invalid',
      'mobile-missing',
      'id-number-missing',
    ]);
  });

  test('never repeats personal data in a fault', () => {
    const wrong = { name: '张三丰', sex: 'x', idNumber: '32020019900230001X', mobile: '12345678901' };
    const text = JSON.stringify(checkRoster([wrong, good, good], rules).faults);
    for (const secret of [wrong.name, wrong.idNumber, wrong.mobile, good.name, good.idNumber, good.mobile])
      expect(text).not.toContain(secret);
  });
});

describe('sample people', () => {
  test('are the same for the same seed and different for others', () => {
    expect(samplePerson(42)).toEqual(samplePerson(42));
    const people = samplePeople(30_000);
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(30_000);
    expect(new Set(people.map(({ mobile }) => mobile)).size).toBe(30_000);
  });

  test('are women and men', () => {
    const men = samplePeople(1000).filter(({ sex }) => sex === 'male').length;
    expect(men).toBeGreaterThan(400);
    expect(men).toBeLessThan(600);
  });
});

import fc from 'fast-check';
import independent from 'idcard';
import { describe, expect, test } from 'vitest';
import { samplePerson } from '../../dev/sample-people.ts';
import {
  ageOn,
  birthDate,
  canonicalIdNumber,
  idCheckCharacter,
  idNumberFault,
  sexOf,
} from '../../domain/identity/idNumber.ts';

/** The package's types describe a `default` that its CommonJS module does not have. */
const idcard = independent as unknown as typeof independent.default;

const withCheck = (body: string) => body + idCheckCharacter(body);

describe('ID numbers', () => {
  test('the examples of the standard are valid', () => {
    expect(idNumberFault('11010519491231002X')).toBeNull();
    expect(idNumberFault('440524188001010014')).toBeNull();
    expect(birthDate('11010519491231002X')).toBe('1949-12-31');
    expect(sexOf('11010519491231002X')).toBe('female');
    expect(sexOf('440524188001010014')).toBe('male');
  });

  test.each([
    ['', 'id-number-missing'],
    ['110105491231002', 'id-number-length'],
    ['11010519491231002XX', 'id-number-length'],
    ['1101051949123100AX', 'id-number-length'],
    ['X1010519491231002X', 'id-number-length'],
    ['110105194912310021', 'id-number-checksum'],
    ['11010519491231003X', 'id-number-checksum'],
    [withCheck('32020019900230001'), 'id-number-birth-date'],
    [withCheck('32020019900431001'), 'id-number-birth-date'],
    [withCheck('32020019901301001'), 'id-number-birth-date'],
    [withCheck('32020019000229001'), 'id-number-birth-date'],
    [withCheck('32020000000101001'), 'id-number-birth-date'],
    [withCheck('32020017991231001'), 'id-number-birth-date'],
    [withCheck('00020019900228001'), 'id-number-region'],
    [withCheck('60020019900228001'), 'id-number-region'],
  ])('%j: %s', (idNumber, code) => {
    expect(idNumberFault(idNumber)).toBe(code);
  });

  test('29 February is a birthday in leap years only', () => {
    expect(idNumberFault(withCheck('32020020000229001'))).toBeNull();
    expect(idNumberFault(withCheck('32020019990229001'))).toBe('id-number-birth-date');
  });

  test('spaces, full-width digits and a small x are one way of writing', () => {
    expect(canonicalIdNumber(' 110105 19491231 002x ')).toBe('11010519491231002X');
    expect(canonicalIdNumber('１１０１０５１９４９１２３１００２Ｘ')).toBe('11010519491231002X');
  });

  test.each([
    ['2004-05-06', '2020-05-05', 15],
    ['2004-05-06', '2020-05-06', 16],
    ['2004-02-29', '2020-02-28', 15],
    ['2004-02-29', '2021-02-28', 16],
    ['2004-02-29', '2021-03-01', 17],
    ['2021-01-01', '2020-05-06', -1],
  ])('born on %s, on %s: %i years', (birth, on, age) => {
    expect(ageOn(birth, on)).toBe(age);
  });

  test('an independent checker agrees about every sample, and about each with one digit changed', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000_000),
        fc.integer({ min: 14, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, at, by) => {
          const { idNumber, sex } = samplePerson(seed);
          expect(idNumberFault(idNumber)).toBeNull();
          expect(sexOf(idNumber)).toBe(sex);
          const info = idcard.info(idNumber);
          expect(info).toMatchObject({
            valid: true,
            gender: sex === 'male' ? 'M' : 'F',
            birthday: Number(birthDate(idNumber).replaceAll('-', '')),
          });
          const digit = String((Number(idNumber[at]) + by) % 10);
          const mistyped = idNumber.slice(0, at) + digit + idNumber.slice(at + 1);
          expect(idNumberFault(mistyped)).toBe('id-number-checksum');
          expect(idcard.verify(mistyped)).toBe(false);
        },
      ),
    );
  });

  test('two neighbouring characters exchanged are found', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.integer({ min: 0, max: 15 }), (seed, at) => {
        const { idNumber } = samplePerson(seed);
        fc.pre(idNumber[at] !== idNumber[at + 1]);
        const swapped = idNumber.slice(0, at) + idNumber[at + 1] + idNumber[at] + idNumber.slice(at + 2);
        expect(idNumberFault(swapped)).not.toBeNull();
      }),
    );
  });
});

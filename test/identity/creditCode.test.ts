import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleCompany, sampleInstitution } from '../../dev/sample-people.ts';
import {
  canonicalCreditCode,
  completeCreditCode,
  creditCheckCharacter,
  isCreditCode,
} from '../../domain/identity/creditCode.ts';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

describe('credit codes', () => {
  test('the example of the standard is valid and completes itself', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
    expect(completeCreditCode('91350100M000100Y4')).toBe('91350100M000100Y43');
  });

  test.each([
    ['91350100M000100Y44', 'wrong check character'],
    ['91350100M000100Y4', 'too short'],
    ['91350100M000100Y433', 'too long'],
    ['91350100I000100Y43', 'a letter that the standard leaves out'],
    ['9135010AM000100Y43', 'a letter in the division'],
    ['91350100m000100y43', 'not in capitals'],
    ['', 'empty'],
  ])('%j is refused: %s', (code) => {
    expect(isCreditCode(code)).toBe(false);
  });

  test('spaces and small letters are one way of writing', () => {
    expect(canonicalCreditCode(' 91350100 m000100y43')).toBe('91350100M000100Y43');
  });

  test('what cannot be a code is not completed', () => {
    expect(() => completeCreditCode('123')).toThrow('17 characters');
    expect(() => completeCreditCode('91350100I000100Y4')).toThrow('17 characters');
  });

  test('a completed code is valid, and no other check character is', () => {
    const body = fc
      .tuple(
        fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 2 }),
        fc.integer({ min: 100_000, max: 999_999 }),
        fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
      )
      .map(([office, division, rest]) => office + division + rest);
    fc.assert(
      fc.property(body, (text) => {
        expect(isCreditCode(completeCreditCode(text))).toBe(true);
        const valid = alphabet.filter((character) => isCreditCode(text + character));
        expect(valid).toEqual([creditCheckCharacter(text)]);
      }),
    );
  });

  test('one mistyped character is found', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.integer({ min: 0, max: 17 }), fc.constantFrom(...alphabet), (seed, at, put) => {
        const { uscc } = sampleCompany(seed);
        fc.pre(uscc[at] !== put);
        expect(isCreditCode(uscc.slice(0, at) + put + uscc.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('sample companies and institutions have valid codes of their own city', () => {
    for (let seed = 0; seed < 200; seed++) {
      expect(isCreditCode(sampleCompany(seed, 'chongqing').uscc)).toBe(true);
      expect(isCreditCode(sampleInstitution(seed).uscc)).toBe(true);
    }
    expect(sampleCompany(1, 'zhuhai').uscc).toMatch(/^91440400/);
    expect(sampleCompany(1, 'zhuhai').name).toMatch(/^珠海/);
    expect(new Set(Array.from({ length: 500 }, (_, seed) => sampleCompany(seed).uscc)).size).toBe(500);
  });
});

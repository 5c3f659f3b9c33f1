import { describe, expect, test } from 'vitest';
import { samplePerson } from '../../dev/sample-people.ts';
import { canonicalNumber, certificateKinds, numberFault } from '../../domain/certificates/number-check.ts';
import { resolve } from '../../domain/rules/param.ts';
import { certificates } from '../../jurisdictions/china/certificates.ts';

const law = resolve(certificates, '2020-05-18');
const own = samplePerson(1).idNumber;
const other = samplePerson(2).idNumber;
const faultOf = (kind: string, number: string, level?: number) => numberFault(law, { kind, number, level }, own);

describe('numbers of certificates', () => {
  test.each([
    ['vocational-qualification', '2032001234500017', 5],
    ['vocational-qualification', '1132003001300123', 3],
    ['skill-level', 'S000032000001204000123', 4],
    ['skill-level', 's000032000001204000123 ', 4],
    ['skill-level', 'Ｙ000123000001195000001', 5],
    ['specific-ability', '专项能力〔2020〕第0012号', undefined],
    ['special-operations', `T${own}`, undefined],
    ['special-equipment', 'TS6-GJS-0001', undefined],
    ['completion', 'SP-2020-0001', undefined],
    ['a-seventh-kind', 'X-0001', undefined],
  ])('%s %s is one', (kind, number, level) => {
    expect(faultOf(kind, number, level)).toBeUndefined();
  });

  test.each([
    ['vocational-qualification', '113200300130012', 3, 'one digit is missing'],
    ['vocational-qualification', '1132003001300123', 4, 'of another level'],
    ['vocational-qualification', '1132003001700123', undefined, 'there is no level 7'],
    ['skill-level', 'SP-2020-0002', 4, 'of no form'],
    ['skill-level', 'S000032000001204000123', 3, 'of another level'],
    ['skill-level', '1000032000001204000123', 4, 'begins with no letter'],
    ['special-operations', 'N', undefined, 'too short'],
    ['completion', '----', undefined, 'marks only'],
    ['completion', `A${'1'.repeat(60)}`, undefined, 'too long'],
    ['completion', '<script>', undefined, 'other signs'],
  ] as [string, string, number | undefined, string][])('%s %s is none: %s', (kind, number, level) => {
    expect(faultOf(kind, number, level)).toBe('certificate-number-format');
  });

  test('a number that carries an ID number is the person’s own', () => {
    for (const kind of certificateKinds) expect(faultOf(kind, `T${other}`)).toBe('certificate-number-person');
    expect(faultOf('special-operations', `T${own.toLowerCase()}`)).toBeUndefined();
    // Eighteen digits that are nobody's.
    expect(faultOf('completion', 'T111111111111111111')).toBeUndefined();
    expect(numberFault(law, { kind: 'special-operations', number: `T${other}` })).toBeUndefined();
  });

  test('two writings of one number are one', () => {
    expect(canonicalNumber(' ｓ0000 3200 ')).toBe('S00003200');
  });

  test('a place without figures takes any number', () => {
    expect(numberFault({}, { kind: 'skill-level', number: 'N' }, own)).toBeUndefined();
  });
});

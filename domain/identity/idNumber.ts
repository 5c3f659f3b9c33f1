import { isLocalDate, type LocalDate } from '../calendar/date.ts';
import type { Code } from '../messages/index.ts';

/** Citizen identification numbers by GB 11643: region (6), birth date (8), sequence (3, odd = male), check character by ISO 7064 MOD 11-2. */

export type Sex = 'male' | 'female';

/** Provinces and the residence permits of Hong Kong, Macau and Taiwan residents (GB/T 2260); 9x is the permanent residence card of foreigners. */
const regions = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

/** Numbers are not older; PostgreSQL does not know the year 0. */
const earliestBirth = '1800-01-01';

const checkCharacters = '10X98765432';

/** The one way a number is compared and stored: no spaces, half-width, capital X. */
export function canonicalIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** The first thing wrong with a canonical number, or null. */
export function idNumberFault(idNumber: string): Code | null {
  if (idNumber === '') return 'id-number-missing';
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'id-number-length';
  if (!regions.test(idNumber)) return 'id-number-region';
  const birth = birthDate(idNumber);
  if (!isLocalDate(birth) || birth < earliestBirth) return 'id-number-birth-date';
  if (idCheckCharacter(idNumber) !== idNumber[17]) return 'id-number-checksum';
  return null;
}

/** The weight of the digit at place i (from 0) is 2^(17-i) mod 11. */
const weights = Array.from({ length: 17 }, (_, i) => 2 ** (17 - i) % 11);

/** The 18th character for the first 17 digits. */
export function idCheckCharacter(digits: string): string {
  const sum = weights.reduce((total, weight, i) => total + Number(digits[i]) * weight, 0);
  return checkCharacters[sum % 11]!;
}

export function birthDate(idNumber: string): LocalDate {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

export function sexOf(idNumber: string): Sex {
  return Number(idNumber[16]) % 2 === 1 ? 'male' : 'female';
}

/** Completed years of life on a day; a year is complete on the birthday itself. Negative before birth. */
export function ageOn(birth: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

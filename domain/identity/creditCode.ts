/** Unified social credit codes by GB 32100: registering office and kind (2), division (6 digits), body (9), check character MOD 31-3. */

/** The standard leaves out I, O, S, V and Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const shape = new RegExp(`^[${alphabet}]{2}\\d{6}[${alphabet}]{10}$`);

/** The one way a code is compared and stored: no spaces, half-width, capitals. */
export function canonicalCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

export function isCreditCode(code: string): boolean {
  return shape.test(code) && creditCheckCharacter(code) === code[17];
}

/** The whole code for its first 17 characters. */
export function completeCreditCode(body: string): string {
  const code = body + creditCheckCharacter(body);
  if (!isCreditCode(code)) throw new Error('a credit code needs 17 characters of its alphabet, the 3rd to 8th digits');
  return code;
}

/** The 18th character for the first 17: the weight of the character at place i (from 0) is 3^i mod 31. */
export function creditCheckCharacter(body: string): string {
  let sum = 0;
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) sum += alphabet.indexOf(body[i] ?? '') * weight;
  return alphabet[(31 - (((sum % 31) + 31) % 31)) % 31]!;
}

/** An ID number keeps its first six (the region) and last four: the birth date goes. */
const idNumber = /(?<![\dA-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])/g;
/** A mobile number keeps its first three and last four. */
const mobile = /(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

/** ID and mobile numbers wherever people wrote them, in part only: 320200********001X, 199****0003. */
export function maskText(text: string): string {
  return text.replace(idNumber, '$1********$2').replace(mobile, '$1****$2');
}

/** A bank account number keeps its last four. */
export function maskAccount(account: string): string {
  return account.replace(/.(?=.{4})/gu, '*');
}

/**
 * A form as those read it who oversee and need not tell people apart by number: ID numbers, mobiles and bank accounts in part.
 * Codes of enterprises may look like ID numbers and stay.
 */
export function maskNumbers<T>(value: T, field = ''): T {
  if (field === 'uscc') return value;
  if (typeof value === 'string') return (field === 'accountNumber' ? maskAccount(value) : maskText(value)) as T;
  if (Array.isArray(value)) return value.map((one) => maskNumbers(one, field)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskNumbers(inner, name)])) as T;
}

import { samplePerson } from '../../dev/sample-people.ts';
import * as sample from '../../jurisdictions/china/examples.ts';
import * as wuxi from '../../jurisdictions/wuxi/examples.ts';

/** How personal data look, whoever's they are: digits that stand alone, not inside a hash. */
const patterns = [
  /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/,
  /(?<![\dA-Za-z])1[3-9]\d{9}(?![\dA-Za-z])/,
  /(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])/,
  /[\w.+-]+@[\w-]+\.[\w.-]+/,
];

/** Every name that sample people can have, and what the examples of forms say about people. */
const words = new Set([
  ...Array.from({ length: 20_000 }, (_, seed) => samplePerson(seed).name),
  ...[sample.contact.name, sample.person.name, sample.training.personInCharge, wuxi.newHire.name],
  ...['示例企业有限公司', wuxi.bankAccount.bankName, sample.person.platformAccount],
]);

/** Personal data in a history, wherever they stand: in clear or in a payload's base64. */
export function personalDataIn(history: unknown): string[] {
  return stringsOf(history).flatMap((text) => {
    const found = patterns.flatMap((pattern) => text.match(pattern)?.[0] ?? []);
    return [...found, ...[...words].filter((word) => text.includes(word))];
  });
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    // A number of Temporal's own: what people say is in quotes, in payloads.
    if (/^\d+$/.test(value)) return [];
    const decoded = /^[\w+/-]{4,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : '';
    // Bytes that are no text have nothing to say.
    return decoded === '' || decoded.includes('\uFFFD') ? [value] : [value, decoded];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody of a roster, and what must stand nowhere in clear. */
export interface Person {
  name: string;
  idNumber: string;
  mobile: string;
  platformAccount?: string | null;
}

// What may be one of them, in bytes: numbers and accounts, and runs of Chinese characters in UTF-8.
const numbers = /\d{17}[\dXx]|trainee-\d{11}|1\d{10}|62\d{14,17}/g;
const words = /(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}/g;

/** Looks for people and accounts in bytes of any kind, each time in one pass. */
export function lookFor(people: readonly Person[], accounts: readonly string[]) {
  const told = people.flatMap(({ idNumber, mobile, platformAccount }) => [
    idNumber,
    mobile,
    platformAccount ?? idNumber,
  ]);
  const secret = new Set([...told, ...accounts]);
  const names = [...new Set(people.map(({ name }) => name))];
  return (bytes: Buffer | string): string[] => {
    const text = Buffer.from(bytes).toString('latin1');
    const found = (text.match(numbers) ?? []).filter((number) => secret.has(number));
    const said = [...new Set(text.match(words) ?? [])].map((run) => Buffer.from(run, 'latin1').toString());
    return [...new Set([...found, ...names.filter((name) => said.some((run) => run.includes(name)))])];
  };
}

/** Every file below a folder. */
export function filesBelow(folder: string): Map<string, () => Buffer> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), () => readFileSync(path)];
    }),
  );
}

import { runMain, StartFailure } from '../../domain/failure.ts';
import { type LockedPackage, lockedPackages } from './lockfile.ts';

/** Licences under which we may pass on what we build; each asks for no more than its text to be kept. MPL-2.0: its own files stay open. OFL-1.1: a font, passed on with its text and never sold by itself. */
const allowed = new Set([
  ...[
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'CC-BY-4.0',
    'CC0-1.0',
    'ISC',
    'MIT',
    'MIT-0',
  ],
  ...['MPL-2.0', 'OFL-1.1', 'PostgreSQL', 'Python-2.0', 'Unlicense', 'Zlib'],
]);

/** Packages that state their licence in a file only, which somebody has read. */
const read: Record<string, string> = { 'png-js 1.1.0': 'MIT', 'unionfs 4.6.0': 'Unlicense' };

/** `(MIT OR GPL-3.0)`: one of them is enough; `MIT AND ISC`: all are needed. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare.split(/ OR /).some((one) => one.split(/ AND /).every((licence) => allowed.has(licence.trim())));
}

/** Packages by licence, and those whose licence nobody has looked at. */
export function licencesOf(packages: readonly LockedPackage[]): { table: Map<string, string[]>; unknown: string[] } {
  const table = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const { name, version, license = read[`${name} ${version}`] ?? 'none stated' } of packages) {
    table.set(license, [...(table.get(license) ?? []), `${name} ${version}`]);
    if (!isAllowed(license)) unknown.push(`${name} ${version}: ${license}`);
  }
  return { table, unknown };
}

/** `npm run licences`: prints the list; fails where a licence is not among the allowed ones. */
if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    const { table, unknown } = licencesOf(lockedPackages());
    for (const [licence, names] of [...table].sort())
      console.log(`${licence}\n  ${[...new Set(names)].sort().join('\n  ')}`);
    if (unknown.length > 0)
      throw new StartFailure(`Licences that nobody has allowed (dev/supply/licences.ts):\n  ${unknown.join('\n  ')}`);
  });
}

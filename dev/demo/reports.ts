import { same } from './expect.ts';
import type { StoryClaim } from './scenario.ts';
import type { World } from './world.ts';

// What the department that asks for the biweekly report of a place reads of it.

interface Figures {
  registrations: number;
  trainingsStarted: number;
  platformsForDistricts: string[];
  platformsRecommended: string[];
}

interface Report {
  version: number;
  rows: (Figures & { name: { zh: string; en: string } })[];
  total: Figures;
  changes: { name: { zh: string; en: string }; column: string; before: number; after: number }[];
}

/** Registrations, people in training and platforms: of each district that has any, and in total. */
export type ExpectedReport = Readonly<
  Record<string, readonly [registrations: number, started: number, platforms: number]>
>;

/** Reads a report and shows its rows; they have to be the story's, and so has the version. */
export async function readReport(
  world: World,
  { jurisdiction }: Pick<StoryClaim, 'jurisdiction'>,
  day: string,
  expected: { version: number; rows: ExpectedReport },
): Promise<void> {
  const department = world.as({ role: 'supervisor', jurisdiction, subject: `department-${jurisdiction}` });
  const path = `/v1/reports/${jurisdiction}.${day}`;
  const { version, rows, total, changes } = await department.get<Report>(path);
  const all = [...rows, { ...total, name: { zh: '合计', en: 'total' } }];
  const shown = all.map((row): [string, ExpectedReport[string]] => [
    row.name.zh,
    [row.registrations, row.trainingsStarted, row.platformsForDistricts.length + row.platformsRecommended.length],
  ]);
  const some = shown.filter(([, figures]) => figures.some((figure) => figure > 0));
  same(`the version of the report of ${day}`, version, expected.version);
  same(`the report of ${day}`, Object.fromEntries(some), expected.rows);
  world.note(`report of ${day}, version ${version}, ${rows.length} districts:`);
  for (const [name, [registrations, started, platforms]] of some)
    world.note(`  ${name}: ${registrations} registered, ${started} in training, ${platforms} platforms`);
  for (const { name, column, before, after } of changes)
    world.note(`  changed since version ${version - 1}: ${name.zh}, ${column} ${before} → ${after}`);
  const csv = await department.download(`${path}/file?format=csv`);
  const [registrations, started] = expected.rows.合计 ?? [0, 0];
  same(`the total row of the file of ${day}`, csv.includes(`\n合计,${registrations},${started},`), true);
}

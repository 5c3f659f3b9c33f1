import { type Column, table } from '../../dev/demo/table.ts';
import { type Absence, tookS } from './absences.ts';
import type { InjectedFault } from './injector.ts';
import { processes } from './plan/faults.ts';
import type { Plan } from './plan/index.ts';
import type { Outcome } from './simulate.ts';

/** `12 wuxi, 8 chongqing`, most frequent first. */
function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, n]) => `${n} ${name}`)
    .join(', ');
}

export function planSummary({ claims, faults, expected }: Plan): string {
  const people = claims.flatMap(({ people }) => people.map(({ seed }) => seed));
  const shared = new Set(people.filter((seed, i) => people.indexOf(seed) !== i)).size;
  return [
    `${claims.length} claims: ${tally(claims.map(({ place }) => place.slug))}`,
    `courses: ${tally(claims.map(({ course }) => course))}`,
    `advances: ${tally(claims.map(({ advance }) => advance))}`,
    `people: ${new Set(people).size} on ${people.length} roster rows; ${shared} of them in more than one claim`,
    `${faults.length} faults: ${tally(faults.map(({ target, kind }) => `${target} ${kind}`))}`,
    `their moments: ${tally(faults.map(({ moment }) => moment))}; about ${expected.act} acts are expected`,
  ].join('\n');
}

const faultColumns: Column<{ name: string; faults: InjectedFault[] }>[] = [
  { head: 'process', cell: ({ name }) => name },
  { head: 'killed', cell: ({ faults }) => String(faults.filter(({ kind }) => kind === 'kill').length), align: 'right' },
  {
    head: 'paused',
    cell: ({ faults }) => String(faults.filter(({ kind }) => kind === 'pause').length),
    align: 'right',
  },
  { head: 'back after, median s', cell: ({ faults }) => middle(faults).toFixed(1), align: 'right' },
  {
    head: 'longest s',
    cell: ({ faults }) => Math.max(0, ...faults.map(({ backS }) => backS)).toFixed(1),
    align: 'right',
  },
];

function middle(faults: readonly InjectedFault[]): number {
  const sorted = faults.map(({ backS }) => backS).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const absenceColumns: Column<Absence>[] = [
  { head: 'stayed dead', cell: ({ fault }) => fault.target },
  { head: 'for s', cell: ({ fault: { atS, untilS } }) => (untilS - atS).toFixed(0), align: 'right' },
  { head: 'acts meanwhile', cell: ({ acts }) => String(acts), align: 'right' },
  { head: 'longest act s', cell: ({ longest }) => (longest ? tookS(longest).toFixed(1) : ''), align: 'right' },
  { head: 'which', cell: ({ longest }) => longest?.path ?? '' },
];

export function outcomeTables({ setup }: Plan, outcome: Outcome): string {
  const { absences, counts, findings } = outcome;
  const faults = outcome.faults.filter(({ kind }) => kind !== 'absence');
  const byTarget = processes[setup].map((name) => ({ name, faults: faults.filter(({ target }) => target === name) }));
  const figures = Object.entries(counts);
  const held = Object.entries(findings);
  return [
    table(faultColumns, [...byTarget, { name: 'all', faults }]),
    ...(absences.length > 0 ? [table(absenceColumns, absences)] : []),
    table<[string, number]>(
      [
        { head: 'what', cell: ([name]) => name },
        { head: 'count', cell: ([, count]) => String(count), align: 'right' },
      ],
      figures,
    ),
    table<[string, string[]]>(
      [
        { head: 'what must hold', cell: ([name]) => name },
        { head: 'does it', cell: ([, found]) => (found.length === 0 ? 'yes' : `NO, ${found.length}`) },
      ],
      held,
    ),
  ].join('\n\n');
}

const MOST = 15;

/** What is wrong with a run, in words; empty when all is well. */
export function failures({ faults, findings }: Outcome, wanted: number): string[] {
  const found = Object.entries(findings).flatMap(([name, lines]) => [
    ...lines.slice(0, MOST).map((line) => `${name}: ${line}`),
    ...(lines.length > MOST ? [`${name}: … and ${lines.length - MOST} more`] : []),
  ]);
  return faults.length === wanted ? found : [`${faults.length} faults happened, ${wanted} were planned`, ...found];
}

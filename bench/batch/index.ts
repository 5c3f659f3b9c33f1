import { type Bench, type Cell, goal, type Part, type Result } from '../harness/part.ts';
import { beside, race, rounded } from '../harness/race.ts';
import { bare } from './bare.ts';
import { ours } from './ours.ts';
import { paces, users } from './users.ts';

/** As they come in the results of both; bare SQL has only some of them. */
const stages = ['formed', 'submitted', 'approved', 'bank file', 'results imported, ledger booked', 'claims told'];
const MOST_EVENTS = 10_000;
const MOST_MS = 250;

/** A month's batch of a whole province: how long it takes beside the same rows by SQL, what it weighs, and who has to wait for it. */
export const batch: Part = {
  name: 'batch',
  title: 'A batch from payable to booked',
  async run(bench: Bench): Promise<Result> {
    const entitlements = Math.round(100_000 * bench.scale);
    const contestants = [bare(bench.servers, entitlements), ours(bench, entitlements)];
    const [sql, own] = await race(contestants, { ...bench, reference: contestants[0]!.name });
    const spreadOf = (name: string) => own!.more[name]!;
    const of = (name: string) => spreadOf(name).median;
    const both = (label: string, name: string): Cell[] => {
      const ratio = beside(own!, sql!, ({ more }) => more?.[name]);
      return [label, spreadOf(name), sql!.more[name] ?? '', ratio ?? ''];
    };
    const alone = (label: string, name: string): Cell[] => [label, spreadOf(name), '', ''];
    const each = Object.keys(paces);
    return {
      columns: ['', 'this system', 'bare SQL', 'ratio'],
      rows: [
        ['entitlements/s', own!.rate, sql!.rate, own!.ratio],
        ...stages.map((stage) => both(`${stage}, s`, stage)),
        both('all stages, s', 'all stages'),
        alone('events of the batch’s history', 'events'),
        alone('kB of the batch’s history', 'kB of history'),
        alone('MiB of the worker at most', 'MiB of the worker'),
        alone('MiB of the API at most', 'MiB of the API'),
        ...each.flatMap((pace) => [
          alone(`p95 of an act, ${users} users, alone, ${pace}, ms`, `p95 alone, ${pace}`),
          alone(`p95 of an act, ${users} users, while a batch runs, ${pace}, ms`, `p95 beside, ${pace}`),
          alone(`all stages of that batch, s`, `all stages, ${pace}`),
        ]),
      ],
      chart: {
        unit: 's',
        bars: stages.map((stage) => ({ name: stage, value: of(stage), mark: sql!.more[stage]?.median })),
      },
      goals: [
        ...each.map((pace) => {
          const p95 = of(`p95 beside, ${pace}`);
          return goal(`p95 of an act, ${users} users, ${pace}, while a batch runs < ${MOST_MS} ms`, p95, p95 < MOST_MS);
        }),
        goal(`events of the batch’s history < ${rounded(MOST_EVENTS)}`, of('events'), of('events') < MOST_EVENTS),
      ],
      notes: [
        `${rounded(entitlements)} entitlements of ${rounded(entitlements / 5)} claims with five people each, one payment for each claim; the bank pays all of them.`,
        `Bare SQL writes the same rows into the same tables, a statement for each kind: no locks of claims, sealing, hash chain, file and answer of a bank, second person, restart in the middle.`,
        `The history holds acts and stints of ten seconds, never a payment. A stint is six events: ${rounded(MOST_EVENTS)} would be a batch of ${rounded((own!.rate.median * 10 * MOST_EVENTS) / 6 / 1e6)} million entitlements at this speed, so it never continues as new.`,
        `The claims stand in the database as their acts leave them, without workflows: what “claims told” costs with these is part of \`claims\`.`,
        `Each user files, reviews and hands in learning records of 20 people in turn, and rests for a second or not at all: ${each.map((pace) => `${pace}, ${rounded(of(`acts alone, ${pace}`))} acts alone and ${rounded(of(`acts beside, ${pace}`))} beside the batch`).join('; ')}. Without rest ten acts are under way at any time, and the users’ own process takes its share of the machine: what is measured then is how many acts it does in a second.`,
      ],
    };
  },
};

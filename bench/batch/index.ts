import { acts } from '../claims/life.ts';
import { type Bench, type Cell, goal, type Part, type Result } from '../harness/part.ts';
import { beside, race, rounded, type Standing } from '../harness/race.ts';
import { bare } from './bare.ts';
import { live, livePace } from './live.ts';
import { busy, ours } from './ours.ts';
import { perClaim } from './payable.ts';
import { busyOf, coresFigure, type Pace, users } from './users.ts';

/** As they come in the results of both; bare SQL has only some of them. */
const stages = ['formed', 'submitted', 'approved', 'bank file', 'results imported, ledger booked'];
/** Of the batch whose claims live. Each costs some 0.3 s of the machine until it can be paid. */
const LIVE_CLAIMS = 1_000;
const MOST_EVENTS = 10_000;
const MOST_MS = 250;

/** A month's batch of a whole province: how long it takes beside the same rows by SQL, what it weighs, and who has to wait for it. */
export const batch: Part = {
  name: 'batch',
  title: 'A batch from payable to booked',
  async run(bench: Bench): Promise<Result> {
    const entitlements = Math.round(100_000 * bench.scale);
    const liveClaims = Math.max(10, Math.round(LIVE_CLAIMS * bench.scale));
    const contestants = [bare(bench.servers, entitlements), ours(bench, entitlements), live(bench, liveClaims)];
    const standings = await race(contestants, { ...bench, reference: contestants[0]!.name });
    const [sql, own, lively] = standings as [Standing, Standing, Standing];
    const toldPerSecond = liveClaims / lively.more['claims told']!.median;
    const spreadOf = (name: string) => own.more[name]!;
    const of = (name: string) => spreadOf(name).median;
    const both = (label: string, name: string): Cell[] => {
      const ratio = beside(own, sql, ({ more }) => more?.[name]);
      return [label, spreadOf(name), sql.more[name] ?? '', ratio ?? ''];
    };
    const alone = (label: string, name: string, { more } = own): Cell[] => [label, more[name]!, '', ''];
    /** Beside which batch users act, and how fast. */
    const disturbed: { batch: string; pace: Pace; standing: Standing }[] = [
      { batch: 'a batch', pace: 'an act each a second', standing: own },
      { batch: `${busy['without rest'].share} of a batch`, pace: 'without rest', standing: own },
      { batch: 'a batch of live claims', pace: livePace, standing: lively },
    ];
    return {
      columns: ['', 'this system', 'bare SQL', 'ratio'],
      rows: [
        ['entitlements/s', own.rate, sql.rate, own.ratio],
        ...stages.map((stage) => both(`${stage}, s`, stage)),
        both('all stages, s', 'all stages'),
        alone('events of the batch’s history', 'events'),
        alone('kB of the batch’s history', 'kB of history'),
        alone('MiB of the worker at most', 'MiB of the worker'),
        alone('MiB of the API at most', 'MiB of the API'),
        ...disturbed.flatMap(({ batch, pace, standing }) => [
          alone(`p95 of an act, ${users} users, alone before ${batch}, ${pace}, ms`, `p95 alone, ${pace}`, standing),
          alone(`p95 of an act, ${users} users, while ${batch} runs, ${pace}, ms`, `p95 beside, ${pace}`, standing),
          alone('all stages of that batch, s', `all stages, ${pace}`, standing),
        ]),
        alone('claims of that batch told live', 'claims told live', lively),
        alone('until the last of them was told, s', 'claims told', lively),
        alone('from told to the last of them paid, s', 'claims paid', lively),
      ],
      chart: {
        unit: 's',
        bars: stages.map((stage) => ({ name: stage, value: of(stage), mark: sql.more[stage]?.median })),
      },
      goals: [
        ...disturbed.map(({ batch, pace, standing }) => {
          const p95 = standing.more[`p95 beside, ${pace}`]!.median;
          return goal(
            `p95 of an act, ${users} users, ${pace}, while ${batch} runs < ${MOST_MS} ms`,
            p95,
            p95 < MOST_MS,
          );
        }),
        goal(`events of the batch’s history < ${rounded(MOST_EVENTS)}`, of('events'), of('events') < MOST_EVENTS),
      ],
      notes: [
        `${rounded(entitlements)} entitlements of ${rounded(entitlements / perClaim)} claims with ${perClaim} people each, one payment for each claim; the bank pays all of them.`,
        `Bare SQL writes the same rows into the same tables, a statement for each kind: no locks of claims, sealing, hash chain, file and answer of a bank, second person, restart in the middle.`,
        `The claims of this batch stand in the database as their acts leave them, without workflows: it is over when it is booked, and nobody is told. Those of the batch of live claims, ${rounded(liveClaims)} with ${perClaim} people each, have been filed, reviewed, applied for and approved over HTTP, and their notices have ended: each hears of its payment, takes it and closes, and the batch is over when the last one has.`,
        `The history holds acts and stints of ten seconds, never a payment. A stint is six events, and the telling has most of them: ${rounded(MOST_EVENTS)} would be a batch of ${rounded((toldPerSecond * 10 * MOST_EVENTS) / 6)} claims at this speed, so it never continues as new.`,
        `Cores that were busy, alone and beside a batch: ${disturbed.map(({ batch, pace, standing }) => `${batch}, ${pace}: ${coresSaid(pace, standing)}`).join('; ')}.`,
        `Users act in the place, and on claims of the fund, whose batch runs. Each does what people do with a claim of 20 people up to its approval (${acts.join(', ')}), one act after the other, and rests for a second or not at all: ${disturbed.map(({ batch, pace, standing: { more } }) => `${pace}, ${rounded(more[`acts alone, ${pace}`]!.median)} acts alone and ${rounded(more[`acts beside, ${pace}`]!.median)} beside ${batch}`).join('; ')}. Without rest ten acts are under way at any time, and the users’ own process takes its share of the machine: what is measured then is how many acts it does in a second.`,
      ],
    };
  },
};

function coresSaid(pace: Pace, { more }: Standing): string {
  const cores = (of: string, when: 'alone' | 'beside') => rounded(more[coresFigure(of, when, pace)]!.median);
  return busyOf.map((of) => `${of} ${cores(of, 'alone')} and ${cores(of, 'beside')}`).join(', ');
}

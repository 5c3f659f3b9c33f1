import { goal, type Part } from '../harness/part.ts';
import { race } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import { bare } from './bare.ts';
import { ours } from './ours.ts';

export const claims: Part = {
  name: 'claims',
  title: 'Claims per second, from filing to paid',
  async run({ servers, repetitions, scale, say }) {
    const town = { claims: Math.round(500 * scale), people: 20, actors: 32 };
    const contestants = [bare(servers, town, 'normal'), bare(servers, town, 'local'), ours(servers, town)];
    const reference = 'bare Temporal, local activity';
    const standings = await race(contestants, { repetitions, reference, say });
    const best = Math.max(...standings.slice(0, 2).map(({ ratio }) => ratio));
    const own = standings.at(-1)!.ratio / best;
    return {
      ...tableOf('claims/s', standings),
      goals: [goal('this system ≥ 0.8 × the best bare shape', own, own >= 0.8)],
      notes: [
        `${town.claims} claims with ${town.people} people each, ${town.actors} acts under way at a time; everybody does the same acts.`,
      ],
    };
  },
};

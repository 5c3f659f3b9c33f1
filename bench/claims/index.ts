import type { Part } from '../harness/part.ts';
import { race } from '../harness/race.ts';
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
    return { unit: 'claims/s', reference, standings, goals: [], notes: [] };
  },
};

import { goal, type Part } from '../harness/part.ts';
import { race, rounded, type Standing } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import { bare } from './bare.ts';
import { cpuFigure } from './life.ts';
import { ours } from './ours.ts';
import { peersOf } from './peers/index.ts';

const everything = 'everything';
const temporalServer = 'Temporal’s server';

export const claims: Part = {
  name: 'claims',
  title: 'Claims per second, from filing to paid',
  async run({ servers, repetitions, scale, without, say }) {
    const cpuOf = { [everything]: [process.pid], [temporalServer]: servers.temporal.pids() };
    const town = { claims: Math.round(500 * scale), people: 20, actors: 32, cpuOf };
    const peers = await peersOf(servers, town, { without, say });
    const temporal = [bare(servers, town, 'normal'), bare(servers, town, 'local')];
    const contestants = [ours(servers, town), ...temporal, ...peers.contestants];
    const reference = 'bare Temporal, local activity';
    const standings = await race(contestants, { repetitions, reference, say });
    const [system, ...shapes] = standings.slice(0, 1 + temporal.length);
    const own = system!.ratio.median / Math.max(...shapes.map(({ ratio }) => ratio.median));
    const busy = ({ more }: Standing) => more[cpuFigure(temporalServer)]!.median;
    return {
      ...tableOf('claims/s', standings),
      goals: [goal('this system ≥ 0.8 × the best bare shape', own, own >= 0.8)],
      notes: [
        `${town.claims} claims with ${town.people} people each, ${town.actors} acts under way at a time; everybody does the same acts, with new processes and an empty database each time.`,
        `CPU: of all cores, from the first act to the last payment; everything is the acting people too. Where Temporal’s server is the limit, and API, worker and PostgreSQL have machines of their own, claims go by its CPU alone: ${rounded(Math.min(...shapes.map(busy)) / busy(system!))} of the best bare shape.`,
        'Only this system reads and keeps the rosters; the others have one row for each claim.',
        'Temporal: an act is an Update, answered when the workflow has taken it. The clock of each claim is moved, twice.',
        ...peers.notes,
      ],
    };
  },
};

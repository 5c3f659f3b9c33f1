import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { quoted, quoteFor } from '../calculators/index.ts';
import { days } from '../claims/life.ts';
import { type Bench, goal, type Part } from '../harness/part.ts';
import { type Contestant, race, rounded } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import { watchCpu } from '../harness/usage.ts';

/** In one quote, at a scale of 1: as many as it takes, and a class. */
const most = 10_000;
const few = 20;
/** Under way at a time, so that the API has the next one when it has answered. */
const callers = 2;
const LEAST_MS = 3_000;
const ofOneCore = 'trainees for a second of the API’s CPU';

/** Quotes as a platform asks for them: read, validated, computed, answered in words with their traces, over HTTP. */
export const quotes: Part = {
  name: 'quotes',
  title: 'Trainees quoted per second, over HTTP',
  async run({ servers, repetitions, scale, say }: Bench) {
    const many = Math.max(2 * few, Math.round(most * scale));
    const registry = await loadRegistry();
    const stack = await servers.system({ start: days.filing });
    try {
      const api = { url: stack.urls.api!, pid: stack.api!.child().pid };
      const large = `over HTTP, ${rounded(many)} trainees in a quote`;
      const contestants = [
        alone(many, () => quoted(registry, many)),
        overHttp(large, api, many),
        overHttp(`over HTTP, ${few} trainees in a quote`, api, few),
      ];
      const standings = await race(contestants, { repetitions, reference: contestants[0]!.name, say });
      const core = standings.find(({ name }) => name === large)!.more[ofOneCore]!.median;
      return {
        ...tableOf('trainees/s', standings),
        goals: [goal('quotes for ≥ 20,000 trainees/s on one core of the API', core, core >= 20_000)],
        notes: [
          `24 lessons for each trainee, ${callers} quotes under way at a time; the callers read the answer as bytes. CPU: all threads of the API’s process.`,
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

/** What HTTP is compared with: validated and computed in this process, neither read nor written as JSON. */
function alone(trainees: number, work: () => void): Contestant {
  return {
    name: `without HTTP and JSON, ${rounded(trainees)} trainees in a quote`,
    async trial() {
      work();
      const began = performance.now();
      let times = 0;
      for (; performance.now() - began < LEAST_MS; times++) work();
      return { perSecond: (trainees * times * 1000) / (performance.now() - began) };
    },
  };
}

function overHttp(name: string, api: { url: string; pid: number }, trainees: number): Contestant {
  const body = JSON.stringify(quoteFor(trainees));
  const ask = async () => {
    const answer = await fetch(`${api.url}/v1/quotes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) throw new Error(`a quote was answered with ${answer.status}: ${bytes.subarray(0, 500)}`);
    return bytes;
  };
  return {
    name,
    async trial() {
      // This process has computed for seconds without a pause: that the API has ended the connections of before is noticed first.
      await sleep(500);
      const { totalFen } = JSON.parse((await ask()).toString()) as { totalFen: number };
      if (totalFen === 0) throw new Error('the quote brings nothing');
      const busy = watchCpu({ API: [api.pid] });
      const began = performance.now();
      let times = 0;
      await inParallel(callers, Array.from({ length: callers }), async () => {
        for (; performance.now() - began < LEAST_MS; times++) await ask();
      });
      const perSecond = (trainees * times * 1000) / (performance.now() - began);
      const cores = busy().API;
      return { perSecond, more: { 'cores: API': cores, [ofOneCore]: perSecond / cores } };
    },
  };
}

import { inParallel } from '../../../api/rehearsal/in-parallel.ts';
import type { House } from '../house.ts';
import { acts } from '../life.ts';

const WIDTH = 64;
/** Where an engine cannot move its clock, the public notice is a timer that is kept like any other and runs out so soon. */
export const NOTICE_MS = 100;

/** Restate's handlers have names without hyphens. */
const nameOf = (act: string) => act.replaceAll('-', '_');

/** What the code of an engine's claims has to know of their life. */
export const lifeInEnv = { ACTS: acts.map(nameOf).join(','), NOTICE_MS: String(NOTICE_MS) };

/** Claims that an engine keeps and everybody reaches over HTTP: `POST <url>/claim/<id>/<act>` answers when the claim has taken the act. */
export function overHttp(url: string, endOf: (id: string) => string): Omit<House, 'moveAll' | 'stop'> {
  const act = (id: string, name: string) => call(`${url}/claim/${id}/${nameOf(name)}`, 'somebody');
  return {
    act,
    file: (id) => act(id, acts[0]),
    pay: (id) => act(id, 'payment-result'),
    async allPaid(ids) {
      const ends = await inParallel(WIDTH, ids, (id) => call(`${url}${endOf(id)}`));
      const unpaid = ends.filter((end) => end !== 'paid');
      if (unpaid.length > 0) throw new Error(`${unpaid.length} claims were not paid: ${unpaid[0]}`);
    },
  };
}

/** @throws Error with what the engine says. */
export async function call(url: string, body?: unknown): Promise<unknown> {
  const post = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const answer = await fetch(url, body === undefined ? {} : post);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return text && JSON.parse(text);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Moment } from '../plan/faults.ts';

/** Who acts, as the token says. */
export interface Who {
  role: string;
  jurisdiction?: string;
  uscc?: string;
  subject?: string;
}

/** The API refused an act for good. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(what: string, status: number, problem: Problem, attempts: number) {
    const faults = (problem.errors ?? []).map(({ path, row, code }) => `${path ?? `row ${row}`}: ${code}`);
    const sentence = problem.messages?.en ?? '';
    super(
      `${what} was refused at attempt ${attempts} with ${status} ${problem.code}: ${sentence} ${faults.join(', ')}`,
    );
    this.status = status;
    this.code = problem.code;
  }
}

interface Problem {
  code: string;
  messages?: { en: string };
  errors?: { path?: string; row?: number; code: string }[];
}

/** What goes with an act: JSON, or a file. */
export interface Content {
  contentType: string;
  content: string | Buffer;
}

/** What was asked and answered under one Idempotency-Key. */
export interface AnsweredKey {
  key: string;
  path: string;
  who: Who | null;
  body: Content;
  status: number;
  answer: unknown;
  moment: Moment;
  /** Sent for the first time, and answered; seconds since the run began. */
  fromS: number;
  untilS: number;
}

export interface Person {
  get<T>(path: string): Promise<T>;
  /** `what` names claim and act in messages. @throws Refused, or an Error when nothing answered for too long. */
  post<T>(path: string, body: object, what: string, moment?: Moment): Promise<T>;
  /** As `post`, with a file. */
  hand<T>(path: string, file: Content, what: string, moment?: Moment): Promise<T>;
  download(path: string): Promise<Buffer>;
}

/** The API in people's hands: whatever happens behind it, they repeat with the same key until they are answered. */
export interface Office {
  as(who: Who): Person;
  anybody: Person;
  tokenOf(who: Who): Promise<string>;
  /** Acts that were answered, for asking again. */
  answered: AnsweredKey[];
  counts: { acts: number; attempts: number; unavailable: number; unanswered: number };
  /** Answers that the contract does not know: 500 and other strange ones. */
  strange: string[];
}

export interface OfficeOptions {
  /** Of each API: people are sent from one to the next, as by a load balancer that does not know yet who is down. */
  urls: readonly string[];
  signal: AbortSignal;
  /** Seconds since the run began. */
  clock(): number;
  /** Hears of every act when it is sent for the first time. */
  onAct(moment: Moment): void;
  /** How long one act may go unanswered, milliseconds. */
  patienceMs: number;
}

/** Longer than the API itself waits for anything. */
const ANSWER_MS = 50_000;
const PAUSE_MS = 400;

export function openOffice({ urls, signal, clock, onAct, patienceMs }: OfficeOptions): Office {
  const tokens = new Map<string, Promise<string>>();
  const office: Office = {
    as: person,
    anybody: person(null),
    tokenOf,
    answered: [],
    counts: { acts: 0, attempts: 0, unavailable: 0, unanswered: 0 },
    strange: [],
  };
  return office;

  function person(who: Who | null): Person {
    return {
      get: async <T>(path: string) => (await call(who, 'GET', path, `GET ${path}`)).json() as Promise<T>,
      download: async (path) => Buffer.from(await (await call(who, 'GET', path, `GET ${path}`)).arrayBuffer()),
      post: <T>(path: string, given: object, what: string, moment?: Moment) =>
        act<T>(who, path, jsonOf(given), what, moment),
      hand: <T>(path: string, file: Content, what: string, moment?: Moment) => act<T>(who, path, file, what, moment),
    };
  }

  async function act<T>(who: Who | null, path: string, body: Content, what: string, moment: Moment = 'act') {
    const key = randomUUID();
    office.counts.acts += 1;
    onAct(moment);
    const fromS = clock();
    const response = await call(who, 'POST', path, what, { key, body });
    const answer = (await response.json()) as T;
    office.answered.push({ key, path, who, body, status: response.status, answer, moment, fromS, untilS: clock() });
    return answer;
  }

  async function call(
    who: Who | null,
    method: string,
    path: string,
    what: string,
    act?: { key: string; body: Content },
  ): Promise<Response> {
    const headers = {
      ...(who && { Authorization: `Bearer ${await tokenOf(who)}` }),
      ...(act && { 'Content-Type': act.body.contentType, 'Idempotency-Key': act.key }),
    };
    const until = Date.now() + patienceMs;
    for (let attempts = 1; ; attempts++) {
      office.counts.attempts += 1;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
      const outcome = await exchange(urls[office.counts.attempts % urls.length] + path, {
        method,
        headers,
        body: act?.body.content,
        signal: limit,
      });
      signal.throwIfAborted();
      if (outcome instanceof Response && outcome.ok) return outcome;
      const said = outcome instanceof Response ? await refusalOf(outcome) : undefined;
      if (said === undefined) office.counts.unanswered += 1;
      else if (said.status === 503) office.counts.unavailable += 1;
      // "Repeating with the same key is safe", but it is never our plan that something fails so.
      else if (said.status >= 500)
        office.strange.push(
          `${what} was answered ${said.status} ${said.problem.code}: ${said.problem.messages?.en ?? ''}`,
        );
      else throw new Refused(what, said.status, said.problem, attempts);
      if (Date.now() > until)
        throw new Error(`${what}: not answered within ${patienceMs / 1000} s (${said?.problem.code ?? outcome})`);
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }

  function tokenOf(who: Who): Promise<string> {
    const name = JSON.stringify(who);
    let token = tokens.get(name);
    if (!token) {
      token = call(null, 'POST', '/v1/rehearsal/token', 'a token', { key: randomUUID(), body: jsonOf(who) })
        .then((response) => response.json())
        .then((answer) => (answer as { token: string }).token);
      tokens.set(name, token);
    }
    return token;
  }
}

const jsonOf = (given: object): Content => ({ contentType: 'application/json', content: JSON.stringify(given) });

/** The whole answer, or what broke on the way to it. */
async function exchange(url: string, request: RequestInit): Promise<Response | string> {
  try {
    const response = await fetch(url, request);
    const { status, headers } = response;
    return new Response(await response.arrayBuffer(), { status, headers });
  } catch (error) {
    return String((error as Error).cause ?? error);
  }
}

async function refusalOf(response: Response): Promise<{ status: number; problem: Problem }> {
  const problem = (await response.json().catch(() => ({ code: 'no problem document' }))) as Problem;
  return { status: response.status, problem };
}

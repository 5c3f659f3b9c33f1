import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claim, Sentence } from './answers.ts';
import { ExpectationFailed } from './expect.ts';

/** Who acts; a role's token is asked for once. `subject` names the person. */
export interface Who {
  role: string;
  jurisdiction?: string;
  uscc?: string;
  subject?: string;
}

/** The API refused: a stable code and a sentence that says what to do. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly messages: Sentence;
  readonly errors: { path?: string; row?: number; code: string; messages: Sentence }[];

  constructor(call: string, problem: Pick<Refused, 'status' | 'code' | 'messages' | 'errors'>) {
    const more = problem.errors.map(({ path, row, messages }) => `\n    ${path ?? `row ${row}`}: ${messages.en}`);
    super(`${call} was refused with ${problem.status} ${problem.code}: ${problem.messages.en}${more.join('')}`);
    this.status = problem.status;
    this.code = problem.code;
    this.messages = problem.messages;
    this.errors = problem.errors;
  }
}

/** The API in one person's hands. @throws Refused */
export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** A body that is not JSON: a roster, a document. */
  upload<T>(path: string, contentType: string, content: string, filename?: string): Promise<T>;
  download(path: string): Promise<string>;
  /** The same as it comes. */
  bytes(path: string): Promise<Buffer>;
}

/** What a scenario can do: call the API as somebody, and say a line. */
export interface World {
  as(who: Who): Api;
  /** Without a token. */
  anybody: Api;
  note(line: string): void;
  /** The example of a programme's filing or application form, as the API documents it. */
  example(jurisdiction: string, programme: string, form: 'filing' | 'application'): Promise<ExampleForm>;
  /** The refusal that has to come. @throws ExpectationFailed when the call succeeds or is refused for something else. */
  refusal(call: Promise<unknown>, code: string): Promise<Refused>;
}

export interface ExampleForm {
  enterprise: object;
  training: object;
  materials: { kind: string; fileId: string }[];
  rosterHeader?: object;
  [field: string]: unknown;
}

type Forms = Record<'filing' | 'application', { example: ExampleForm }>;

const ATTEMPTS = 10;

export function openWorld(url: string, options: { signal: AbortSignal; note(line: string): void }): World {
  const { signal, note } = options;
  // One for each call under way.
  setMaxListeners(0, signal);
  const tokens = new Map<string, Promise<string>>();
  const places = new Map<string, Promise<{ programmes: { slug: string; forms: Forms }[] }>>();
  const anybody = apiOf(async () => ({}));

  return {
    anybody,
    note,
    as: (who) => apiOf(async () => ({ Authorization: `Bearer ${await tokenOf(who)}` })),
    async example(jurisdiction, programme, form) {
      if (!places.has(jurisdiction)) places.set(jurisdiction, anybody.get(`/v1/jurisdictions/${jurisdiction}`));
      const { programmes } = await places.get(jurisdiction)!;
      return structuredClone(programmes.find(({ slug }) => slug === programme)!.forms[form].example);
    },
    async refusal(call, code) {
      const refused: unknown = await call.then(
        () => new ExpectationFailed('a call that has to be refused', 'accepted', code),
        (error: unknown) => error,
      );
      if (!(refused instanceof Refused)) throw refused;
      if (refused.code !== code) throw new ExpectationFailed('the reason of a refusal', refused.message, code);
      return refused;
    },
  };

  function tokenOf(who: Who): Promise<string> {
    const key = JSON.stringify(who);
    if (!tokens.has(key)) {
      tokens.set(
        key,
        anybody.post<{ token: string }>('/v1/rehearsal/token', who).then(({ token }) => token),
      );
    }
    return tokens.get(key)!;
  }

  function apiOf(authorisation: () => Promise<Record<string, string>>): Api {
    const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
      const all = { ...(await authorisation()), ...headers };
      const key: Record<string, string> = method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {};
      for (let attempt = 1; ; attempt++) {
        const init = { method, headers: { ...all, ...key }, body };
        const answer = await untilAborted(signal, (own) => fetch(url + path, { ...init, signal: own })).catch(
          (error: Error) => {
            signal.throwIfAborted();
            throw new Error(`${method} ${path}: the API does not answer (${error.message})`, { cause: error });
          },
        );
        if (answer.ok) return answer;
        // The contract: after 503 repeating with the same key is safe.
        if (answer.status !== 503 || attempt === ATTEMPTS) throw await refusalOf(`${method} ${path}`, answer);
        await sleep(1_000, undefined, { signal });
      }
    };
    return {
      get: async <T>(path: string) => (await call('GET', path)).json() as Promise<T>,
      post: async <T>(path: string, body: unknown = {}) =>
        (await call('POST', path, { 'Content-Type': 'application/json' }, JSON.stringify(body))).json() as Promise<T>,
      upload: async <T>(path: string, contentType: string, content: string, filename?: string) => {
        const name: Record<string, string> = filename ? { 'X-Filename': encodeURIComponent(filename) } : {};
        return (await call('POST', path, { 'Content-Type': contentType, ...name }, content)).json() as Promise<T>;
      },
      download: async (path) => (await call('GET', path)).text(),
      bytes: async (path) => Buffer.from(await (await call('GET', path)).arrayBuffer()),
    };
  }
}

async function refusalOf(call: string, answer: Response): Promise<Error> {
  const problem = (await answer.json().catch(() => undefined)) as Refused | undefined;
  return problem?.code
    ? new Refused(call, problem)
    : new Error(`${call} answered ${answer.status} without a problem document`);
}

/** Waits until the claim stands in a stage: what a timer or the bank does reaches it a moment later. */
export async function reaches(api: Api, claimId: string, stage: string, patienceMs = 20_000): Promise<Claim> {
  for (const until = Date.now() + patienceMs; ; await sleep(100)) {
    const claim = await api.get<Claim>(`/v1/claims/${claimId}`);
    if (claim.stage === stage) return claim;
    if (Date.now() > until) throw new ExpectationFailed(`the stage of claim ${claimId}`, claim.stage, stage);
  }
}

/** With a signal of its own: `fetch` listens to the one that it gets until its answer is collected as garbage, and a world calls many thousand times. */
async function untilAborted<T>(signal: AbortSignal, work: (own: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const abort = () => own.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', abort);
  try {
    return await work(own.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

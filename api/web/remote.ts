import { shortName } from '../../domain/claim/documents.ts';
import type { App } from '../env.ts';
import type { ProblemBody } from '../problem.ts';
import { spokenProblem } from './spoken.ts';

/** The API refused. The page shows why, beside the fields that it names. */
export class Refused extends Error {
  readonly problem: ProblemBody;
  constructor(problem: ProblemBody) {
    super(problem.code);
    this.problem = spokenProblem(problem);
  }
}

/**
 * The API as a page calls it: in this process, by the same door as everybody, as who has signed in. @throws Refused
 */
export interface Remote {
  get<T>(path: string): Promise<T>;
  /** `key`: one per form that was shown, so that a form that is sent twice happens once. */
  post<T>(path: string, body: unknown, key: string): Promise<T>;
  /** Sends a file as it is; `name`: what its owner calls it. */
  upload<T>(path: string, file: Blob, type: string, key: string, name?: string): Promise<T>;
  /** An answer that is passed on as it is. */
  raw(path: string): Promise<Response>;
}

/** A key that no header can carry arrives as one that the API refuses. */
const carried = (key: string) => key.replace(/[^\x21-\x7e]/g, '\xff');

export function remoteFor(
  api: App,
  given: { token?: string; language: string; bindings: unknown; from: Headers },
): Remote {
  const headers = new Headers({ 'Accept-Language': given.language });
  if (given.token) headers.set('Authorization', `Bearer ${given.token}`);
  // Limits see the caller, not this process.
  for (const name of ['X-Forwarded-For']) {
    const value = given.from.get(name);
    if (value) headers.set(name, value);
  }
  const ask = async (path: string, init: RequestInit = {}) => {
    const own = new Headers(headers);
    new Headers(init.headers).forEach((value, name) => {
      own.set(name, value);
    });
    const response = await api.request(path, { ...init, headers: own }, given.bindings as object);
    if (!response.ok) throw new Refused((await response.json()) as ProblemBody);
    return response;
  };
  const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
  return {
    get: (path) => json(ask(path)),
    post: (path, body, key) =>
      json(
        ask(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': carried(key) },
          body: JSON.stringify(body),
        }),
      ),
    upload: (path, file, type, key, name) =>
      json(
        ask(path, {
          method: 'POST',
          headers: {
            'Content-Type': type,
            'Idempotency-Key': carried(key),
            ...(name && { 'X-Filename': encodeURIComponent(shortName(name)) }),
          },
          body: file,
        }),
      ),
    raw: (path) => ask(path),
  };
}

import type { Context } from 'hono';
import type { ProblemBody } from '../../problem.ts';
import type { WebEnv } from '../env.ts';
import { Refused } from '../remote.ts';
import { posted } from './posted.ts';

/** A form as it was sent. */
export interface Sent {
  /** Of the form that was shown: sent twice it happens once. */
  key: string;
  /** Trimmed; empty where nothing was typed. */
  text(name: string): string;
  /** Undefined where nothing was typed. */
  optional(name: string): string | undefined;
  /** What was typed, by its name: nothing where it was nothing. */
  some<N extends string>(...names: readonly N[]): Partial<Record<N, string>>;
  /** Everything that was ticked or typed under one name. */
  all(name: string): string[];
  files(name: string): File[];
  file(name: string): File | null;
}

export const sentForm = async (c: Context<WebEnv>): Promise<Sent> => sentIn(await posted(c));

function sentIn(body: Record<string, unknown>): Sent {
  const valuesOf = (name: string): unknown[] => [body[name] ?? []].flat();
  const all = (name: string) => valuesOf(name).flatMap((one) => (typeof one === 'string' ? [one.trim()] : []));
  const text = (name: string) => all(name)[0] ?? '';
  // A field in which none was chosen sends an empty one.
  const files = (name: string) => valuesOf(name).filter((one): one is File => one instanceof File && one.size > 0);
  return {
    ...{ key: text('key'), text, all },
    optional: (name) => text(name) || undefined,
    some: <N extends string>(...names: readonly N[]) =>
      Object.fromEntries(names.flatMap((name) => (text(name) ? [[name, text(name)]] : []))) as Partial<
        Record<N, string>
      >,
    ...{ files, file: (name) => files(name)[0] ?? null },
  };
}

/** A form that is shown for the first time. */
export const nothingSent = sentIn({});

/** A form that was refused: what was typed, and why. */
export interface Refusal {
  sent: Sent;
  problem: ProblemBody;
}

/** Does what a form asks and shows what came of it; refused, the form is shown again with what was typed. */
export async function doAct<T>(
  c: Context<WebEnv>,
  call: (sent: Sent) => Promise<T>,
  done: (answer: T) => string | Promise<Response>,
  again: (refusal: Refusal) => Promise<Response>,
): Promise<Response> {
  const sent = await sentForm(c);
  try {
    const shown = done(await call(sent));
    return typeof shown === 'string' ? c.redirect(shown, 303) : await shown;
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status === 404) throw error;
    return again({ sent, problem: error.problem });
  }
}

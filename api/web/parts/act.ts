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
  /** Everything that was ticked or typed under one name. */
  all(name: string): string[];
  file(name: string): File | null;
}

export async function sentForm(c: Context<WebEnv>): Promise<Sent> {
  const body = await posted(c);
  const valuesOf = (name: string) => [body[name] ?? []].flat();
  const all = (name: string) => valuesOf(name).flatMap((one) => (typeof one === 'string' ? [one.trim()] : []));
  const text = (name: string) => all(name)[0] ?? '';
  return {
    ...{ key: text('key'), text, all },
    optional: (name) => text(name) || undefined,
    file: (name) => (valuesOf(name).find((one) => one instanceof File && one.size > 0) as File | undefined) ?? null,
  };
}

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

import { type Bilingual, type Code, type MessageParams, say, statusOf } from './messages/index.ts';
import type { Refusal } from './money/types.ts';

/** One place in the input that is wrong: `path` (dotted) for JSON, `row` (1 = first person) for rosters. */
export interface Fault {
  path?: string;
  row?: number;
  code: string;
  messages: Bilingual;
  /** `文号 clause`, where a rule speaks. */
  source?: string;
}

/** What a Problem says, as plain data: how it crosses from an activity through the workflow to the API. */
export interface ProblemDetails {
  params: MessageParams;
  errors: Fault[];
  messages: Bilingual;
}

/** A refusal with a stable code that a caller can act on. The API turns it into problem+json, a workflow into an ApplicationFailure of type `code`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: Code;
  readonly params: MessageParams;
  readonly errors: Fault[];
  readonly messages: Bilingual;
  readonly status: number;

  /** `sentence`: already filled, where the rules gave the reason together with its figures. */
  constructor(code: Code, params: MessageParams = {}, errors: Fault[] = [], sentence: Bilingual = say(code, params)) {
    super(`${code}: ${sentence.en}`);
    this.code = code;
    this.params = params;
    this.errors = errors;
    this.messages = sentence;
    this.status = statusOf(code);
  }
}

/** The rules refuse the whole claim: the first reason names the problem, all of them are listed; `pathOf`: the field that told what is refused. */
export function refusedBy(refusals: readonly Refusal[], pathOf?: (code: string) => string | undefined): Problem {
  const first = refusals[0]!;
  const errors = refusals.map(({ code, messages, source }) => ({ path: pathOf?.(code), code, messages, source }));
  return new Problem(first.code as Code, {}, errors, first.messages);
}

export function fault(code: Code, at: { path?: string; row?: number }, params: MessageParams = {}): Fault {
  return { ...at, code, messages: say(code, params) };
}

import { type Bilingual, type Code, type MessageParams, say, statusOf } from './messages/index.ts';

/** One place in the input that is wrong: `path` (dotted) for JSON, `row` (1 = first person) for rosters. */
export interface Fault {
  path?: string;
  row?: number;
  code: string;
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

  constructor(code: Code, params: MessageParams = {}, errors: Fault[] = []) {
    const sentence = say(code, params);
    super(`${code}: ${sentence.en}`);
    this.code = code;
    this.params = params;
    this.errors = errors;
    this.messages = sentence;
    this.status = statusOf(code);
  }
}

export function fault(code: Code, at: { path?: string; row?: number }, params: MessageParams = {}): Fault {
  return { ...at, code, messages: say(code, params) };
}

import type { Code, MessageParams } from '../../domain/messages/index.ts';
import { fault, Problem } from '../../domain/problem.ts';

/** Nobody reads more sentences about one file. */
export const mostFaults = 50;

/** The file as a whole cannot be read, for this reason. */
export function unreadable(code: Code, params: MessageParams = {}): Problem {
  return new Problem('bank-file-unreadable', {}, [fault(code, {}, params)]);
}

/** What stands in a foreign file, short and on one line: for sentences. */
export function shown(text: string, most = 40): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

import { isCode } from '../../domain/messages/index.ts';
import type { Contract } from './contract.ts';
import { type Request, rowOf } from './request.ts';

export interface Answer {
  status: number;
  /** Without parameters. */
  type: string;
  text: string;
  /** Of a JSON answer. */
  body?: unknown;
}

/** Publishes claims of all places to everybody. */
const published = 'GET /v1/public-notices';

/** Keys of enterprises' systems are of no place, as ownership.test.ts has it: an admin of one reads and revokes all. */
const isOfNoPlace = ({ operation, caller }: Request) =>
  caller?.role === 'admin' && operation.path.startsWith('/v1/api-keys');

/** What must not be of an answer to a request; undefined: nothing. */
export function faultOf(request: Request, answer: Answer, contract: Contract): string | undefined {
  const { status, type, body } = answer;
  if (status >= 500) return `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`;
  if (status >= 400)
    return refusalFault(request, answer, contract) ?? doorFault(request, answer) ?? leak(request, answer);
  return doorFault(request, answer) ?? contract.faultIn(request.operation, status, type, body) ?? leak(request, answer);
}

/** A refusal is a problem document with a code of ours. */
function refusalFault({ operation }: Request, { status, type, body }: Answer, contract: Contract): string | undefined {
  if (type !== 'application/problem+json') return `${status} is told as ${type || 'nothing'}`;
  const problem = body as { code?: string; status?: number };
  if (!isCode(problem?.code ?? '')) return `${status} has the unknown code ${problem?.code}`;
  if (problem.status !== status) return `${status} says that it is ${problem.status}`;
  // An odd id leads elsewhere, where there is no call.
  if (problem.code === 'not-found' || problem.code === 'method-not-allowed') return undefined;
  return contract.faultIn(operation, status, type, body);
}

/** Without a token nothing but what is open; with one nothing that the role may not. */
function doorFault({ operation, caller, headers }: Request, { status }: Answer): string | undefined {
  const { allow } = rowOf(operation);
  if (allow === 'open' || status === 404 || status === 405) return undefined;
  if (!caller && status !== 401) return `${status} without a token${headers.Authorization ? ' that is one' : ''}`;
  // A key may have been revoked meanwhile.
  if (caller && !allow.includes(caller.role) && status !== 403 && status !== 401)
    return `${status} for the role ${caller.role}`;
  return undefined;
}

/** Anything of others that the request did not say itself. */
function leak(request: Request, { text }: Answer): string | undefined {
  const { operation, caller, path, body = '' } = request;
  if (!caller || operation.call.startsWith(published) || isOfNoPlace(request)) return undefined;
  const asked = decodeURIComponent(path) + body;
  const found = [...caller.hidden].find((mark) => text.includes(mark) && !asked.includes(mark));
  return found && `the answer tells ${caller.name} of ${found}`;
}

import { type AccessRow, access } from '../../api/auth/access.ts';
import type { Chance } from '../faults/random.ts';
import type { Contract, Operation, Parameter } from './contract.ts';
import { listOf } from './ids.ts';
import type { Caller, Town } from './town.ts';
import { anyValue, garbage, mutated } from './values.ts';

/** One request, with what decides which answers may come. */
export interface Request {
  operation: Operation;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** Who calls; undefined: nobody, or somebody with a token that is none. */
  caller?: Caller;
}

/** What earlier answers have taught: ids by list, of all and of those that the caller was told, and cursors by path. */
export interface Known {
  ids(list: string, caller?: Caller): string[];
  cursors(path: string): string[];
  keys: string[];
}

const rows = new Map<string, AccessRow>(access.map((row) => [`${row.method} ${row.path}`, row]));

export const rowOf = ({ call }: Operation): AccessRow => rows.get(call)!;

/** Moves the clock for everybody: nobody may who would be let. */
const clockCall = 'POST /v1/rehearsal/clock';

export async function nextRequest(town: Town, contract: Contract, known: Known, chance: Chance): Promise<Request> {
  const operation = chance.of(contract.operations);
  const { caller, token } = whoCalls(operation, town, chance);
  const parameters = operation.parameters.filter((one) => one.in !== 'header');
  const query = parameters.filter((one) => one.in === 'query' && (one.required || chance.percent(30)));
  const asked = new URLSearchParams(query.map((one): [string, string] => [one.name, queryValue(one)]));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(idFor(name)));
  const type = chance.percent(92) ? chance.of([...Object.keys(operation.bodies), 'application/json']) : oddType();
  const hasBody = operation.method === 'POST' && chance.percent(97);
  return {
    operation,
    ...(caller && { caller }),
    method: operation.method,
    path: query.length > 0 ? `${path}?${asked}` : path,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(hasBody && { 'Content-Type': type }),
      ...(operation.method === 'POST' && keyHeader()),
      ...(chance.percent(10) && { 'Accept-Language': chance.of(['zh-CN', 'en', 'zh', '*', 'x'.repeat(500)]) }),
      ...(chance.percent(3) && { 'X-Forwarded-For': chance.of(['10.0.0.1', 'unknown', "'"]) }),
      ...(chance.percent(5) && { 'X-Filename': chance.of(['a.pdf', '%E8%BA%AB.pdf', '%', '../../x', '%0d%0aX: y']) }),
    },
    ...(hasBody && { body: await bodyFor(type) }),
  };

  function queryValue({ name, schema }: Parameter): string {
    if (name === 'cursor') return chance.of([...known.cursors(operation.path), ...oddCursors]);
    if (name === 'jurisdiction' && chance.percent(60)) return chance.of(['wuxi', 'chongqing', 'guangdong']);
    if (name === 'fund' && chance.percent(60)) return 'skill-action-special-account';
    if (name === 'period' && chance.percent(60)) return chance.of(['2020-03', '2020-05']);
    if (name === 'claim' && chance.percent(80)) return idFor('id', 'claims');
    return String(anyValue(schema, contract, chance));
  }

  function idFor(name: string, list = listOf(operation.path, name)): string {
    if (list === 'jurisdictions') return chance.of(['wuxi', 'chongqing', 'sandbox', 'nowhere', '__proto__']);
    const own = known.ids(list, caller);
    const all = known.ids(list);
    const ids = own.length > 0 && chance.percent(60) ? own : all;
    if (ids.length > 0 && chance.percent(88)) return chance.of(ids);
    return chance.of([...oddIds, ...known.ids('claims')]);
  }

  function keyHeader(): Record<string, string> {
    if (chance.percent(4)) return {};
    if (chance.percent(4)) return { 'Idempotency-Key': chance.of(['', ' ', 'x'.repeat(201), 'x'.repeat(200), "'"]) };
    const old = known.keys.length > 0 && chance.percent(4);
    const key = old ? chance.of(known.keys) : `fuzz-${chance.between(0, 2 ** 48)}`;
    if (!old) known.keys.push(key);
    return { 'Idempotency-Key': key };
  }

  function oddType(): string {
    return chance.of(['text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=utf-16', 'x']);
  }

  async function bodyFor(type: string): Promise<string> {
    if (chance.percent(5)) return garbage(chance);
    const { schema, example } = operation.bodies[type] ?? operation.bodies['application/json'] ?? {};
    if (type !== 'application/json') return String(example ?? chance.of(['a,b\n1,2', '%PDF-1.4', '<a/>', '']));
    const good = operation.call === 'POST /v1/claims' ? await town.filing(chance.between(0, 5_000)) : example;
    if (chance.percent(45)) return JSON.stringify(good ?? {});
    if (schema && chance.percent(25)) return JSON.stringify(anyValue(schema, contract, chance));
    return JSON.stringify(mutated(good, chance));
  }
}

/** Mostly somebody who may; also who may not, nobody, and tokens that are none. */
function whoCalls(
  operation: Operation,
  { callers, forged }: Town,
  chance: Chance,
): { caller?: Caller; token?: string } {
  const { allow } = rowOf(operation);
  const may = callers.filter(({ role }) => allow === 'open' || allow.includes(role));
  const mayNot = callers.filter((caller) => !may.includes(caller));
  const kind = chance.weighted({ may: 17, mayNot: 1, nobody: 1, forged: 1 });
  if (kind === 'nobody') return {};
  if (kind === 'forged') return { token: chance.of(forged) };
  const among = (kind === 'mayNot' && mayNot.length > 0) || operation.call === clockCall ? mayNot : may;
  const caller = chance.of(among);
  return { caller, token: caller.token };
}

const oddIds = [
  'nothing-there',
  '0',
  "' or 1=1 --",
  '../claims',
  '陈',
  '%00',
  'x'.repeat(300),
  '\u0000',
  'a/b',
  '..',
  '%2e%2e',
];
const oddCursors = [
  '',
  'x',
  '!!',
  'e30',
  'W10',
  'bnVsbA',
  'eyJvZmZzZXQiOi0xfQ',
  'eyJvZmZzZXQiOjFlMzA4fQ',
  'x'.repeat(600),
];

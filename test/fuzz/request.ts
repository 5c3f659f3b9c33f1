import { type AccessRow, access } from '../../api/auth/access.ts';
import type { Chance } from '../faults/random.ts';
import type { Caller } from './callers.ts';
import type { Contract, Operation, Parameter } from './contract.ts';
import { bankFileFor, filingFor, fitting, type Occasion } from './fitting.ts';
import { listOf, type Thing } from './ids.ts';
import type { Memory } from './memory.ts';
import { ready, reported } from './ready.ts';
import type { Resident } from './street/residents.ts';
import type { Town } from './town.ts';
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
  /** Whose filing it is, when it is one. */
  filed?: Resident;
}

const rows = new Map<string, AccessRow>(access.map((row) => [`${row.method} ${row.path}`, row]));

export const rowOf = ({ call }: Operation): AccessRow => rows.get(call)!;

/** Moves the clock for everybody: nobody may who would be let. */
export const clockCall = 'POST /v1/rehearsal/clock';

export async function nextRequest(town: Town, contract: Contract, known: Memory, chance: Chance): Promise<Request> {
  // What needs state is tried twice as often.
  const operation = chance.of([...contract.operations, ...contract.operations.filter(({ call }) => ready[call])]);
  const { caller, token } = whoCalls(operation, town, known, chance);
  const parameters = operation.parameters.filter((one) => one.in !== 'header');
  const query = parameters.filter((one) => one.in === 'query' && (one.required || chance.percent(30)));
  const asked = new URLSearchParams(query.map((one): [string, string] => [one.name, queryValue(one)]));
  const named: Record<string, string> = {};
  for (const { name } of parameters.filter((one) => one.in === 'path'))
    named[name] = partOf(name) ?? idFor(listOf(operation.path, name), ready[operation.call]);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named[name]!));
  const type = chance.percent(92) ? chance.of([...Object.keys(operation.bodies), 'application/json']) : oddType();
  const hasBody = operation.method === 'POST' && chance.percent(97);
  const { body, filed } = hasBody ? await bodyFor(type) : {};
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
    ...(hasBody && { body }),
    ...(filed && { filed }),
  };

  function queryValue({ name, schema }: Parameter): string {
    if (name === 'cursor') return chance.of([...known.cursors(operation.path), ...oddCursors]);
    if (name === 'jurisdiction' && chance.percent(60)) return chance.of(['wuxi', 'chongqing', 'guangdong']);
    if (name === 'fund' && chance.percent(60)) return 'skill-action-special-account';
    if (name === 'period' && chance.percent(60)) return chance.of(['2020-03', '2020-05']);
    if (name === 'claim' && chance.percent(80)) return idFor('claims');
    return String(anyValue(schema, contract, chance));
  }

  function idFor(list: string, isReady?: (thing: Thing) => boolean): string {
    if (list === 'jurisdictions') return chance.of(['wuxi', 'chongqing', 'sandbox', 'nowhere', '__proto__']);
    const own = known.ids(list, caller);
    const whose = own.length > 0 && chance.percent(70) ? caller : undefined;
    const open = isReady ? readyIds(known, list, isReady, whose) : [];
    const ids = open.length > 0 && chance.percent(75) ? open : known.ids(list, whose);
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

  /** Of a recovery that was named before: what of it waits for a second person. */
  function partOf(name: string): string | undefined {
    if (name !== 'repaymentId' && name !== 'refundId') return undefined;
    const parts = reported(known.told('recoveries', named.id!) ?? {}, name === 'refundId');
    return parts.length > 0 && chance.percent(80) ? String(chance.of(parts).id) : undefined;
  }

  async function bodyFor(type: string): Promise<{ body: string; filed?: Resident }> {
    if (chance.percent(5)) return { body: garbage(chance) };
    const { schema, example } = operation.bodies[type] ?? operation.bodies['application/json'] ?? {};
    const { id = '' } = named;
    const thing = known.told(listOf(operation.path, 'id') ?? '', id) ?? {};
    const occasion: Occasion = { town, chance, id, thing, uscc: caller?.uscc };
    if (type !== 'application/json') return { body: await fileFor(type, occasion, example) };
    const filing = operation.call === 'POST /v1/claims' ? await filingFor(occasion) : undefined;
    const good = filing?.body ?? (await fitting[operation.call]?.(occasion)) ?? example;
    if (chance.percent(50)) return { body: JSON.stringify(good ?? {}), filed: filing?.one };
    if (schema && chance.percent(25)) return { body: JSON.stringify(anyValue(schema, contract, chance)) };
    return { body: JSON.stringify(mutated(good, chance)), filed: filing?.one };
  }

  /** As it should be, or with one sign that is none of it. */
  async function fileFor(type: string, occasion: Occasion, example: unknown): Promise<string> {
    const isAnswer = operation.path.includes('/bank-results') && type in operation.bodies;
    const good = isAnswer && chance.percent(70) ? await bankFileFor(occasion, type) : example;
    const text = String(good ?? chance.of(['a,b\n1,2', '%PDF-1.4', '<a/>', '']));
    if (!isAnswer || chance.percent(50)) return text;
    const at = chance.between(0, text.length);
    return text.slice(0, at) + chance.of(['', '0', '<', '"', ',', '\u0000', '\n', '界']) + text.slice(at + 1);
  }
}

/** Mostly somebody who may, and rather who has what lets the call through; also who may not, nobody, and tokens that are none. */
function whoCalls(
  operation: Operation,
  { callers, forged }: Town,
  known: Memory,
  chance: Chance,
): { caller?: Caller; token?: string } {
  const { allow } = rowOf(operation);
  const may = callers.filter(({ role }) => allow === 'open' || allow.includes(role));
  const mayNot = callers.filter((caller) => !may.includes(caller));
  const kind = chance.weighted({ may: 17, mayNot: 1, nobody: 1, forged: 1 });
  if (kind === 'nobody') return {};
  if (kind === 'forged') return { token: chance.of(forged) };
  const among = (kind === 'mayNot' && mayNot.length > 0) || operation.call === clockCall ? mayNot : may;
  const isReady = ready[operation.call];
  const list = listOf(operation.path, 'id');
  const able =
    isReady && chance.percent(60) ? among.filter((one) => readyIds(known, list, isReady, one).length > 0) : [];
  const caller = chance.of(able.length > 0 ? able : among);
  return { caller, token: caller.token };
}

/** Of the things that a caller was told of, those which let a call through. */
function readyIds(known: Memory, list: string, isReady: (thing: Thing) => boolean, caller?: Caller): string[] {
  return known.ids(list, caller).filter((id) => isReady(known.told(list, id) ?? {}));
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

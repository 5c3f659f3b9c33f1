import { randomUUID } from 'node:crypto';
import { type Role, roles } from '../../api/auth/access.ts';
import { filingForm } from '../../dev/demo/acts.ts';
import { finance } from '../../dev/demo/finance.ts';
import { crew, rosterOf } from '../../dev/demo/people.ts';
import { play } from '../../dev/demo/run.ts';
import { type StoryClaim, timeline } from '../../dev/demo/scenario.ts';
import { stories } from '../../dev/demo/scenarios/index.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import { sampleInstitution } from '../../dev/sample-people.ts';

/** Somebody who calls. */
export interface Caller {
  name: string;
  role: Role;
  token: string;
  /** Names, codes and ids of others, of which no answer to this caller may hold any. */
  hidden: string[];
}

/** A stack with claims of eight companies in five places, in many stages, and everybody who may call about those of one company in Wuxi. */
export interface Town {
  url: string;
  world: World;
  callers: Caller[];
  /** Tokens that are none. */
  forged: string[];
  /** A filing of the caller's own company that is accepted as it is. */
  filing(seed: number): Promise<object>;
}

export const beginning = '2020-02-10T08:00:00+08:00';

/** Lets the stories of the demo happen until an instant. */
export async function openTown(url: string, until: string): Promise<Town> {
  const signal = AbortSignal.any([]);
  const world = openWorld(url, { signal, note: () => undefined });
  const told = stories();
  const claims = told.flatMap((story) => story.claims);
  const acts = timeline([finance(claims), ...told]).filter(({ at }) => at < until);
  await play(world, acts, { say: () => undefined, signal });
  await moveTo(world, until);
  const own = claims[0]!;
  const callers = await callersOf(
    world,
    own,
    claims.filter(({ id }) => id),
  );
  return {
    ...{ url, world, callers, forged: forgeriesOf(callers[0]!.token) },
    async filing(seed) {
      const days = { classOpensOn: '2020-06-29', classEndsOn: '2020-08-14', plannedHeadCount: 2 };
      const filing = await filingForm(world, own, days);
      const { jurisdiction, programme } = own;
      return { jurisdiction, programme, filing, roster: rosterOf(crew(2, 1_000_000 + 2 * seed)) };
    },
  };
}

export async function moveTo(world: World, advanceTo: string): Promise<void> {
  await world.as({ role: 'admin', subject: 'clock' }).post('/v1/rehearsal/clock', { advanceTo });
}

/** Every role: claimants of one company or none, officials of one place and, where that may be, of all. */
async function callersOf(world: World, own: StoryClaim, claims: StoryClaim[]): Promise<Caller[]> {
  const marks = ({ company, id }: StoryClaim) => [company.name, company.uscc, id];
  const others = claims.filter((claim) => claim !== own);
  const away = others.filter(({ jurisdiction }) => jurisdiction !== own.jurisdiction);
  const caller = async (name: string, role: Role, claims: object, hidden: StoryClaim[]): Promise<Caller> => {
    const who = { role, subject: `fuzz-${name.replaceAll(' ', '-')}`, ...claims };
    const { token } = await world.anybody.post<{ token: string }>('/v1/rehearsal/token', who);
    return { name, role, token, hidden: hidden.flatMap(marks) };
  };
  const officials = roles.slice(3);
  const people = await Promise.all([
    caller('enterprise', 'enterprise', { uscc: own.company.uscc }, others),
    caller('institution', 'institution', { uscc: sampleInstitution(900).uscc }, claims),
    caller('individual', 'individual', {}, claims),
    ...officials.map((role) => caller(`${role} of wuxi`, role, { jurisdiction: own.jurisdiction }, away)),
    ...officials.filter((role) => role !== 'reviewer').map((role) => caller(`${role} of all`, role, {}, [])),
  ]);
  return [...people, await systemOf(people[0]!, own.company.uscc)];

  async function systemOf(person: Caller, uscc: string): Promise<Caller> {
    const scopes = ['claims:read', 'claims:act', 'rosters:write', 'files:write'];
    const as = { role: 'enterprise', uscc, subject: `key-maker-${randomUUID()}` };
    const { key } = await world
      .as(as)
      .post<{ key: string }>('/v1/api-keys', { name: 'HR', scopes, expiresAt: '2020-12-31T00:00:00+08:00' });
    return { ...person, name: 'enterprise by key', token: key };
  }
}

function forgeriesOf(token: string): string[] {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const admin = encode({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), role: 'admin' });
  return [
    `${header}.${admin}.${signature}`,
    `${encode({ alg: 'none' })}.${admin}.`,
    `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
    `${header}.${payload}`,
    `tsk_${'0'.repeat(20)}_${'0'.repeat(72)}`,
    'x',
    'a.b.c',
    'x'.repeat(9_000),
  ];
}

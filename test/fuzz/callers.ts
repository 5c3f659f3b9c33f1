import { randomUUID } from 'node:crypto';
import { type Role, roles } from '../../api/auth/access.ts';
import type { StoryClaim } from '../../dev/demo/scenario.ts';
import type { World } from '../../dev/demo/world.ts';
import { sampleCompany, sampleInstitution } from '../../dev/sample-people.ts';
import { companies } from './street/residents.ts';

/** Somebody who calls. */
export interface Caller {
  name: string;
  role: Role;
  token: string;
  /** Of a claimant. */
  uscc?: string;
  /** Names, codes and numbers of others, of which no answer to this caller may hold any. */
  hidden: Set<string>;
  /** Companies of which they see a claim. */
  known: Set<string>;
  /** Whether claims of this company in this place are for them. */
  sees(claim: Whose): boolean;
}

/** Whose claim something is, and where. */
export interface Whose {
  jurisdiction: string;
  uscc: string;
}

/** A claim with what tells of it: its id, and numbers of its people. */
export interface Marked {
  claim: StoryClaim;
  numbers: readonly string[];
}

/** The name of the key by which one of them calls. */
export const callersKey = 'HR';

/** Every role: claimants of two companies or none, officials of two places and, where that may be, of all. */
export async function callersOf(world: World): Promise<Caller[]> {
  const caller = async (name: string, role: Role, more: object, sees: Caller['sees']): Promise<Caller> => {
    const who = { role, subject: `fuzz-${name.replaceAll(' ', '-')}`, ...more };
    const { token } = await world.anybody.post<{ token: string }>('/v1/rehearsal/token', who);
    return { name, role, token, hidden: new Set(), known: new Set(), sees };
  };
  const officials = roles.slice(3);
  const everywhere = officials.filter((role) => role !== 'reviewer');
  const [own, neighbour] = companies.map(({ company, city }) => sampleCompany(company, city));
  const enterprise = async (name: string, uscc: string) => ({
    ...(await caller(name, 'enterprise', { uscc }, (claim) => claim.uscc === uscc)),
    uscc,
  });
  const people = await Promise.all([
    enterprise('enterprise', own!.uscc),
    enterprise('neighbour', neighbour!.uscc),
    caller('institution', 'institution', { uscc: sampleInstitution(900).uscc }, () => false),
    caller('individual', 'individual', {}, () => false),
    ...['wuxi', 'chongqing'].flatMap((jurisdiction) =>
      officials.map((role) =>
        caller(`${role} of ${jurisdiction}`, role, { jurisdiction }, (claim) => claim.jurisdiction === jurisdiction),
      ),
    ),
    ...everywhere.map((role) => caller(`${role} of all`, role, {}, () => true)),
  ]);
  return [...people, await systemOf(people[0]!, own!.uscc)];

  async function systemOf(person: Caller, uscc: string): Promise<Caller> {
    const scopes = ['claims:read', 'claims:act', 'rosters:write', 'files:write'];
    const as = { role: 'enterprise', uscc, subject: `key-maker-${randomUUID()}` };
    const { key } = await world
      .as(as)
      .post<{ key: string }>('/v1/api-keys', { name: callersKey, scopes, expiresAt: '2020-12-31T00:00:00+08:00' });
    return { ...person, name: 'enterprise by key', token: key };
  }
}

/** Hides from everybody what is of claims that are not for them; a company is hidden from whoever sees none of its claims. */
export function hide(callers: readonly Caller[], marked: readonly Marked[]): void {
  for (const caller of callers) {
    for (const { claim, numbers } of marked) {
      const { company, jurisdiction, id } = claim;
      if (caller.sees({ jurisdiction, uscc: company.uscc })) {
        caller.known.add(company.uscc);
        for (const mark of [company.name, company.uscc]) caller.hidden.delete(mark);
        continue;
      }
      for (const mark of [id, ...numbers]) caller.hidden.add(mark);
      if (!caller.known.has(company.uscc)) for (const mark of [company.name, company.uscc]) caller.hidden.add(mark);
    }
  }
}

/** Tokens that are none. */
export function forgeriesOf(token: string): string[] {
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

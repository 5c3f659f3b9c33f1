import { filingForm } from '../../../dev/demo/acts.ts';
import { completions, crew, lessons, type Member, rosterOf, times } from '../../../dev/demo/people.ts';
import { type StoryClaim, storyClaim } from '../../../dev/demo/scenario.ts';
import type { World } from '../../../dev/demo/world.ts';
import { sampleCompany } from '../../../dev/sample-people.ts';

/** A claim of the town's own, with all that its claimant hands in. */
export interface Resident {
  claim: StoryClaim;
  members: Member[];
  /** Whether it is for people who were hired, and the money comes first. */
  hires: boolean;
  /** First and last day of its class. */
  opens: string;
  ends: string;
}

/** The two companies whose people call; neither may be told of the other. */
export const companies = [
  { company: 101, city: 'wuxi' },
  { company: 150, city: 'wuxi' },
] as const;

export const programmes = [
  { jurisdiction: 'wuxi', programme: 'online-on-the-job', hires: false },
  { jurisdiction: 'chongqing', programme: 'enterprise-online', hires: false },
  { jurisdiction: 'wuxi', programme: 'new-hire-pre-job', hires: true },
] as const;

export interface Household {
  company: (typeof companies)[number];
  programme: (typeof programmes)[number];
}

/** Both companies with every programme. */
export const households: readonly Household[] = companies.flatMap((company) =>
  programmes.map((programme) => ({ company, programme })),
);

/** Somebody new, whose people are in no other claim: a class of two. `seed` is theirs alone. */
export function newResident({ company, programme }: Household, days: [string, string], seed: number): Resident {
  const members = crew(2, 2_000_000 + 2 * seed);
  const { jurisdiction, programme: slug, hires } = programme;
  const expected = { stage: '', amountFen: null, paidFen: {} };
  const claim = storyClaim({ jurisdiction, programme: slug, ...company, trainees: members.length, expected });
  return { claim, members, hires, opens: days[0], ends: days[1] };
}

/** Somebody new for a class in summer, in one of the places; of the first company unless the code is another's. */
export function newcomer(uscc: string | undefined, seed: number): Resident {
  const company = companies.find(({ company, city }) => sampleCompany(company, city).uscc === uscc) ?? companies[0];
  const programme = programmes[seed % programmes.length]!;
  return newResident({ company, programme }, ['2020-06-29', '2020-08-14'], 100_000 + seed);
}

const skill = { kind: 'skill-level', level: 4, occupation: '示例工种', basis: 'other' };
const hired = { relation: 'employee', hiredOn: '2020-01-28', insuredFrom: '2020-02-01', contract: 'new' };
const planned = { relation: 'employee', registeredOn: '2020-02-08', plannedCertificate: skill };

const isChongqing = ({ claim }: Resident) => claim.jurisdiction === 'chongqing';

/** The whole body of `POST /v1/claims`. */
export async function filingOf(world: World, one: Resident) {
  const { claim, members, hires } = one;
  const { jurisdiction, programme } = claim;
  return {
    ...{ jurisdiction, programme, filing: await planOf(world, one) },
    roster: rosterOf(members, hires ? hired : isChongqing(one) ? planned : undefined),
  };
}

/** The form alone, as a returned filing is handed in again. */
export function planOf(world: World, one: Resident) {
  const { claim, hires, opens: classOpensOn, ends: classEndsOn } = one;
  if (hires) return filingForm(world, claim, {}, { bankAccount: claim.account });
  const theory = isChongqing(one) && { theoryClassHours: 12 };
  return filingForm(world, claim, { classOpensOn, classEndsOn, classHours: 24, ...theory });
}

export function recordsOf({ members, opens }: Resident) {
  return { records: members.flatMap(({ ref }) => lessons(ref, opens, times(12, 90))) };
}

export function completionOf({ members, hires, opens, ends }: Resident) {
  const evidence = members.map(({ ref }) => ({ ref, kind: 'learning-records', fileId: 'specimen' }));
  return { classOpenedOn: opens, classEndedOn: ends, ...(hires && { evidence }) };
}

export async function applicationOf(world: World, one: Resident) {
  const { claim, members, ends } = one;
  const refs = members.map(({ ref }) => ref);
  const certificates = completions(refs, ends).map((paper) => (isChongqing(one) ? { ...paper, ...skill } : paper));
  const example = await world.example(claim.jurisdiction, claim.programme, 'application');
  return { ...example, certificates, bankAccount: claim.account };
}

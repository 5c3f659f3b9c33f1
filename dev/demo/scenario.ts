import { type SampleCity, type SampleCompany, sampleCompany } from '../sample-people.ts';
import { sum } from './expected.ts';
import type { World } from './world.ts';

/** Something that happens on a day of the story. */
export interface Act {
  /** Business time, `2020-03-02T10:00:00+08:00`. */
  at: string;
  /** What happens, in a few words. */
  title: string;
  run(world: World): Promise<unknown>;
}

/** A story about one claim or a few, told by its acts in the order in which they happen. */
export interface Scenario {
  /** Begins each of its lines. */
  name: string;
  claims: StoryClaim[];
  acts: Act[];
}

/** A claim of a story and what has to become of it, computed from the story alone. */
export interface StoryClaim {
  jurisdiction: string;
  programme: string;
  company: SampleCompany;
  account: { bankName: string; accountName: string; accountNumber: string };
  trainees: number;
  expected: Expected;
  /** Known once it is filed. */
  id: string;
}

export interface Expected {
  stage: string;
  /** What stands in the end, fen; null: entitlements were never fixed. */
  amountFen: number | null;
  /** What the bank transfers, fen, by the month of the batch (`2020-05`). */
  paidFen: Record<string, number>;
  /** What the bank sends back of the batch of a month, fen: it is paid with a later one. */
  returnedFen?: Record<string, number>;
  /** To be recovered, fen; and how much of it comes back. */
  recoveryFen?: number;
  repaidFen?: number;
}

export function storyClaim(
  about: Pick<StoryClaim, 'jurisdiction' | 'programme' | 'trainees' | 'expected'> & {
    /** Or the seed of one. */
    company: SampleCompany | number;
    city: SampleCity;
  },
): StoryClaim {
  const company = typeof about.company === 'number' ? sampleCompany(about.company, about.city) : about.company;
  const accountNumber = `62${company.phone.replace(/\D/g, '').padStart(17, '0')}`;
  return {
    ...about,
    company,
    account: { bankName: '示例银行示例支行', accountName: company.name, accountNumber },
    id: '',
  };
}

export interface TimelineAct extends Act {
  scenario: string;
}

/** All stories on one line of time. What happens at the same instant keeps the order of the scenarios and of their acts. */
export function timeline(scenarios: readonly Scenario[]): TimelineAct[] {
  for (const { name, acts } of scenarios) {
    const late = acts.find((act, i) => i > 0 && Date.parse(act.at) < Date.parse(acts[i - 1]!.at));
    if (late) throw new Error(`${name}: "${late.title}" happens before the act in front of it`);
  }
  return scenarios
    .flatMap(({ name, acts }) => acts.map((act) => ({ ...act, scenario: name })))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What the bank has to transfer, fen: all months, or the one of a batch. */
export function bankTotal(claims: readonly StoryClaim[], jurisdiction: string, month?: string): number {
  return sum(
    claims
      .filter((claim) => claim.jurisdiction === jurisdiction)
      .flatMap(({ expected }) => (month ? [expected.paidFen[month] ?? 0] : Object.values(expected.paidFen))),
  );
}

/** What the batch of a month holds, fen: what arrives, and what the bank sends back. */
export function batchTotal(claims: readonly StoryClaim[], jurisdiction: string, month: string): number {
  const there = claims.filter((claim) => claim.jurisdiction === jurisdiction);
  return bankTotal(claims, jurisdiction, month) + sum(there.map(({ expected }) => expected.returnedFen?.[month] ?? 0));
}

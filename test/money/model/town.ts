import { lessons } from '../../../dev/demo/people.ts';
import { bankAccount } from '../../../jurisdictions/china/examples.ts';
import { application as chongqingApplication, classOpening } from '../../../jurisdictions/chongqing/examples.ts';
import { plan, application as wuxiApplication } from '../../../jurisdictions/wuxi/examples.ts';
import type { TestPerson } from '../../claims/support/house.ts';
import type { Bureau } from './bureau.ts';
import { type Claim, LedgerModel } from './model.ts';

const windows = [
  { opens: '2020-03-03', ends: '2020-03-16' },
  { opens: '2020-03-17', ends: '2020-03-31' },
  { opens: '2020-04-01', ends: '2020-04-14' },
] as const;

/** Persons by name: the same name is the same person in every claim. Lessons of 90 minutes bring 444 yuan, of 135 the whole limit. */
const seeds = { ann: 9001, bo: 9002, cai: 9003, dong: 9004, er: 9005, fei: 9006 };
type Person = keyof typeof seeds;

interface Planned {
  place: 'wuxi' | 'jiangyin' | 'chongqing';
  days: (typeof windows)[number];
  people: [Person, minutes: number, certificate?: 'none'][];
}

/** Three claims under one limit with shared people, and two that may have an advance; in the last of them most people fail the exam. */
const planned: Planned[] = [
  {
    place: 'wuxi',
    days: windows[0],
    people: [
      ['ann', 90],
      ['bo', 135],
    ],
  },
  {
    place: 'wuxi',
    days: windows[1],
    people: [
      ['bo', 90],
      ['cai', 90],
    ],
  },
  {
    place: 'jiangyin',
    days: windows[2],
    people: [
      ['ann', 135],
      ['cai', 135],
      ['bo', 135],
    ],
  },
  {
    place: 'chongqing',
    days: windows[0],
    people: [
      ['dong', 90],
      ['er', 90],
    ],
  },
  {
    place: 'chongqing',
    days: windows[1],
    people: [
      ['dong', 90],
      ['er', 90, 'none'],
      ['fei', 90, 'none'],
    ],
  },
];

const level = 4;
const perCertificate = 150_000;
const perHour = 1_850;

/** The claims as the model begins with them. */
export function newModel(): LedgerModel {
  return new LedgerModel(
    planned.map(({ place, people }, no): Claim => {
      const chongqing = place === 'chongqing';
      const full = ([, minutes, certificate]: Planned['people'][number]) =>
        certificate ? 0 : chongqing ? perCertificate : Math.min(50_000, 12 * (minutes / 45) * perHour);
      return {
        ...{ no, place, stage: 'training', recoveries: [] },
        ...(chongqing ? { scope: 'chongqing', limit: 10_000_000 } : { scope: 'wuxi', limit: 50_000 }),
        estimate: chongqing ? people.length * perCertificate : 0,
        lines: people.map((one, i) => ({
          ref: String(i + 1),
          person: one[0],
          full: full(one),
          fen: 0,
          offset: 0,
          status: 'none',
        })),
      };
    }),
  );
}

/** The same claims in the real thing: filed, and approved for training. */
export async function fileAll(model: LedgerModel, bureau: Bureau): Promise<void> {
  for (const claim of model.claims) {
    const { place, days, people } = planned[claim.no]!;
    const example = place === 'chongqing' ? classOpening : plan;
    const training = { ...example.training, classHours: 36, classOpensOn: days.opens, classEndsOn: days.ends };
    const hours = place === 'chongqing' ? { theoryClassHours: 36 } : {};
    const roster = people.map(
      ([name]): TestPerson => ({ seed: seeds[name], ...(place === 'chongqing' && aim(claim.no)) }),
    );
    const programme = place === 'chongqing' ? 'enterprise-online' : 'online-on-the-job';
    await bureau.file(claim, { programme, form: { ...example, training: { ...training, ...hours } }, people: roster });
  }
}

/** Each class is for an occupation of its own, so that nobody meets "once per occupation". */
const aim = (no: number) => ({ registeredOn: '2020-03-01', plannedCertificate: skill(no) });
const skill = (no: number) => ({ kind: 'skill-level', level, occupation: `示例工种${no}`, basis: 'other' as const });

/** What the claimant hands in about the class. */
export function trainingOf({ no }: Claim) {
  const { place, days, people } = planned[no]!;
  const kind = place === 'chongqing' ? skill(no) : { kind: 'completion' };
  const certificates = people.flatMap(([, , none], i) =>
    none ? [] : [{ ...kind, ref: String(i + 1), number: `${no}-${i}`, issuedOn: days.ends }],
  );
  const form = place === 'chongqing' ? chongqingApplication : wuxiApplication;
  return {
    days,
    bankAccount,
    records: people.flatMap(([, minutes], i) => lessons(String(i + 1), days.opens, Array<number>(12).fill(minutes))),
    application: { ...form, certificates, bankAccount },
  };
}

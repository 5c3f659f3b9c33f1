import type { Stage } from '../../../domain/claim/stages.ts';
import type { Programme } from '../../../domain/rules/jurisdiction.ts';
import { isOurs } from '../../support/places.ts';
import { payMonth } from './batches.ts';
import type { House, TestPerson } from './house.ts';
import { assess, trained } from './lives.ts';
import { accountOf } from './people.ts';

/** One claim of a programme, made from the examples of its pack. */
export interface ExampleClaim {
  place: string;
  programme: Programme;
  claimId: string;
  /** Where an individual's money goes. */
  bankAccount?: object;
  workflowId: string;
  /** Once an external step has been entered. */
  externalWorkflowId?: string;
}

/** A claim for every programme of every place, filed on 2 March 2020 for two people of their own (one who claims alone). */
export async function fileEverything(house: House): Promise<ExampleClaim[]> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const claims: ExampleClaim[] = [];
  for (const { slug: place, programmes } of house.deps.registry.list().filter(isOurs)) {
    for (const programme of programmes) {
      const row = programme.forms.rosterRow.example as Record<string, unknown>;
      // The example's person is one; here everybody is somebody else.
      const { name, sex, idNumber, mobile, platformAccount, ...facts } = row;
      const seed = 20_000 + 2 * claims.length;
      // An individual claims for nobody else.
      const seeds = programme.claimant === 'individual' ? [seed] : [seed, seed + 1];
      const people = seeds.map((seed) => ({ ...facts, seed }) as TestPerson);
      const form = programme.forms.filing.example as object;
      const filed = await house.file({ jurisdiction: place, programme: programme.slug, form, people });
      const bankAccount = programme.claimant === 'individual' ? accountOf({ seed }) : undefined;
      claims.push({ place, programme, ...(bankAccount && { bankAccount }), ...filed });
    }
  }
  return claims;
}

/** From filing to payment, each claim through its own steps, all on the same days. */
export async function payEverything(house: House, claims: readonly ExampleClaim[]): Promise<void> {
  const standing = async (stage: Stage) => {
    const now = await Promise.all(claims.map(async (claim) => ({ claim, row: await house.claim(claim.claimId) })));
    return now.filter(({ row }) => row.stage === stage).map(({ claim }) => claim);
  };
  const decide = async (stage: 'filing-review' | 'application-review') => {
    for (const { claimId } of await standing(stage))
      await house.act(claimId, stage, undefined, { decision: 'approve' });
  };
  const pay = async (stage: Stage, month: string, next: Stage) => {
    const due = await standing(stage);
    const funds = new Map(
      due.flatMap(({ place, programme }) =>
        [programme.fund, programme.allowance?.fund].map((fund) => [`${place} ${fund}`, { place, fund }] as const),
      ),
    );
    for (const { place, fund } of funds.values()) if (fund) await payMonth(house, place, month, fund);
    for (const { claimId } of due) await house.reaches(claimId, next);
  };

  await decide('filing-review');
  await house.advanceTo('2020-04-01T02:00:00+08:00');
  await pay('advance', '2020-03', 'training');
  // Where the money came first, evidence is due within a month or two of it.
  await house.advanceTo('2020-04-21T09:00:00+08:00');
  for (const { claimId } of claims.filter(({ programme }) => hasStep(programme, 'advance'))) {
    const evidence = ['1', '2'].map((ref) => ({ ref, kind: 'sign-in' }));
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-04-20', evidence });
  }
  for (const { claimId } of await standing('verification')) await house.act(claimId, 'verification', { failed: [] });
  await house.advanceTo('2020-05-21T09:00:00+08:00');
  for (const { claimId, programme, bankAccount } of await standing('training')) {
    const refs = await trained(house, claimId);
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
    const form = programme.forms.application.example as { certificates: object[] };
    const [certificate] = form.certificates;
    const certificates = certificate ? refs.map((ref) => ({ ...certificate, ref, number: `EX-${ref}` })) : [];
    await house.act(claimId, 'application', { ...form, ...(bankAccount && { bankAccount }), certificates });
  }
  await decide('application-review');
  for (const claim of await standing('external')) {
    claim.externalWorkflowId = await assess(house, claim.claimId, { passed: true });
    await house.reaches(claim.claimId, 'public-notice');
  }
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await pay('payable', '2020-05', 'paid');
}

const hasStep = (programme: Programme, kind: string) => programme.steps.some((step) => step.kind === kind);

import type { DisbursementTotals } from '../../../db/money/disbursements.ts';
import { paymentsOf } from '../../../db/money/payments.ts';
import { bankAccount, classOpening } from '../../../jurisdictions/chongqing/examples.ts';
import { payMonth } from './batches.ts';
import type { House } from './house.ts';

const certified = (seed: number, level: number) => ({
  ...{ kind: 'skill-level', level, occupation: `occupation-${seed}`, basis: 'other' },
});

/**
 * Claims in Chongqing, by name, each of its own claimant, with half their estimate paid in advance by the batch of July 2020; those of
 * their people who `earned` it have their certificate, and the notice is over.
 */
export async function advanced<Name extends string>(
  house: House,
  claims: Record<Name, number[]>,
  earned: number[],
): Promise<Record<Name, string> & { july: DisbursementTotals }> {
  house.setNow('2020-06-24T10:00:00+08:00');
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const ids: Record<string, string> = {};
  const all = Object.entries<number[]>(claims);
  for (const [name, seeds] of all) {
    const people = seeds.map((seed) => ({
      ...{ seed, registeredOn: '2020-06-01', plannedCertificate: certified(seed, 4) },
    }));
    const { claimId } = await house.file({
      ...{ jurisdiction: 'chongqing', programme: 'enterprise-online', form: { ...classOpening, training }, people },
      claimant: `claimant-${name}`,
    });
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
    await house.act(claimId, 'advance-request', { bankAccount });
    ids[name] = claimId;
  }
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  const july = await payMonth(house, 'chongqing', '2020-07');
  await house.advanceTo('2020-08-03T10:00:00+08:00');
  for (const [name, seeds] of all) {
    await house.act(ids[name]!, 'training-completion', { classEndedOn: '2020-07-31' });
    const certificates = seeds
      .filter((seed) => earned.includes(seed))
      .map((seed) => ({
        ...{ ...certified(seed, 5), ref: String(seeds.indexOf(seed) + 1), number: `N-${seed}`, issuedOn: '2020-08-03' },
      }));
    await house.act(ids[name]!, 'application', { certificates, bankAccount });
    await house.act(ids[name]!, 'application-review', undefined, { decision: 'approve' });
  }
  await house.advanceTo('2020-08-11T00:01:00+08:00');
  return { ...(ids as Record<Name, string>), july };
}

/** The bank sends back what it has paid to a claim in a batch. */
export const returnOf = async (house: House, batch: Pick<DisbursementTotals, 'id'>, claimId: string) =>
  (await paymentsOf(house.deps.db, batch.id))
    .filter((p) => p.claim_id === claimId && p.status === 'paid')
    .map((p) => ({ paymentId: p.id, status: 'returned' as const, amountFen: p.amount_fen }));

import { applies, files, reads } from './claimant.ts';
import { pays } from './money.ts';
import { arrives, onAPhone, publicReads, timeMoves, watch } from './others.ts';
import { approves, reviewsFiling, rules } from './review.ts';
import type { Visit } from './visit.ts';

/** One claim from filing to payment in the browser alone, and what everybody else sees meanwhile. */
export async function walk(visit: Visit): Promise<void> {
  await arrives(visit);
  const claim = await files(visit);
  await reviewsFiling(visit, claim);
  await rules(visit);
  await watch(visit);
  await timeMoves(visit, '2020-07-01T09:00', true);
  await applies(visit, claim);
  await approves(visit, claim);
  await publicReads(visit, claim);
  await timeMoves(visit, '2020-08-03T09:00');
  await pays(visit, 'wuxi.skill-action-special-account.2020-07');
  await reads(visit, claim);
  await onAPhone(visit, claim);
}

import { errandsOf } from '../people/life.ts';
import { type Phase, phases } from './calendar.ts';
import { type PlannedClaim, planClaims } from './claims.ts';
import { type Moment, type PlannedFault, planFaults, type Setup } from './faults.ts';

/** What a run is going to do: it depends on nothing but these three numbers and the setup. */
export interface Plan {
  seed: number;
  setup: Setup;
  claims: PlannedClaim[];
  faults: PlannedFault[];
  /** How many moments of each kind there will be, about. */
  expected: Record<Moment, number>;
}

export function makePlan(seed: number, claimCount: number, faultCount: number, setup: Setup = 'one-server'): Plan {
  const claims = planClaims(seed, claimCount);
  const days = Object.keys(phases) as Phase[];
  const acts = claims.flatMap((claim) => days.flatMap((day) => errandsOf(claim, day).map((errand) => errand.acts)));
  // A batch is submitted, approved and answered in some parts; five places, two or three months.
  const expected = { act: acts.reduce((sum, n) => sum + n, 0), clock: days.length, batch: 50 };
  return { seed, setup, claims, faults: planFaults(seed, faultCount, expected, setup), expected };
}

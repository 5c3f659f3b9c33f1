import {
  afterLeaving,
  atNight,
  elsewhereAtOnce,
  outsideClass,
  overlapping,
  type Suspicion,
  sharedDevices,
  signInsOf,
  tooManyInADay,
  twoClaimants,
} from '../../db/claims/cross-checks.ts';
import { setHint } from '../../db/claims/filing-hints.ts';
import { type Found, reconcileFindings } from '../../db/claims/findings.ts';
import { attendanceOf, attendedClass } from '../../db/claims/records.ts';
import { readRosterPersonal } from '../../db/intake/rosters.ts';
import { selfReported } from '../../db/learning/lessons.ts';
import { payeeOf } from '../../db/money/payments.ts';
import { together } from '../../db/pool.ts';
import { signInsAlike } from '../../domain/learning/sign-ins.ts';
import type { Code } from '../../domain/messages/index.ts';
import { isOtherPayee, payeeFigure } from '../../domain/money/bank-account.ts';
import { hoursOf } from '../../domain/money/calculators/class-hours.ts';
import { calculators } from '../../domain/money/calculators/index.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { cite, type Resolved } from '../../domain/rules/param.ts';
import type { Context } from './context.ts';
import { classDaysOf, factsOfClaim } from './entitlements.ts';

/** One comparison (疑点): which figures it needs, the first being the one it rests on, and what it finds by them. Without one of them it is off. */
interface CrossCheck {
  code: Code;
  figures: readonly string[];
  /** The figure that has to say yes. */
  wanted?: string;
  find(c: Context, ...figures: Resolved[]): Promise<Suspicion[]>;
}

const always = 'cross-checks';
const elsewhere = 'other-classes-compared';
const perHour = 'minutes-per-class-hour';

const crossChecks: readonly CrossCheck[] = [
  { code: 'payee-not-claimant', figures: [payeeFigure], wanted: payeeFigure, find: otherPayee },
  { code: 'hours-above-plan', figures: ['hours-above-plan-count', perHour], find: hoursAbovePlan },
  { code: 'lesson-outside-class', figures: [], find: (c) => outsideClass(c.tx, c.claim.id, classDaysOf(c)) },
  { code: 'lessons-after-leaving', figures: [], find: (c) => afterLeaving(c.tx, c.claim.id) },
  { code: 'lessons-self-reported', figures: [], find: byHand },
  { code: 'lessons-overlap', figures: [], find: (c) => overlapping(c.tx, c.claim.id) },
  {
    code: 'lessons-elsewhere',
    figures: [elsewhere],
    wanted: elsewhere,
    find: (c) => elsewhereAtOnce(c.tx, c.claim.id),
  },
  {
    code: 'two-claimants-at-once',
    figures: [elsewhere],
    wanted: elsewhere,
    find: (c) => twoClaimants(c.tx, c.claim.id),
  },
  {
    code: 'too-many-hours-a-day',
    figures: ['daily-class-hours-limit', perHour],
    find: (c, limit, minutes) =>
      tooManyInADay(c.tx, c.claim.id, { limit: numberOf(limit!), minutesPerClassHour: numberOf(minutes!) }),
  },
  {
    code: 'lessons-at-night',
    figures: ['night-begins', 'night-ends'],
    find: (c, from, until) => atNight(c.tx, c.claim.id, { from: String(from!.value), until: String(until!.value) }),
  },
  {
    code: 'device-shared',
    figures: ['persons-per-device'],
    find: (c, most) => sharedDevices(c.tx, c.claim.id, numberOf(most!)),
  },
  {
    code: 'sign-ins-alike',
    figures: ['sign-ins-in-common'],
    find: signedInTogether,
  },
];

/**
 * Compares what is on record and puts what is suspicious before the reviewer: each finding blocks the approval until it is cleared. What was
 * found before and is not there any more closes by itself; what has grown is open again. Returns how many there are now.
 */
export async function crossCheck(c: Context): Promise<number> {
  const found = (await together(crossChecks.map((check) => foundBy(c, check)))).flat();
  await reconcileFindings(c.tx, c.claim.id, { codes: crossChecks.map(({ code }) => code), found, at: c.at });
  await setHint(c.tx, c.claim.id, { code: 'nobody-has-class-hours', detail: {} }, await isWithoutHours(c));
  return found.length;
}

async function foundBy(c: Context, { code, figures, wanted, find }: CrossCheck): Promise<Found[]> {
  if (wanted && c.law.params[wanted]?.value !== true) return [];
  const known = figures.map((name) => c.law.params[name]);
  if (known.some((figure) => figure === undefined || figure.value === null)) return [];
  const rests = known[0] ?? c.law.params[always];
  const suspicions = await find(c, ...(known as Resolved[]));
  return suspicions.map((one) => ({ code, source: rests ? cite(rests.source) : null, others: [], ...one }));
}

/** Money goes by class hours, and nobody has any: it stops nothing, but a claim with a hint is not approved unread. */
async function isWithoutHours(c: Context): Promise<boolean> {
  const minutes = c.law.params[perHour];
  const { reads } = calculators[c.law.rules.calculator]!;
  if (!reads[perHour] || !minutes || minutes.value === null) return false;
  const attendance = await attendanceOf(c.tx, c.claim.id, await attendedClass(c.tx, c.claim));
  return [...attendance.values()].every((attended) => hoursOf(attended.minutes, numberOf(minutes)) === 0);
}

async function signedInTogether({ tx, claim }: Context, times?: Resolved): Promise<Suspicion[]> {
  const found = signInsAlike(await signInsOf(tx, claim.id), numberOf(times!));
  return found.map(({ ref, ...detail }) => ({ ref, detail }));
}

/** Hours above the plan are accepted and count up to the plan. */
async function hoursAbovePlan(c: Context, _counted?: Resolved, minutes?: Resolved): Promise<Suspicion[]> {
  const { plan } = await factsOfClaim(c);
  if (!plan) return [];
  const attendance = await attendanceOf(c.tx, c.claim.id, await attendedClass(c.tx, c.claim));
  return [...attendance]
    .map(([ref, attended]) => ({ ref, classHours: hoursOf(attended.minutes, numberOf(minutes!)) }))
    .filter(({ classHours }) => classHours > plan.classHours)
    .map(({ ref, classHours }) => ({ ref, detail: { classHours, plannedClassHours: plan.classHours } }));
}

/** Money that would go to somebody else than claims it: an individual is named by the roster. */
async function otherPayee({ tx, claim }: Context): Promise<Suspicion[]> {
  const payee = await payeeOf(tx, claim.id);
  const name = claim.claimant_name ?? (await readRosterPersonal(tx, claim.roster_id, { after: 0, limit: 1 }))[0]?.name;
  return payee && name && isOtherPayee(payee, name) ? [{ ref: null, detail: {} }] : [];
}

/** Records by the claimant's own hand for a class of which a platform tells. */
async function byHand(c: Context): Promise<Suspicion[]> {
  const found = await selfReported(c.tx, c.claim.id);
  return found ? [{ ref: null, detail: found }] : [];
}

import type { Claim } from '../../../dev/demo/answers.ts';
import { monthly, type Phase } from '../plan/calendar.ts';
import type { Course, PlannedClaim } from '../plan/claims.ts';
import { type Case, type Desk, unless } from './case.ts';

/** What has to be done about one claim on one day, one act after the other. `acts`: how many that are at most. */
export interface Errand {
  acts: number;
  run(one: Case, desk: Desk): Promise<void>;
}

type When = keyof (typeof monthly)[1];

/** What a claim's course asks for on a day. Errands of one claim on the same day happen at the same time. */
export function errandsOf(plan: PlannedClaim, phase: Phase): Errand[] {
  const when = (Object.entries(monthly[plan.month]) as [When, Phase][]).find(([, day]) => day === phase)?.[0];
  if (phase === 'closing') return isFraud(plan.course) ? [{ acts: 1, run: ruleAtLast }] : [];
  if (!when) return [];
  return days[when](plan);
}

const days: Record<When, (plan: PlannedClaim) => Errand[]> = {
  filing: ({ course, advance }) => [
    {
      acts: course === 'filing-returned' ? 4 : advance !== 'none' ? 3 : course === 'filing-late' ? 1 : 2,
      run: fileAndReview,
    },
  ],
  lateFilingReview: ({ course }) =>
    course === 'filing-late' ? [{ acts: 1, run: (_, desk) => void_(desk.reviewer('filing-review', approve)) }] : [],
  application: (plan) => applications(plan),
  late: ({ course }) => objectors(course),
  batch: ({ course }) => lastMoments(course),
};

const approve = { decision: 'approve' };
const giveBack = { decision: 'return', reasonCode: 'incomplete', reason: '材料不完整，请补正。' };
const rejected = { decision: 'reject', reasonCode: 'not-eligible', reason: '课程与主营业务无关。' };

/** By a clause of the claim's own rules. */
async function reject(desk: Desk, act: string): Promise<void> {
  await desk.reviewer(act, { ...rejected, clause: await desk.clause() });
}

async function fileAndReview({ plan, forms }: Case, desk: Desk): Promise<void> {
  await desk.file();
  if (plan.course === 'filing-late') return;
  if (plan.course === 'filing-rejected') return reject(desk, 'filing-review');
  if (plan.course === 'filing-returned') {
    await desk.reviewer('filing-review', giveBack);
    await desk.claimant('resubmission', { filing: forms.filing });
  }
  await desk.reviewer('filing-review', approve);
  if (plan.advance !== 'none') await desk.claimant('advance-request', { bankAccount: forms.bankAccount });
}

function applications({ course, advance }: PlannedClaim): Errand[] {
  if (course === 'filing-rejected') return [];
  if (course === 'withdrawn-in-training' || advance === 'asked-and-withdrawn')
    return [{ acts: 1, run: (_, desk) => void_(desk.claimant('withdrawal')) }];
  return [{ acts: course === 'application-returned' ? 6 : course === 'never-applied' ? 2 : 4, run: apply }];
}

async function apply(one: Case, desk: Desk): Promise<void> {
  const { plan, forms } = one;
  await desk.claimant('learning-records', { records: forms.records });
  await desk.claimant('training-completion', { classOpenedOn: plan.days.opens, classEndedOn: plan.days.ends });
  if (plan.course === 'never-applied') return;
  await desk.claimant('application', forms.application);
  if (plan.course === 'application-late') return;
  if (plan.course === 'application-rejected') return reject(desk, 'application-review');
  if (plan.course === 'application-returned') {
    await desk.reviewer('application-review', giveBack);
    await desk.claimant('resubmission', { application: forms.application });
  }
  await decide(one, desk);
}

/** A claim that brings nothing ends here: somebody else has taken all its room. */
async function decide(one: Case, desk: Desk): Promise<Claim> {
  const claim = await desk.reviewer('application-review', approve);
  one.approved = claim.stage === 'public-notice';
  return claim;
}

const objected: Partial<Record<Course, number>> = {
  'line-upheld': 1,
  'line-dismissed': 1,
  'line-dismissed-late': 1,
  'line-upheld-late': 1,
  'two-lines-ruled-at-once': 2,
  'claim-upheld': 0,
  'claim-dismissed-late': 0,
};

/** In the days of the public notice. */
function objectors(course: Course): Errand[] {
  if (course === 'application-late') return [{ acts: 1, run: (one, desk) => void_(decide(one, desk)) }];
  const lines = objected[course];
  if (lines === undefined) return [];
  const atOnce = course.endsWith('late') ? 0 : 1;
  return [{ acts: Math.max(1, lines) * (1 + atOnce), run: (one, desk) => objectAndRule(one, desk, lines) }];
}

async function objectAndRule(one: Case, desk: Desk, lines: number): Promise<void> {
  if (!one.approved) return;
  const refs = lines === 0 ? [null] : await publishedRefs(desk, lines);
  for (const ref of refs) await desk.object(ref);
  const { course } = one.plan;
  if (course.endsWith('late')) return;
  // Two rulings at the same moment: one more reason why a claim takes one act at a time.
  await Promise.all(one.objections.map((objection, i) => desk.rule(objection, rulingOf(course, i))));
}

const rulingOf = (course: Course, i: number) =>
  course.includes('upheld') || (course === 'two-lines-ruled-at-once' && i === 0) ? 'uphold' : 'dismiss';

/** The first lines that stand and have an amount. */
async function publishedRefs(desk: Desk, count: number): Promise<string[]> {
  const { lines = [] } = await desk.read();
  return lines
    .filter(({ amountFen }) => amountFen > 0)
    .slice(0, count)
    .map(({ ref }) => ref);
}

/** While the finance officers decide on the batch. */
function lastMoments(course: Course): Errand[] {
  if (course === 'withdrawn-from-batch') return [{ acts: 1, run: withdrawAtTheLastMoment }];
  if (isFraud(course)) return [{ acts: 2, run: reportAndRule }];
  if (!course.endsWith('late') || objected[course] === undefined) return [];
  return [
    {
      acts: 1,
      async run(one, desk) {
        for (const objection of one.objections) await desk.rule(objection, rulingOf(course, 0));
      },
    },
  ];
}

async function withdrawAtTheLastMoment(one: Case, desk: Desk): Promise<void> {
  if (!one.approved) return;
  const accepted = await unless(desk.claimant('withdrawal'), 'in-approved-batch', 'wrong-stage');
  one.withdrawal = accepted ? 'accepted' : 'too-late';
}

const isFraud = (course: Course) => course.startsWith('fraud-');
const fraudRuling = ({ course }: PlannedClaim) => (course === 'fraud-dismissed' ? 'dismiss' : 'uphold');

async function reportAndRule(one: Case, desk: Desk): Promise<void> {
  if (!one.approved) return;
  await desk.reportFraud(one.plan.course === 'fraud-of-one' ? await publishedRefs(desk, 1) : null);
  await ruleUnlessWaiting(one, desk);
}

/** The money may be with the bank; and the one line that it is about may have fallen. */
async function ruleUnlessWaiting(one: Case, desk: Desk): Promise<void> {
  one.ruled = await unless(desk.ruleOnFraud(fraudRuling(one.plan)), 'fraud-wait-for-bank');
}

async function ruleAtLast(one: Case, desk: Desk): Promise<void> {
  if (one.fraud && !one.ruled) await desk.ruleOnFraud(fraudRuling(one.plan));
}

const void_ = async (act: Promise<unknown>): Promise<void> => void (await act);

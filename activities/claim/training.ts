import { addLearningRecords as insertRecords } from '../../db/claims/records.ts';
import { rosterRefs } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import { instantToMs, localDateOf } from '../../domain/calendar/date.ts';
import type { CompletionForm, LearningRecordForm } from '../../domain/claim/forms.ts';
import { lessonFaults } from '../../domain/claim/lessons.ts';
import { refusalsOf } from '../../domain/money/calculate.ts';
import { Problem, refusedBy } from '../../domain/problem.ts';
import { foldEvents } from '../learning/fold.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { enterNext, pinMilestone } from './enter.ts';
import { factsOfClaim } from './entitlements.ts';
import { fall } from './settlement.ts';

/** The class has opened: the figures of that day are pinned. An opening outside the programme's window refuses the act. */
export async function startTraining(c: Context): Promise<Detail> {
  const { classOpenedOn } = await submitted<{ classOpenedOn: string }>(c);
  if (c.law.milestones.has('class-opened')) throw new Problem('training-already-started');
  if (classOpenedOn > localDateOf(c.at)) throw new Problem('date-in-future', { date: classOpenedOn });
  c.claim.class_opened_on = classOpenedOn;
  await admitDates(c);
  await pinMilestone(c, 'class-opened');
  return { classOpenedOn };
}

/** Records of lessons; the same record again changes nothing. Refs must be on the roster. */
export async function addLearningRecords(c: Context): Promise<Detail> {
  const { records } = await submitted<{ records: LearningRecordForm[] }>(c);
  const known = await rosterRefs(c.tx, c.claim.roster_id);
  const faults = lessonFaults(records, { known, now: instantToMs(c.at) });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  const added = await insertRecords(c.tx, c.claim.id, records, c.move.message?.dossierId ?? '');
  return { records: records.length, added };
}

/** The class has ended: the figures of that day are pinned, and what comes next counts from it. */
export async function completeTraining(c: Context): Promise<Detail> {
  const form = await submitted<CompletionForm>(c);
  const { claim } = c;
  if (form.classEndedOn > localDateOf(c.at)) throw new Problem('date-in-future', { date: form.classEndedOn });
  if (form.classOpenedOn && !c.law.milestones.has('class-opened')) claim.class_opened_on = form.classOpenedOn;
  if (claim.class_opened_on && form.classEndedOn < claim.class_opened_on) throw new Problem('class-dates-order');
  claim.class_ended_on = form.classEndedOn;
  await admitDates(c);
  await pinMilestone(c, 'class-opened');
  await pinMilestone(c, 'class-ended');
  await foldEvents(c);
  const missing = await withoutEvidence(c, form);
  await enterNext(c);
  return { classEndedOn: form.classEndedOn, evidenceMissing: missing };
}

async function admitDates(c: Context): Promise<void> {
  const refusals = refusalsOf(c.law.rules, c.law.params, await factsOfClaim(c));
  if (refusals.length > 0) throw refusedBy(refusals);
}

/** Where the money came first, persons without evidence fall. */
async function withoutEvidence(c: Context, form: CompletionForm): Promise<number> {
  if (!needsEvidence(c)) return 0;
  const proven = new Set((form.evidence ?? []).map((e) => e.ref));
  const missing = [...new Set((await linesOf(c.tx, c.claim.id)).map((line) => line.ref))].filter(
    (ref) => !proven.has(ref),
  );
  if (missing.length > 0) await fall(c, missing, 'evidence-missing');
  return missing.length;
}

const needsEvidence = (c: Context) => {
  const step = c.law.rules.steps[c.claim.step_no];
  return step?.kind === 'training' && step.completionWithin !== undefined;
};

/** The period for the evidence has passed: nobody is proven, everything falls and is to be recovered. */
export async function missEvidence(c: Context): Promise<Detail> {
  await fall(c, null, 'evidence-missing');
  c.claim.stage = 'rejected';
  return {};
}

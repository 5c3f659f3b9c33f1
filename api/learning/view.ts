import { z } from '@hono/zod-openapi';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { attendanceOf, attendedClass, perTrainee, recordsOf } from '../../db/claims/records.ts';
import { lessonsTold } from '../../db/learning/lessons.ts';
import {
  eventsOfClass,
  eventsPerTrainee,
  feedbackOf,
  recordsBySource,
  rejectionsOf,
  traineesAfter,
} from '../../db/learning/summaries.ts';
import { type Queryable, snapshot } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { asSystemIn } from '../../db/scope.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { eventKinds } from '../../domain/learning/events.ts';
import { foldLessons } from '../../domain/learning/fold.ts';
import { hoursOf } from '../../domain/money/calculators/class-hours.ts';
import { Problem } from '../../domain/problem.ts';
import { resolve } from '../../domain/rules/param.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { claimFor, ofClaim, readerOf } from '../claims/scope.ts';
import { LearningRecord } from '../claims/trace-schemas.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { listOf, When } from '../routes/fields.ts';

const checks = z.object({ passed: z.int(), failed: z.int() });
const hours = z
  .int()
  .nullable()
  .openapi({ description: 'By the rule of the place; null where it counts no class hours' });

const Trainee = z.object({
  ref: z.string(),
  rowNo: z.int(),
  events: z.partialRecord(z.enum(eventKinds), z.int()).openapi({ description: 'How many of each kind' }),
  told: z
    .object({ lessons: z.int(), minutes: z.int(), classHours: hours })
    .openapi({ description: 'What platforms say up to now' }),
  counted: z.object({ lessons: z.int(), selfReported: z.int(), minutes: z.int(), classHours: hours }).openapi({
    description:
      'Records that the claim has now; minutes and hours are of those within the class. They follow what is told when the class ends and when the application is handed in.',
  }),
  records: z
    .array(LearningRecord)
    .openapi({ description: 'Records that the claim has now, those outside the class included' }),
  practiceMinutes: z.int(),
  faceChecks: checks,
  randomVerifications: checks,
  assessments: checks,
  images: z.int(),
  feedback: z.object({
    averageRating: z.number().nullable(),
    texts: z
      .array(z.object({ at: When, text: z.string() }))
      .openapi({ description: 'What the learner wrote, the newest 20; for officials only' }),
  }),
  late: z.int().openapi({ description: 'Came in after the application was handed in: kept, and changes no money' }),
  rejected: z.array(z.object({ eventId: z.string(), connectorId: z.string(), code: z.string(), receivedAt: When })),
});

export const ClaimLearning = z
  .object({
    events: z.int(),
    late: z.int(),
    rejected: z.int(),
    foldedAt: When.nullable().openapi({ description: 'When the records last followed what was told' }),
    minutesPerClassHour: z.int().nullable(),
    minimumClassHours: z.int().nullable().openapi({ description: 'Below it nobody has anything; null: there is none' }),
    trainees: listOf(Trainee),
  })
  .openapi('ClaimLearning');

type View = z.infer<typeof ClaimLearning>;
type TraineeView = View['trainees']['items'][number];

/** What platforms told of a claim's class, with one page of its trainees. @throws Problem `not-found`, `dossier-erased` */
export async function readLearning(
  deps: Pick<Deps, 'pool' | 'audit' | 'registry' | 'clock'>,
  actor: Actor,
  id: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<View> {
  const after = readCursor<{ rowNo: number }>(cursor, { rowNo: 'number' })?.rowNo ?? 0;
  const claim = await claimFor(deps, actor, id);
  const erasure = await erasureOf(deps.pool, id);
  if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  const today = localDateOf(msToInstant(await deps.clock.now()));
  const { learning } = await disclose(deps, {
    ...{ actor, what: 'learning', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    persons: ({ personIds }) => personIds,
    open: () =>
      // The claim may be seen; asked once more for each of many thousand events, a policy would say the same.
      snapshot(deps.pool, (tx) =>
        asSystemIn(tx, async () => {
          const figure = await figuresOf(deps, tx, claim, today);
          const per = figure('minutes-per-class-hour');
          const minimum = figure('minimum-class-hours');
          const trainees = await traineesAfter(tx, claim.roster_id, after, limit + 1);
          const shown = trainees.slice(0, limit);
          const views = await traineeViews(tx, claim, shown, { per, withTexts: !isClaimant(actor) });
          const { events, late, rejected, foldedAt } = await eventsOfClass(tx, id);
          const items = page(
            trainees,
            limit,
            ({ ref }) => views.get(ref)!,
            ({ rowNo }) => ({ rowNo }),
          );
          return {
            learning: {
              ...{ events, late, rejected, foldedAt, trainees: items },
              ...{ minutesPerClassHour: per, minimumClassHours: minimum },
            },
            personIds: shown.map(({ personId }) => personId),
          };
        }),
      ),
  });
  return readerOf(actor)(learning);
}

/** Figures as pinned; before the class has opened, as they are in force today. */
async function figuresOf(
  { registry }: Pick<Deps, 'registry'>,
  db: Queryable,
  { id, jurisdiction, programme }: VisibleClaim,
  today: string,
): Promise<(name: string) => number | null> {
  const { params } = await pinnedLaw(db, id);
  const figures = { ...resolve(registry.programme(jurisdiction, programme).parameters, today), ...params };
  return (name) => {
    const value = figures[name]?.value;
    return typeof value === 'number' ? value : null;
  };
}

const mostTexts = 20;
const mostRejections = 1_000;

async function traineeViews(
  db: Queryable,
  claim: VisibleClaim,
  trainees: readonly { ref: string; rowNo: number }[],
  { per, withTexts }: { per: number | null; withTexts: boolean },
): Promise<Map<string, TraineeView>> {
  const refs = trainees.map(({ ref }) => ref);
  const days = await attendedClass(db, claim);
  const told = await eventsPerTrainee(db, claim.id, refs);
  const lessons = await lessonsTold(db, claim.id, refs);
  const attendance = await attendanceOf(db, claim.id, days, undefined, refs);
  const bySource = await recordsBySource(db, claim.id, refs);
  const records = perTrainee(await recordsOf(db, claim.id, refs));
  const texts = withTexts ? await feedbackOf(db, claim.id, refs, mostTexts) : [];
  const rejections = await rejectionsOf(db, claim.id, refs, mostRejections);
  const hoursOfAll = (minutes: readonly number[]) => (per === null ? null : hoursOf(minutes, per));
  const sum = (minutes: readonly number[]) => minutes.reduce((all, one) => all + one, 0);
  return new Map(
    trainees.map(({ ref, rowNo }) => {
      const own = told.get(ref);
      const minutesTold = foldLessons(lessons.get(ref) ?? []).map(({ minutes }) => minutes);
      const counted = attendance.get(ref)?.minutes ?? [];
      const { platform = 0, claimant = 0 } = bySource.get(ref) ?? {};
      const view: TraineeView = {
        ...{ ref, rowNo, events: own?.kinds ?? {} },
        told: { lessons: minutesTold.length, minutes: sum(minutesTold), classHours: hoursOfAll(minutesTold) },
        counted: {
          ...{ lessons: platform + claimant, selfReported: claimant },
          ...{ minutes: sum(counted), classHours: hoursOfAll(counted) },
        },
        records: records.get(ref) ?? [],
        practiceMinutes: own?.practiceMinutes ?? 0,
        faceChecks: { passed: own?.faceChecksPassed ?? 0, failed: own?.faceChecksFailed ?? 0 },
        randomVerifications: {
          ...{ passed: own?.randomVerificationsPassed ?? 0, failed: own?.randomVerificationsFailed ?? 0 },
        },
        assessments: { passed: own?.assessmentsPassed ?? 0, failed: own?.assessmentsFailed ?? 0 },
        images: own?.images ?? 0,
        feedback: {
          averageRating: own?.averageRating ?? null,
          texts: texts.filter((one) => one.ref === ref).map(({ at, text }) => ({ at, text })),
        },
        late: own?.late ?? 0,
        rejected: rejections.filter((one) => one.ref === ref).map(({ ref: _ref, ...one }) => one),
      };
      return [ref, view];
    }),
  );
}

import { createRoute, z } from '@hono/zod-openapi';
import { localDateOf } from '../../domain/calendar/date.ts';
import { timetable } from '../../domain/calendar/timetable.ts';
import { funds } from '../../domain/money/types.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { quote, quoteBody } from '../../jurisdictions/quote.ts';
import { TraceLine } from '../claims/trace-schemas.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Day, Fen, Sentence, Slug, When } from './fields.ts';

const Refusal = z.object({ code: z.string(), messages: Sentence, source: z.string() }).openapi('Refusal');

const Quote = z
  .object({
    totalFen: Fen,
    fund: z.enum(funds),
    refusals: z.array(Refusal).openapi({ description: 'Of the whole claim; then the total is 0' }),
    lines: z.array(
      z.object({
        ref: z.string(),
        component: z.enum(['training-subsidy', 'living-allowance']),
        fund: z.enum(funds),
        eligible: z.boolean(),
        amountFen: Fen,
        classHours: z.int().optional(),
        trace: z.array(TraceLine).openapi({ description: 'Sums to amountFen' }),
        code: z.string().optional(),
        messages: Sentence.optional(),
        source: z.string().optional(),
      }),
    ),
    assumptions: z
      .array(z.object({ code: z.string(), messages: Sentence }))
      .openapi({ description: 'What was taken for granted because the body does not say' }),
  })
  .openapi('Quote');

const quoteExample = {
  jurisdiction: 'wuxi',
  programme: 'online-on-the-job',
  classOpenedOn: '2020-03-02',
  classEndedOn: '2020-04-10',
  enterprise: { kind: 'ordinary', tookAffectedEnterpriseSubsidy: false },
  trainees: [{ ref: '1', relation: 'employee', classHours: 24, alreadyPaidFen: 0 }],
};

const DayOrWhen = z.union([Day, When]).openapi({ example: '2020-06-24T10:00:00+08:00' });

const TimetableBody = z
  .strictObject({
    jurisdiction: Slug,
    programme: Slug,
    filedAt: DayOrWhen.optional(),
    classOpenedOn: Day.optional(),
    classEndedOn: Day.optional(),
    appliedAt: DayOrWhen.optional(),
    advancePaidAt: DayOrWhen.optional(),
    trainingCompletedAt: DayOrWhen.optional(),
    noticePublishedAt: DayOrWhen.optional(),
  })
  .openapi('TimetableBody');

const Timetable = z
  .object({
    deadlines: z.array(
      z.object({
        step: z.string(),
        lastDay: Day.nullable().openapi({ description: 'null: not yet computable, see code' }),
        dueAt: When.nullable().openapi({ description: 'The instant at which lastDay ends' }),
        counted: z.array(Day),
        skipped: z.array(z.object({ date: Day, reason: z.string(), source: z.string() })),
        source: z.string(),
        code: z.literal('deadline-not-yet-computable').optional(),
        messages: Sentence.optional(),
      }),
    ),
  })
  .openapi('Timetable');

/** What can be asked without filing anything: sums and deadlines. */
export function quoteRoutes(app: App, { registry, calendar }: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/quotes',
      tags: ['law'],
      summary: 'Computes what would be paid; stores nothing',
      description: 'A refused quote answers 200 with `refusals` and a total of 0.',
      request: { body: jsonBody(quoteBody.openapi('QuoteBody'), quoteExample) },
      responses: { 200: jsonAnswer(Quote, 'Sums per trainee, with trace') },
    }),
    (c) => c.json(quote(registry, calendar, c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/timetables',
      tags: ['law'],
      summary: 'Computes every deadline, with each skipped day and why',
      description:
        'A deadline that reaches a year whose holidays are not published is not yet computable; a given date in such a year is refused.',
      request: {
        body: jsonBody(TimetableBody, {
          jurisdiction: 'chongqing',
          programme: 'enterprise-online',
          filedAt: '2020-06-24T10:00:00+08:00',
        }),
      },
      responses: { 200: jsonAnswer(Timetable, 'Deadlines in the order of the steps') },
    }),
    (c) => {
      const { jurisdiction, programme, ...dates } = c.req.valid('json');
      const place = registry.programme(jurisdiction, programme);
      return c.json(
        { deadlines: timetable({ steps: place.rules.steps, params: paramsFor(place, dates), dates, calendar }) },
        200,
      );
    },
  );
}

type Dates = Omit<z.infer<typeof TimetableBody>, 'jurisdiction' | 'programme'>;

/** The figures of each milestone's day; where only a later event is known, its day stands for the filing. */
function paramsFor(place: { parameters: Parameters<typeof resolveFor>[0] }, dates: Dates) {
  const { filedAt, classOpenedOn, classEndedOn, appliedAt, advancePaidAt, trainingCompletedAt, noticePublishedAt } =
    dates;
  if (classOpenedOn && classEndedOn && classEndedOn < classOpenedOn) {
    throw new Problem('invalid-input', {}, [fault('dates-reversed', { path: 'classEndedOn' })]);
  }
  const first = [
    filedAt,
    classOpenedOn,
    classEndedOn,
    appliedAt,
    advancePaidAt,
    trainingCompletedAt,
    noticePublishedAt,
  ].find(Boolean);
  if (!first) throw new Problem('invalid-input', {}, [fault('date-required', { path: 'filedAt' })]);
  const known = filedAt ?? (classOpenedOn || classEndedOn ? undefined : first);
  return resolveFor(place.parameters, { filedOn: known && localDateOf(known), classOpenedOn, classEndedOn });
}

import { z } from '@hono/zod-openapi';
import { type Instant, instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { LearningEvent } from '../../domain/learning/events.ts';
import { ref, text } from '../../jurisdictions/china/fields.ts';
import { FreeText, Id, When } from '../routes/fields.ts';

const passed = z.boolean();
const minutes = z.int().min(0).max(1_440);
const lesson = text.openapi({ description: 'The platform’s name for it; a lesson is known by this and its start' });
/** No names, no addresses with parameters: what leads the platform to the picture that it keeps. */
const image = z
  .string()
  .regex(/^[\w:/.-]{1,200}$/, 'image-reference-format')
  .openapi({ description: 'By which the platform finds the picture that it keeps', example: 'img/2020-04-10/8f3a' });
const device = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'device-hash-format')
  .openapi({ description: 'SHA-256 of what the platform knows the device by, with a salt of the platform’s own' });

const common = {
  eventId: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, 'event-id-format')
    .openapi({ description: 'The same event, sent again, has the same one' }),
  classId: Id.openapi({ description: 'Id of the claim' }),
  ref: ref.openapi({ description: 'The trainee’s `ref` on the roster' }),
  at: When,
  device: device.optional(),
};
const kind = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.strictObject({ ...common, kind: z.literal(name), ...shape });

export const LearningEventBody = z
  .discriminatedUnion('kind', [
    kind('sign-in', {}),
    kind('lesson', {
      ...{ lesson, startedAt: When, minutes },
      revision: z.int().min(0).max(1_000_000).default(0),
      cancelled: z.boolean().default(false),
    }),
    kind('practice', { minutes, lesson: lesson.optional() }),
    kind('question', { lesson: lesson.optional(), answered: z.boolean().optional() }),
    kind('assessment', { passed, score: z.number().min(0).max(1_000).optional(), lesson: lesson.optional() }),
    kind('feedback', { rating: z.int().min(1).max(5), text: FreeText.optional(), lesson: lesson.optional() }),
    kind('face-check', { passed, image: image.optional() }),
    kind('random-verification', { passed, image: image.optional() }),
    kind('image', { image }),
  ])
  .openapi('LearningEvent');

type Sent = z.infer<typeof LearningEventBody>;

/** The event as it is kept, with the text whose hash tells whether it was sent before. An instant counts by its moment, however it is written. */
export function eventOf(sent: Sent): { event: LearningEvent; canonical: string } {
  const { eventId, classId, ref, kind, at, ...rest } = sent;
  const { lesson, startedAt, minutes, revision, cancelled, text, ...detail } = rest as Partial<LearningEvent> &
    LearningEvent['detail'];
  const event: LearningEvent = {
    ...{ eventId, classId, ref, kind, at: moment(at), lesson, minutes, revision, cancelled, text },
    startedAt: startedAt && moment(startedAt),
    detail,
  };
  return { event, canonical: canonicalJson({ ...event }) };
}

const moment = (instant: Instant) => msToInstant(instantToMs(instant));

export const EventsBody = z
  .strictObject({
    events: z
      .array(z.unknown())
      .min(1)
      .max(500)
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/LearningEvent' } }),
  })
  .openapi('LearningEvents');

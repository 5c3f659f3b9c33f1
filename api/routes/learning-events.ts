import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from '../../domain/problem.ts';
import { readBounded } from '../body.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { EventsBody, LearningEventBody } from '../learning/event-schema.ts';
import { eventsIn } from '../learning/files.ts';
import { speakerOf } from '../learning/speaker.ts';
import { type Speaker, type Taken, takeIn } from '../learning/take-in.ts';
import { jsonAnswer, jsonBody, problemAnswer } from '../openapi.ts';
import { FaultBody } from '../problem.ts';
import { createSlots } from '../slots.ts';
import { Id, Sentence } from './fields.ts';

const params = z.object({ id: Id.openapi({ description: 'Of the connector' }) });
const headers = z.object({
  'webhook-id': z.string().optional().openapi({ description: 'Unique per delivery; part of what is signed' }),
  'webhook-timestamp': z.string().optional().openapi({ description: 'Seconds since 1970 at which it was signed' }),
  'webhook-signature': z
    .string()
    .optional()
    .openapi({ description: '`v1,` and base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`' }),
});

const outcome = {
  eventId: z.string().nullable(),
  outcome: z.enum(['accepted', 'duplicate', 'rejected']),
  code: z.string().optional(),
  messages: Sentence.optional(),
  errors: z.array(FaultBody).optional(),
};
const Outcomes = z
  .object({
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    results: z.array(z.object(outcome)).openapi({ description: 'In the order in which they were sent' }),
  })
  .openapi('LearningOutcomes');
const FileOutcomes = z
  .object({
    rows: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    rejections: z
      .array(z.object({ row: z.int(), ...outcome }))
      .openapi({ description: 'The first 1,000; row 1 is the first event' }),
  })
  .openapi('LearningFileOutcomes');

const lesson = {
  ...{ eventId: 'e-20200410-1', classId: 'C3f0c6a527c1d4e0e9a53', ref: '1', kind: 'lesson', lesson: '第一课' },
  ...{ at: '2020-04-10T20:30:00+08:00', startedAt: '2020-04-10T19:00:00+08:00', minutes: 90 },
};
const csvExample = [
  'eventId,classId,ref,kind,at,lesson,startedAt,minutes,revision',
  `e-20200410-1,${lesson.classId},1,lesson,${lesson.at},第一课,${lesson.startedAt},90,0`,
].join('\n');
const unsigned = { 401: problemAnswer('The signature is wrong or too old, or the connector is revoked') };

/** What training platforms send: signed, event by event or as a file. See docs/oversight/learning-records.md. */
export function learningEventRoutes(app: App, deps: Deps): void {
  const speakers = new WeakMap<Context<Env>['req'], Speaker>();
  // Before anybody looks at the form of a body, it is known who sent it.
  const signed = createMiddleware<Env>(async (c, next) => {
    speakers.set(c.req, await speakerOf(deps, c, Buffer.from(await c.req.arrayBuffer())));
    await next();
  });
  app.openAPIRegistry.register('LearningEvent', LearningEventBody);
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors/{id}/events',
      tags: ['learning'],
      summary: 'Takes learning events from a training platform',
      description:
        'Signed as Standard Webhooks has it. Each event is answered for itself: a wrong one costs the others nothing, and one that was sent before changes nothing.',
      middleware: [signed],
      request: { params, headers, body: jsonBody(EventsBody, { events: [lesson] }) },
      responses: { 200: jsonAnswer(Outcomes, 'What became of each event'), ...unsigned },
    }),
    async (c) => {
      const results = await takeIn(deps, speakers.get(c.req)!, c.req.valid('json').events);
      return c.json({ ...counted(results), results }, 200);
    },
  );

  // A file is in memory while it is read.
  const inTurn = createSlots(2);
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors/{id}/files',
      tags: ['learning'],
      summary: 'Takes a file of learning events',
      description: [
        'CSV or JSON Lines in UTF-8, up to 64 MiB, with the fields of an event. What is signed is the SHA-256 of the file in `content-sha256` (64 hexadecimal digits) instead of the body.',
        'It is the same whether an event comes in a file or by itself; a file that was cut short is sent again.',
      ].join('\n\n'),
      request: {
        params,
        headers: headers.extend({
          'content-sha256': z.string().optional().openapi({ description: 'SHA-256 of the file, hexadecimal' }),
        }),
        body: {
          required: true,
          content: {
            'text/csv': { schema: { type: 'string' }, example: csvExample },
            'application/x-ndjson': { schema: { type: 'string' }, example: JSON.stringify(lesson) },
          },
        },
      },
      responses: { 200: jsonAnswer(FileOutcomes, 'What became of its events'), ...unsigned },
    }),
    async (c) => {
      const hash = c.req.header('content-sha256') ?? '';
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Problem('webhook-headers-missing');
      const speaker = await speakerOf(deps, c, Buffer.from(hash));
      const answer = await inTurn(async () => {
        const file = await readBounded(c.req.raw, deps.limits.rosterBytes);
        const sha256 = createHash('sha256').update(file).digest();
        if (!timingSafeEqual(sha256, Buffer.from(hash, 'hex'))) throw new Problem('content-hash-differs');
        return takeFile(deps, speaker, c.req.header('Content-Type'), file);
      });
      return c.json(answer, 200);
    },
  );
}

const atOnce = 500;
const mostTold = 1_000;

/** In pieces, each in a transaction of its own: a claim's moves never wait for the end of a file. Read once before anything is written. */
async function takeFile(
  deps: Deps,
  speaker: Speaker,
  contentType: string | undefined,
  file: Buffer,
): Promise<z.infer<typeof FileOutcomes>> {
  for await (const _event of eventsIn(contentType, file));
  const total = { rows: 0, accepted: 0, duplicate: 0, rejected: 0, rejections: [] as ({ row: number } & Taken)[] };
  const take = async (events: unknown[]) => {
    const results = await takeIn(deps, speaker, events);
    const { accepted, duplicate, rejected } = counted(results);
    results.forEach((one, i) => {
      if (one.outcome === 'rejected' && total.rejections.length < mostTold)
        total.rejections.push({ row: total.rows + i + 1, ...one });
    });
    total.rows += results.length;
    total.accepted += accepted;
    total.duplicate += duplicate;
    total.rejected += rejected;
  };
  let piece: unknown[] = [];
  for await (const event of eventsIn(contentType, file)) {
    piece.push(event);
    if (piece.length < atOnce) continue;
    await take(piece);
    piece = [];
  }
  if (piece.length > 0) await take(piece);
  return total;
}

function counted(results: readonly Taken[]) {
  const of = (outcome: Taken['outcome']) => results.filter((one) => one.outcome === outcome).length;
  return { accepted: of('accepted'), duplicate: of('duplicate'), rejected: of('rejected') };
}

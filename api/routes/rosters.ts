import { createRoute, z } from '@hono/zod-openapi';
import { readProgress } from '../../db/intake/idempotency.ts';
import { findRoster } from '../../db/intake/rosters.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { isFileable } from '../../jurisdictions/unfiled.ts';
import { claimantOf, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { bounded } from '../body.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodyHash, keyAt } from '../idempotency.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer } from '../openapi.ts';
import { ForeseenQuery, RosterForeseen, readRosterForeseen } from '../rosters/foreseen.ts';
import { refused, rosterIntake } from '../rosters/intake.ts';
import { rosterMeter } from '../rosters/meter.ts';
import { rosterQuestion } from '../rosters/question.ts';
import { peopleOf, xlsxType } from '../rosters/read.ts';
import { uploadsInTurn } from '../rosters/turn.ts';
import { Day, Id, Sentence, Slug } from './fields.ts';

const RosterQuery = z.object({
  jurisdiction: Slug.optional(),
  programme: Slug.optional().openapi({ description: 'Checks the columns that this programme demands' }),
  classOpensOn: Day.optional().openapi({ description: 'The minimum age counts on this day; default: today' }),
});

const RosterAnswer = z
  .object({
    rosterId: z.string(),
    rows: z.int(),
    accepted: z.int(),
    rejected: z.array(z.object({ row: z.int(), path: z.string().optional(), code: z.string(), messages: Sentence })),
  })
  .openapi('Roster');

const RosterHead = z
  .object({
    rosterId: z.string(),
    rows: z.int(),
    accepted: z.int(),
    jurisdiction: z.string().nullable(),
    programme: z.string().nullable(),
    filed: z.boolean(),
    fileable: z.boolean().openapi({ description: 'A claim may name it' }),
  })
  .openapi('RosterHead');

const Progress = z
  .object({
    phase: z.enum(['reading', 'checking', 'storing']),
    rows: z.int().openapi({ description: 'People who were checked' }),
    percent: z.int().nullable().openapi({ description: 'Of those there are, where that is known' }),
  })
  .openapi('RosterProgress');

const csvExample = [
  '序号,姓名,性别,身份证号码,手机号码,平台登录账号',
  '1,陈海涛,男,320200197305140010,19900000002,chenht',
].join('\n');
const jsonExample = {
  rows: [
    {
      ref: '1',
      name: '陈海涛',
      sex: 'male',
      idNumber: '320200197305140010',
      mobile: '19900000002',
      platformAccount: 'chenht',
      relation: 'employee',
    },
  ],
};
const xlsx = {
  schema: {
    type: 'string',
    format: 'binary',
    description:
      'The workbook itself; the first sheet has the columns of the CSV example, titles above them do not matter.',
  },
} as const;

/** Uploads of rosters: streamed into the database, row by row. */
export function rosterRoutes(app: App, deps: Deps): void {
  const ownRoster = async (actor: Actor, id: string) => {
    const roster = await findRoster(deps.pool, id);
    if (roster?.owner !== ownerOf(claimantOf(actor)) || roster.erased) throw new Problem('not-found');
    return roster;
  };
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/rosters',
      tags: ['claims'],
      summary: 'Uploads a roster',
      description: [
        'CSV (UTF-8 or GB18030), XLSX (first sheet) or JSON (`{"rows": […]}`), up to 64 MiB. Columns by their Chinese or English names.',
        'Wrong rows are told and not stored; a roster without any right row is refused. Without a column for the relation everybody is an employee.',
        `A workbook: \`curl --data-binary @roster.xlsx -H 'Content-Type: ${xlsxType}' -H 'Authorization: Bearer …' -H 'Idempotency-Key: …' …/v1/rosters\``,
      ].join('\n\n'),
      request: {
        query: RosterQuery,
        body: {
          required: true,
          content: {
            'text/csv': { schema: { type: 'string' }, example: csvExample },
            [xlsxType]: xlsx,
            'application/json': {
              schema: { type: 'object', properties: { rows: { type: 'array', items: { type: 'object' } } } },
              example: jsonExample,
            },
          },
        },
      },
      responses: { 201: jsonAnswer(RosterAnswer, 'Stored') },
    }),
    async (c) => {
      const { jurisdiction, programme, classOpensOn } = c.req.valid('query');
      const { actor, attempt } = c.var;
      const on = classOpensOn ?? localDateOf(await deps.clock.now());
      const intake = rosterIntake(rosterQuestion({ deps, jurisdiction, programme }, on));
      const roster = {
        id: idOf('R', attempt.actId),
        owner: ownerOf(claimantOf(actor)),
        jurisdiction: jurisdiction ?? null,
        programme: programme ?? null,
      };
      const hash = bodyHash(c.req.url);
      const meter = rosterMeter(Number(c.req.header('Content-Length')), attempt.tell);
      async function* bytes() {
        for await (const chunk of bounded(c.req.raw, deps.limits.rosterBytes)) {
          hash.update(chunk);
          meter.bytes(chunk.byteLength);
          yield chunk;
        }
      }
      const people = meter.people(peopleOf(c.req.header('Content-Type'), bytes(), meter.sheet));
      const answer = await uploadsInTurn(() =>
        transaction(deps.pool, async (tx) => {
          await storeRoster(tx, roster, intake.incoming(people), intake.outcome);
          const { rows, accepted, faults } = intake.outcome();
          if (rows === 0) throw new Problem('roster-empty');
          if (accepted === 0) throw refused(faults);
          const body = { rosterId: roster.id, rows, accepted, rejected: faults };
          await attempt.finish(tx, hash.digest('hex'), { status: 201, location: null, body });
          return body;
        }),
      );
      return c.json(answer, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/rosters/{id}',
      tags: ['claims'],
      summary: 'How many people a roster of one’s own has',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(RosterHead, 'The roster; people stand in the dossier of a claim') },
    }),
    async (c) => {
      const roster = await ownRoster(c.var.actor, c.req.valid('param').id);
      const { id, rows, accepted, jurisdiction, programme } = roster;
      const filed = roster.kept;
      const fileable = isFileable(deps.registry, roster, Date.now());
      return c.json({ rosterId: id, rows, accepted, jurisdiction, programme, filed, fileable }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/rosters/{id}/foreseen',
      tags: ['claims'],
      summary: 'Who of a roster of one’s own would have nothing, and why',
      description: 'As if the claim met every other condition of the programme that the roster was uploaded for.',
      request: { params: z.object({ id: Id }), query: ForeseenQuery },
      responses: { 200: jsonAnswer(RosterForeseen, 'By the reason') },
    }),
    async (c) => {
      const roster = await ownRoster(c.var.actor, c.req.valid('param').id);
      return c.json(await readRosterForeseen(deps, roster, c.req.valid('query')), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/roster-uploads/{key}',
      tags: ['claims'],
      summary: 'How far an upload of a roster is, by its Idempotency-Key',
      request: { params: z.object({ key: Id }) },
      responses: { 200: jsonAnswer(Progress, 'Of one’s own upload') },
    }),
    async (c) => {
      const scope = keyAt(c.var.actor, '/v1/rosters', c.req.valid('param').key);
      const found = await asSystem(() => readProgress<z.infer<typeof Progress>>(deps.pool, scope));
      if (!found) throw new Problem('not-found');
      return c.json(found.progress ?? { phase: 'reading' as const, rows: 0, percent: null }, 200);
    },
  );
}

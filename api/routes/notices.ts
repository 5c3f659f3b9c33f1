import { createRoute, z } from '@hono/zod-openapi';
import {
  fileObjection,
  findNotice,
  findObjection,
  type NoticeRow,
  objectionOfReceipt,
} from '../../db/claims/notices.ts';
import {
  heldNotice,
  isPublished,
  type PublishedClaim,
  type PublishedLine,
  publishedLines,
  runningNotice,
  runningNotices,
} from '../../db/claims/published.ts';
import { transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { instantToMs, msToInstant, unknownEnd } from '../../domain/calendar/instant.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { actOnClaim } from '../claims/act.ts';
import { RulingBody } from '../claims/bodies.ts';
import { unlessTooLate } from '../claims/came-first.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { checkFits } from '../claims/decision.ts';
import { Claim } from '../claims/schemas.ts';
import { claimFor } from '../claims/scope.ts';
import { submit } from '../claims/submission.ts';
import { readClaim } from '../claims/view.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody, problemAnswer } from '../openapi.ts';
import { noteClaim } from '../watch/about.ts';
import { Fen, FreeText, Id, listOf, Paging, Slug, When } from './fields.ts';

export const PublicNotice = z
  .object({
    id: z.string(),
    claimId: z.string(),
    jurisdiction: z.string(),
    programme: z.string(),
    claimantName: z.string().nullable(),
    publishedAt: When,
    endsAt: When.nullable().openapi({ description: 'Null while the calendar of its last day is not published' }),
    lines: z.array(
      z.object({
        ref: z.string(),
        name: z.string().nullable().openapi({ description: 'Masked; null once it is erased', example: '张*明' }),
        component: z.string(),
        amountFen: Fen,
      }),
    ),
  })
  .openapi('PublicNotice');

const ObjectionBody = z
  .strictObject({
    ref: Id.nullable().openapi({ description: 'The line; null: the whole claim' }),
    text: FreeText,
    contact: z.string().trim().min(1).max(200).openapi({ description: 'How the authority reaches you' }),
  })
  .openapi('ObjectionBody');

const Filed = { id: z.string(), noticeId: z.string(), ref: z.string().nullable(), filedAt: When };

export const Objection = z
  .object({
    ...Filed,
    receipt: z.string().openapi({
      description: 'Told once, to who objects: `GET /v1/objections/{receipt}` tells what became of it',
    }),
    status: z.literal('open'),
  })
  .openapi('Objection');

export const ObjectionStatus = z
  .object({
    ...Filed,
    status: z.enum(['open', 'upheld', 'dismissed']),
    ruledAt: When.nullable(),
    reasonCode: z.string().nullable().openapi({ description: 'Why it was ruled so' }),
  })
  .openapi('ObjectionStatus');

/** What is said of a notice that was published, and is no more. */
export const noticeEnded = problemAnswer('It has ended, or was stopped');

/** 公示: what is published, objections by anybody, rulings by a reviewer. */
export function noticeRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/public-notices',
      tags: ['public notice'],
      summary: 'What is published now',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: {
        200: jsonAnswer(listOf(PublicNotice).openapi('PublicNotices'), 'Running notices, those that end first on top'),
      },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ endsAt: string; id: string }>(cursor, { endsAt: 'instant', id: 'id' });
      // Everybody may read what is published, and only that.
      const { notices, lines } = await asSystem(async () => {
        const notices = await runningNotices(deps.pool, jurisdiction ?? null, after, limit + 1);
        const claims = notices.map(({ claimId }) => claimId);
        return { notices, lines: await publishedLines(deps.pool, claims) };
      });
      const list = page(
        notices,
        limit,
        (notice) => published(notice, lines),
        ({ endsAt, id }) => ({ endsAt: endsAt ?? unknownEnd, id }),
      );
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/public-notices/{id}',
      tags: ['public notice'],
      summary: 'Reads a notice while it runs',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(PublicNotice, 'The notice'), 410: noticeEnded },
    }),
    async (c) => {
      return c.json(await readNotice(deps, c.req.valid('param').id), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/public-notices/{id}/objections',
      tags: ['public notice'],
      summary: 'Objects to a published claim or to one of its lines',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(ObjectionBody, {
          ref: '3',
          text: '该人员公示期间并未参加培训。',
          contact: 'objector@example.com',
        }),
      },
      responses: { 201: jsonAnswer(Objection, 'Filed; a reviewer rules on it') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      // Anybody may object to what is published.
      const filed = await asSystem(() => object(deps, id, c.var.attempt.actId, c.req.valid('json')));
      return c.json(filed, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/objections/{receipt}',
      tags: ['public notice'],
      summary: 'What became of an objection, for who holds its receipt',
      description: 'Nothing of what was said, and nobody’s name.',
      request: { params: z.object({ receipt: Id }) },
      responses: { 200: jsonAnswer(ObjectionStatus, 'Received, upheld or dismissed') },
    }),
    async (c) => {
      const { receipt } = c.req.valid('param');
      const found = await asSystem(() => objectionOfReceipt(deps.pool, receipt));
      if (!found) throw new Problem('objection-unknown');
      const { id, ref, status } = found;
      const told = { noticeId: found.notice_id, filedAt: found.filed_at, ruledAt: found.ruled_at };
      return c.json({ id, ref, status, ...told, reasonCode: found.reason_code }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/objections/{id}/ruling',
      tags: ['public notice'],
      summary: 'Rules on an objection',
      description: 'Upheld: its line, or the whole claim, falls. Dismissed: what it held back goes on.',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(RulingBody, { decision: 'dismiss', reason: '经核实学习记录完整，异议不成立。' }),
      },
      responses: { 200: jsonAnswer(Claim, 'The claim as it then stands') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const { decision, reasonCode, reason } = c.req.valid('json');
      checkFits({ decision, reasonCode });
      const objection = await findObjection(deps.pool, c.req.valid('param').id);
      if (!objection) throw new Problem('objection-unknown');
      const claim = await claimFor(deps, actor, objection.claim_id, 'objection-unknown');
      await demandNotOwn(deps, actor, claim);
      const ruling = {
        ...{ actId: attempt.actId, of: claim.id, kind: 'ruling', bySubject: actor.subject },
        body: async () => ({ reason }),
      };
      const send = (dossierId: string) => {
        const message = { by: actor.subject, decision, reasonCode, dossierId, objectionId: objection.id };
        return actOnClaim(deps, claim, 'ruling', message, attempt.actId);
      };
      await unlessTooLate(
        deps,
        claim.id,
        ({ detail }) => detail.objectionId === objection.id,
        () => submit(deps, ruling, send),
      );
      return c.json(await readClaim(deps, actor, claim.id), 200);
    },
  );
}

/** A notice while it runs, as everybody may read it. @throws Problem `not-found`, and once it runs no more `notice-over`, `notice-stopped` */
export function readNotice(
  { pool, clock }: Pick<Deps, 'pool' | 'clock'>,
  id: string,
): Promise<z.infer<typeof PublicNotice>> {
  return asSystem(async () => {
    const notice = await runningNotice(pool, id);
    if (!notice) throw noLonger(await findNotice(pool, id), await clock.now());
    return published(notice, await publishedLines(pool, [notice.claimId]));
  });
}

/** What is said of a notice that does not run: when it ended, and nothing of what stood on it. */
function noLonger(notice: NoticeRow | undefined, now: number): Problem {
  if (!notice) return new Problem('not-found');
  const end = notice.ends_at === null ? Infinity : instantToMs(notice.ends_at);
  if (end > now) return new Problem('notice-stopped');
  return new Problem('notice-over', { date: localDateOf(msToInstant(end - 1)) });
}

function published(notice: PublishedClaim, all: PublishedLine[]): z.infer<typeof PublicNotice> {
  const lines = all.filter(({ claimId }) => claimId === notice.claimId);
  return {
    ...notice,
    lines: lines.map(({ ref, name, component, amountFen }) => ({
      ...{ ref, component, amountFen },
      name: name && maskName(name),
    })),
  };
}

/** The notice cannot end while the objection is being written: it is in time or it is not. */
async function object(
  deps: Deps,
  noticeId: string,
  actId: string,
  { ref, text, contact }: z.infer<typeof ObjectionBody>,
): Promise<z.infer<typeof Objection>> {
  const id = idOf('O', actId);
  // Nobody else knows the act's id, so nobody else can tell it from the objection's.
  const receipt = idOf('R', actId);
  const now = await deps.clock.now();
  return transaction(deps.pool, async (tx) => {
    // Filed at an earlier attempt, and only its answer was lost.
    const filed = await findObjection(tx, id);
    if (filed) return { id, receipt, noticeId, ref, status: 'open' as const, filedAt: filed.filed_at };
    const notice = await heldNotice(tx, noticeId);
    if (!notice) throw new Problem('not-found');
    noteClaim(notice.claimId);
    if (notice.ended || (notice.endsAt && now >= instantToMs(notice.endsAt))) throw new Problem('notice-ended');
    if (ref !== null && !(await isPublished(tx, notice.claimId, ref))) {
      throw new Problem('invalid-input', {}, [fault('ref-unknown', { path: 'ref' }, { ref })]);
    }
    const filedAt = msToInstant(now);
    const personal = { text, contact };
    const of = { notice_id: noticeId, claim_id: notice.claimId, ref };
    await fileObjection(tx, { id, receipt, ...of, filed_at: filedAt, personal });
    return { id, receipt, noticeId, ref, status: 'open' as const, filedAt };
  });
}

import { createRoute, z } from '@hono/zod-openapi';
import { listAccounts } from '../../db/accounts/accounts.ts';
import { type BlockRow, findBlock, insertBlock, liftBlock, listBlocks } from '../../db/accounts/blocks.ts';
import { appendEntries } from '../../db/audit/append.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { type BlockReason, blockReasons } from '../../domain/accounts/block.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import { accessTo } from '../auth/access.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnBooks } from '../claims/duties.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, OneLine, Paging, When } from './fields.ts';

export const Account = z
  .object({
    subject: z.string().openapi({ description: 'As their tokens name them' }),
    role: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    act: z.string().openapi({ description: 'The last one, of the audit log or of what was handed in' }),
    at: When.openapi({ description: 'Real time' }),
    logged: z.boolean().openapi({ description: 'The audit log has entries of theirs' }),
  })
  .openapi('Account');

export const AccountBlock = z
  .object({
    id: z.string(),
    subject: z.string(),
    reasonCode: z.enum(blockReasons),
    blockedBy: z.string(),
    blockedAt: When,
    liftedBy: z.string().nullable(),
    liftedAt: When.nullable(),
  })
  .openapi('AccountBlock');

const BlockBody = z
  .strictObject({
    subject: z.string().regex(/^\P{Cc}{1,200}$/u, 'text-one-line'),
    reasonCode: z.enum(blockReasons),
  })
  .openapi('AccountBlockBody');

/** The one role whose act it is, or the claimant where it is theirs; null where it is neither's alone. */
function roleWhoHandsIn(kind: string, claimant: string | null): string | null {
  if (kind === 'filing') return claimant;
  const allow = accessTo('POST', `/v1/claims/{id}/${kind}`)?.allow;
  if (!allow || allow === 'open') return null;
  return allow.length === 1 ? allow[0]! : (allow.find((role) => role === claimant) ?? null);
}

/** Who acts here, and who may not any more. Accounts and their roles are made by who issues tokens. */
export function accountRoutes(app: App, deps: Deps): void {
  const { pool, clock, audit } = deps;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/accounts',
      tags: ['audit'],
      summary: 'Who has been shown or done something, by account',
      description:
        'Officials from the audit log, claimants from what they handed in. What one has been shown or has decided: `GET /v1/audit?actor=`.',
      request: { query: z.object({ ...Paging, search: OneLine.min(1).max(200).optional() }) },
      responses: { 200: jsonAnswer(listOf(Account).openapi('Accounts'), 'Accounts by name, with their last act') },
    }),
    async (c) => {
      const { actor } = c.var;
      const { cursor, limit, search = null } = c.req.valid('query');
      const after = readCursor<{ subject: string }>(cursor, { subject: 'id' })?.subject ?? null;
      const place = actor.jurisdiction ?? null;
      const found = await listAccounts(pool, { search, jurisdiction: place }, after, limit + 1);
      const of = { place: actor.jurisdiction };
      await audit.record({ actor, act: 'read-accounts', of, task: dutyOnBooks(actor), outcome: 'shown' });
      return c.json(
        page(
          found,
          limit,
          ({ handed_in, claimant_kind, ...one }) => ({
            ...one,
            role: one.role ?? (handed_in && roleWhoHandsIn(handed_in, claimant_kind)),
          }),
          ({ subject }) => ({ subject }),
        ),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/account-blocks',
      tags: ['audit'],
      summary: 'Blocked accounts: those that stand first, then those that were lifted, newest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(AccountBlock).openapi('AccountBlocks'), 'Blocks') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ isStanding: number; blockedAt: string; id: string }>(cursor, {
        ...{ isStanding: 'number', blockedAt: 'instant', id: 'id' },
      });
      const place = c.var.actor.jurisdiction ?? null;
      const blocks = await asSystem(() => listBlocks(pool, place, after, limit + 1));
      return c.json(
        page(blocks, limit, view, ({ lifted_at, blocked_at, id }) => ({
          isStanding: lifted_at ? 0 : 1,
          blockedAt: blocked_at,
          id,
        })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/account-blocks',
      tags: ['audit'],
      summary: 'Blocks an account at once: each of its calls is refused, in the place of who blocks it or everywhere',
      request: { body: jsonBody(BlockBody, { subject: 'former-clerk', reasonCode: 'left' }) },
      responses: { 201: jsonAnswer(AccountBlock, 'Blocked; another administrator may lift it') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const { subject, reasonCode } = c.req.valid('json');
      if (subject === actor.subject) throw new Problem('account-block-own');
      const id = idOf('AB', attempt.actId);
      const at = msToInstant(await clock.now());
      const jurisdiction = actor.jurisdiction ?? null;
      const block = { id, subject, jurisdiction, reason_code: reasonCode, blocked_by: actor.subject, blocked_at: at };
      const made = await changed(actor, 'block-account', subject, async (tx) => {
        const isNew = await insertBlock(tx, block);
        // Made at an earlier attempt, and only its answer was lost.
        if (!isNew && !(await findBlock(tx, id, null))) throw new Problem('account-block-standing', { subject });
        return { isNew, of: id };
      });
      return c.json(view(made), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/account-blocks/{id}/lifting',
      tags: ['audit'],
      summary: 'Lets an account act again; never who has blocked it, nor the blocked',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(AccountBlock, 'Lifted') },
    }),
    async (c) => {
      const { actor } = c.var;
      const { id } = c.req.valid('param');
      const block = await asSystem(() => findBlock(pool, id, actor.jurisdiction ?? null));
      if (!block) throw new Problem('not-found');
      if (block.blocked_by === actor.subject) throw new Problem('another-person-required');
      const at = msToInstant(await clock.now());
      const lifted = await changed(actor, 'lift-account-block', block.subject, async (tx) => {
        const isNew = await liftBlock(tx, id, actor.subject, at);
        if (!isNew && block.lifted_by !== actor.subject) throw new Problem('account-block-lifted');
        return { isNew, of: id };
      });
      return c.json(view(lifted), 200);
    },
  );

  /** A change and its entry in the audit log, together or not at all. */
  async function changed(
    actor: Actor,
    act: string,
    subject: string,
    work: (tx: Tx) => Promise<{ isNew: boolean; of: string }>,
  ): Promise<BlockRow> {
    const of = { place: actor.jurisdiction, ids: [subject] };
    const entry = await audit.entryOf({ actor, act, of, outcome: 'done' });
    return asSystem(() =>
      transaction(pool, async (tx) => {
        const { isNew, of } = await work(tx);
        const block = (await findBlock(tx, of, null))!;
        if (isNew) await appendEntries(tx, [entry]);
        return block;
      }),
    );
  }
}

function view(row: BlockRow): z.infer<typeof AccountBlock> {
  return {
    ...{ id: row.id, subject: row.subject, reasonCode: row.reason_code as BlockReason },
    ...{ blockedBy: row.blocked_by, blockedAt: row.blocked_at, liftedBy: row.lifted_by, liftedAt: row.lifted_at },
  };
}

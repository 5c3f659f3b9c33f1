import { createRoute, z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { type ApiKeyRow, insertApiKey, type KeyOwner, listApiKeys, revokeApiKey } from '../../db/intake/api-keys.ts';
import { transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { canonicalCreditCode } from '../../domain/identity/creditCode.ts';
import { say } from '../../domain/messages/index.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { keyScopes } from '../auth/access.ts';
import { keyPrefix, makeKey } from '../auth/api-key.ts';
import { claimantOf, isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { CreditCode, Id, listOf, Paging, Sentence, When } from './fields.ts';

const Kind = z.enum(['enterprise', 'institution']);
const Scopes = z.array(z.enum(keyScopes)).min(1);

const ApiKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).openapi({ description: 'By which people know the system' }),
    scopes: Scopes,
    expiresAt: When,
    claimant: z
      .strictObject({ kind: Kind, uscc: CreditCode })
      .optional()
      .openapi({ description: 'For whom; an admin names it, others make keys for their own enterprise' }),
  })
  .openapi('ApiKeyBody');

export const ApiKey = z
  .object({
    id: z.string().openapi({ description: 'The beginning of the key; timelines name it' }),
    name: z.string(),
    scopes: z.array(z.string()),
    claimantKind: Kind,
    claimant: z.string(),
    madeBy: z.string(),
    madeAt: When,
    expiresAt: When,
    lastUsedOn: z.string().nullable(),
    revokedBy: z.string().nullable(),
    revokedAt: When.nullable(),
  })
  .openapi('ApiKey');

export const NewApiKey = ApiKey.extend({
  key: z
    .string()
    .nullable()
    .openapi({ description: 'Send it as `Authorization: Bearer tsk_…`. Null when the answer is a repetition.' }),
  messages: Sentence,
}).openapi('NewApiKey');

/** Keys of enterprises' own systems. */
export function apiKeyRoutes(app: App, deps: Deps): void {
  const { pool, clock, audit } = deps;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/api-keys',
      tags: ['keys'],
      summary: 'Makes a key for an enterprise’s own system',
      description:
        'The key is in this answer only: it is not kept, and a repetition of the call is answered without it.',
      request: {
        body: jsonBody(ApiKeyBody, {
          ...{ name: '人事系统', scopes: ['claims:read', 'rosters:write'], expiresAt: '2020-12-31T00:00:00+08:00' },
        }),
      },
      responses: { 201: jsonAnswer(NewApiKey, 'Made') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const { name, scopes, expiresAt, claimant } = c.req.valid('json');
      const now = await clock.now();
      demandExpiry(deps, now, expiresAt);
      const id = idOf(keyPrefix, attempt.actId);
      const { key, sha256 } = makeKey(id);
      const row = {
        ...{ id, sha256, name, scopes: [...new Set(scopes)], ...ownerOf(actor, claimant) },
        ...{ made_by: actor.subject, made_at: msToInstant(now), expires_at: expiresAt },
      };
      const hash = await bodySha256(c);
      const entry = await audit.entryOf({ actor, act: 'make-api-key', of: { ids: [id] }, outcome: 'done' });
      const make = () =>
        transaction(pool, async (tx) => {
          const inserted = view(await insertApiKey(tx, row));
          // The key itself is written nowhere, also not where answers are kept for repetitions.
          const body = { ...inserted, key: null, messages: say('api-key-not-repeated') };
          await attempt.finish(tx, hash, { status: 201, location: null, body });
          await appendEntries(tx, [entry]);
          return inserted;
        });
      const made = await amongKeys(actor, make);
      return c.json({ ...made, key, messages: say('api-key-shown-once') }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/api-keys',
      tags: ['keys'],
      summary: 'Lists the keys of the enterprise, newest first; an admin sees all',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(ApiKey).openapi('ApiKeys'), 'Keys, also those that are over') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ madeAt: string; id: string }>(cursor, { madeAt: 'instant', id: 'id' });
      const { actor } = c.var;
      const rows = await amongKeys(actor, () => listApiKeys(pool, visibleTo(actor), after, limit + 1));
      return c.json(
        page(rows, limit, view, ({ made_at, id }) => ({ madeAt: made_at, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/api-keys/{id}/revocation',
      tags: ['keys'],
      summary: 'Revokes a key, at once and for good',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(ApiKey, 'Revoked') },
    }),
    async (c) => {
      const { actor } = c.var;
      const revocation = { by: actor.subject, at: msToInstant(await clock.now()) };
      const { id } = c.req.valid('param');
      const entry = await audit.entryOf({ actor, act: 'revoke-api-key', of: { ids: [id] }, outcome: 'done' });
      const revoke = () =>
        transaction(pool, async (tx) => {
          const key = await revokeApiKey(tx, visibleTo(actor), id, revocation);
          if (!key) throw new Problem('not-found');
          await appendEntries(tx, [entry]);
          return key;
        });
      const revoked = await amongKeys(actor, revoke);
      return c.json(view(revoked), 200);
    },
  );
}

function demandExpiry({ limits }: Pick<Deps, 'limits'>, now: number, expiresAt: string): void {
  const end = instantToMs(expiresAt);
  const day = 24 * 3_600_000;
  if (end > now && end <= now + limits.apiKeyDays * day) return;
  throw new Problem('invalid-input', {}, [fault('api-key-expiry', { path: 'expiresAt' }, { days: limits.apiKeyDays })]);
}

type Owner = NonNullable<KeyOwner>;

/** For whom a key is made: one's own enterprise, or the one that an admin names. */
function ownerOf(actor: Actor, named: z.infer<typeof ApiKeyBody>['claimant']): Owner {
  const own = visibleTo(actor);
  if (!own && !named) throw new Problem('invalid-input', {}, [fault('field-missing', { path: 'claimant' })]);
  const asked = named && { claimant_kind: named.kind, claimant: canonicalCreditCode(named.uscc) };
  const differs = own && asked && (own.claimant !== asked.claimant || own.claimant_kind !== asked.claimant_kind);
  if (differs) throw new Problem('claimant-mismatch', {}, [fault('claimant-mismatch', { path: 'claimant' })]);
  return (own ?? asked) as Owner;
}

/** Whose keys an account sees; null: all. */
function visibleTo(actor: Actor): KeyOwner {
  if (!isClaimant(actor)) return null;
  const { kind, code } = claimantOf(actor);
  return { claimant_kind: kind as Owner['claimant_kind'], claimant: code };
}

/** A key is of no place, so an admin of one looks after all keys as well. */
function amongKeys<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
  return isClaimant(actor) ? work() : asSystem(work);
}

function view(row: ApiKeyRow): z.infer<typeof ApiKey> {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    claimantKind: row.claimant_kind,
    claimant: row.claimant,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    lastUsedOn: row.last_used_on,
    revokedBy: row.revoked_by,
    revokedAt: row.revoked_at,
  };
}

import { createRoute, z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import {
  findConnector,
  insertConnector,
  insertSecret,
  type ListedConnector,
  listConnectors,
  lockConnector,
  revokeConnector,
  revokeSecret,
} from '../../db/learning/connectors.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { say } from '../../domain/messages/index.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { idOf } from '../ids.ts';
import { makeSecret } from '../learning/signature.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging, Sentence, Slug, When } from './fields.ts';

const params = z.object({ id: Id });

const ConnectorBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).openapi({ description: 'By which people know the platform' }),
    jurisdictions: z.array(Slug).max(100).optional().openapi({
      description: 'For whose classes it may speak; left out: those of every place, or of the admin’s own',
    }),
  })
  .openapi('ConnectorBody');

export const Connector = z
  .object({
    id: z.string(),
    name: z.string(),
    jurisdictions: z.array(z.string()).openapi({ description: 'Empty: every place' }),
    madeBy: z.string(),
    madeAt: When,
    revokedBy: z.string().nullable(),
    revokedAt: When.nullable(),
    secrets: z.array(z.object({ no: z.int(), madeAt: When, revokedAt: When.nullable() })),
  })
  .openapi('Connector');

export const ConnectorWithSecret = Connector.extend({
  secret: z
    .string()
    .nullable()
    .openapi({ description: '`whsec_…`, by which the platform signs. Null when the answer is a repetition.' }),
  messages: Sentence,
}).openapi('ConnectorWithSecret');

/** Connectors of training platforms, each with up to two secrets. Of one place they are its admin’s, of several those of admins of no place. */
export function connectorRoutes(app: App, deps: Deps): void {
  const { pool, clock, audit } = deps;

  /** Does something to a connector, in one transaction with its trace in the audit log. */
  async function acting(
    { actor }: Pick<Env['Variables'], 'actor'>,
    what: string,
    id: string,
    work: (tx: Tx, deed: { by: string; at: string }) => Promise<void>,
    finish: (tx: Tx, connector: ListedConnector) => Promise<void> = async () => {},
  ): Promise<ListedConnector> {
    const deed = { by: actor.subject, at: msToInstant(await clock.now()) };
    const entry = await audit.entryOf({
      actor,
      act: what,
      of: { place: actor.jurisdiction, ids: [id] },
      outcome: 'done',
    });
    return transaction(pool, async (tx) => {
      await work(tx, deed);
      const connector = (await findConnector(tx, id))!;
      await finish(tx, connector);
      await appendEntries(tx, [entry]);
      return connector;
    });
  }

  /** The same, making a secret: it is in the first answer only. */
  async function making(
    vars: Env['Variables'],
    hash: string,
    what: string,
    id: string,
    status: number,
    before: (tx: Tx, deed: { by: string; at: string }) => Promise<void>,
  ): Promise<z.infer<typeof ConnectorWithSecret>> {
    const secret = makeSecret();
    const made = await acting(
      vars,
      what,
      id,
      async (tx, deed) => {
        await before(tx, deed);
        await insertSecret(tx, id, secret, deed);
      },
      (tx, connector) => {
        const body = { ...view(connector), secret: null, messages: say('connector-secret-not-repeated') };
        return vars.attempt.finish(tx, hash, { status, location: null, body });
      },
    );
    return { ...view(made), secret, messages: say('connector-secret-shown-once') };
  }

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors',
      tags: ['learning'],
      summary: 'Makes a connector for a training platform',
      description: 'The secret is in this answer only; it is kept sealed, and a repetition is answered without it.',
      request: { body: jsonBody(ConnectorBody, { name: '职培云平台', jurisdictions: ['wuxi'] }) },
      responses: { 201: jsonAnswer(ConnectorWithSecret, 'Made') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const { name, jurisdictions } = c.req.valid('json');
      const id = idOf('L', attempt.actId);
      const places = placesOf(deps, actor, jurisdictions);
      const made = await making(c.var, await bodySha256(c), 'make-connector', id, 201, (tx, { by, at }) =>
        insertConnector(tx, { id, name, jurisdictions: places, made_by: by, made_at: at }),
      );
      return c.json(made, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/connectors',
      tags: ['learning'],
      summary: 'Lists the connectors that one looks after, newest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Connector).openapi('Connectors'), 'Also those that are revoked') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ madeAt: string; id: string }>(cursor, { madeAt: 'instant', id: 'id' });
      const found = await listConnectors(pool, after, limit + 1);
      return c.json(
        page(found, limit, view, ({ made_at, id }) => ({ madeAt: made_at, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors/{id}/secrets',
      tags: ['learning'],
      summary: 'Makes a second secret; both are valid until one is revoked',
      request: { params },
      responses: { 201: jsonAnswer(ConnectorWithSecret, 'Made') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const made = await making(c.var, await bodySha256(c), 'make-connector-secret', id, 201, async (tx) => {
        const connector = await lockConnector(tx, id);
        if (!connector) throw new Problem('not-found');
        if (connector.revoked_at) throw new Problem('connector-revoked');
        const valid = (await findConnector(tx, id))!.secrets.filter(({ revokedAt }) => !revokedAt);
        if (valid.length >= 2) throw new Problem('connector-secrets-two', { no: valid[0]!.no });
      });
      return c.json(made, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors/{id}/secrets/{no}/revocation',
      tags: ['learning'],
      summary: 'Revokes a secret, at once and for good',
      request: { params: params.extend({ no: z.coerce.number().int().min(1).max(1_000_000) }) },
      responses: { 200: jsonAnswer(Connector, 'Revoked') },
    }),
    async (c) => {
      const { id, no } = c.req.valid('param');
      const revoked = await acting(c.var, 'revoke-connector-secret', id, async (tx, deed) => {
        if (!(await revokeSecret(tx, id, no, deed))) throw new Problem('not-found');
      });
      return c.json(view(revoked), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/connectors/{id}/revocation',
      tags: ['learning'],
      summary: 'Revokes a connector, at once and for good',
      description: 'What it told before stays: cancel lessons first, if they are not to count.',
      request: { params },
      responses: { 200: jsonAnswer(Connector, 'Revoked') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const revoked = await acting(c.var, 'revoke-connector', id, async (tx, deed) => {
        if (!(await lockConnector(tx, id))) throw new Problem('not-found');
        await revokeConnector(tx, id, deed);
      });
      return c.json(view(revoked), 200);
    },
  );
}

/** An admin of a place makes connectors for that place. @throws Problem `unknown-jurisdiction`; `not-found` for another one's place */
function placesOf(
  { registry }: Pick<Deps, 'registry'>,
  { jurisdiction }: Actor,
  asked: readonly string[] | undefined,
): string[] {
  const places = [...new Set(asked ?? (jurisdiction ? [jurisdiction] : []))];
  for (const place of places) registry.find(place);
  const own = jurisdiction === undefined || (places.length === 1 && places[0] === jurisdiction);
  if (!own) throw new Problem('not-found');
  return places;
}

function view({ id, name, jurisdictions, secrets, ...row }: ListedConnector): z.infer<typeof Connector> {
  return {
    ...{ id, name, jurisdictions, secrets },
    ...{ madeBy: row.made_by, madeAt: row.made_at, revokedBy: row.revoked_by, revokedAt: row.revoked_at },
  };
}

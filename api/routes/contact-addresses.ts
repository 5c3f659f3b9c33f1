import { createRoute, z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { contactAddressOf, storeDossier } from '../../db/intake/dossiers.ts';
import { transaction } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { email } from '../../jurisdictions/china/fields.ts';
import { claimFor, ofClaim } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id } from './fields.ts';

const tags = ['claims'];
const path = '/v1/claims/{id}/contact-address';
const params = z.object({ id: Id });
const ContactAddress = z.object({ email: z.string() }).openapi('ContactAddress');
const ContactAddressBody = z.strictObject({ email }).openapi('ContactAddressBody');

/** Where mails about a claim go: what the filing names, until its claimant says another one. */
export function contactAddressRoutes(app: App, deps: Deps): void {
  const { pool, audit } = deps;
  app.openapi(
    createRoute({
      method: 'get',
      path,
      tags,
      summary: 'To which address mails about a claim of one’s own go',
      request: { params },
      responses: { 200: jsonAnswer(ContactAddress, 'The address that was said last') },
    }),
    async (c) => {
      const claim = await claimFor(deps, c.var.actor, c.req.valid('param').id);
      await demandKept(claim.id);
      return c.json({ email: (await contactAddressOf(pool, claim)) ?? '' }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path,
      tags,
      summary: 'Changes the address to which mails about a claim go',
      description:
        'Nothing else of the claim changes. The next mail goes there; a form that is handed in again brings its own.',
      request: { params, body: jsonBody(ContactAddressBody, { email: 'training@enterprise.example' }) },
      responses: { 200: jsonAnswer(ContactAddress, 'The address from now on') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const claim = await claimFor(deps, actor, c.req.valid('param').id);
      await demandKept(claim.id);
      const body = c.req.valid('json');
      const entry = await audit.entryOf({ actor, act: 'change-contact-address', of: ofClaim(claim), outcome: 'done' });
      const dossier = { id: idOf('D', attempt.actId), claimId: claim.id, kind: 'contact-address', body };
      await transaction(pool, async (tx) => {
        await storeDossier(tx, { ...dossier, bySubject: actor.subject });
        await appendEntries(tx, [entry]);
      });
      return c.json(body, 200);
    },
  );

  /** Behind an erasure nothing personal comes back. */
  async function demandKept(claimId: string): Promise<void> {
    const erasure = await erasureOf(pool, claimId);
    if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  }
}

import { createRoute, z } from '@hono/zod-openapi';
import {
  type FraudFindingRow,
  findFraudFinding,
  fraudFindingsOf,
  reportFraud,
} from '../../db/claims/fraud-findings.ts';
import { findDossier } from '../../db/intake/dossiers.ts';
import { rosterRefs } from '../../db/intake/rosters.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { enterpriseCodeOf } from '../../jurisdictions/search-attributes.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { Claim } from '../claims/schemas.ts';
import { claimFor, ofClaim } from '../claims/scope.ts';
import { submit } from '../claims/submission.ts';
import { readClaim } from '../claims/view.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { disclose } from '../privacy.ts';
import { FraudFindingBody, FraudRulingBody } from '../recoveries/bodies.ts';
import { FraudFinding } from '../recoveries/schemas.ts';
import { fraudFinding } from '../recoveries/view.ts';
import { Id } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['recovery'];

/** 骗取补贴: an inspector or reviewer reports, a supervisor rules. */
export function fraudRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/fraud-findings',
      tags,
      summary: 'Reports that money was had by fraud',
      request: {
        params,
        body: jsonBody(FraudFindingBody, {
          refs: ['3'],
          reasonCode: 'never-trained',
          reason: '抽查发现该人员在培训期间不在岗，签到系他人代签。',
        }),
      },
      responses: { 201: jsonAnswer(FraudFinding, 'Reported; a supervisor rules on it') },
    }),
    async (c) => c.json(await report(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/fraud-findings/{id}/ruling',
      tags,
      summary: 'Rules on a finding of fraud; never who reported it',
      description: [
        'Upheld: what was paid to the persons concerned is revoked and to be recovered, one recovery per fund; what was not paid falls.',
        'While money of theirs is with the bank the ruling is refused (409) and waits for the bank’s answer.',
      ].join(' '),
      request: { params, body: jsonBody(FraudRulingBody, { decision: 'uphold', reason: '经核查属实。' }) },
      responses: { 200: jsonAnswer(Claim, 'The claim as it then stands') },
    }),
    async (c) => c.json(await rule(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 200),
  );
}

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;

async function report(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  { refs, reasonCode, reason }: z.infer<typeof FraudFindingBody>,
): Promise<z.infer<typeof FraudFinding>> {
  const claim = await claimFor(deps, actor, claimId);
  const known = await rosterRefs(deps.pool, claim.roster_id);
  const faults = (refs ?? []).flatMap((ref, i): Fault[] =>
    known.has(ref) ? [] : [fault('ref-unknown', { path: `refs.${i}` }, { ref })],
  );
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults.slice(0, 50));
  const id = idOf('FD', attempt.actId);
  await reportFraud(deps.pool, {
    id,
    claim_id: claim.id,
    jurisdiction: claim.jurisdiction,
    refs: refs && [...new Set(refs)],
    reason_code: reasonCode,
    personal: { reason },
    reported_by: actor.subject,
    reported_at: msToInstant(await deps.clock.now()),
  });
  const findings = await disclose(deps, {
    ...{ actor, what: 'objections-and-findings', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    open: () => fraudFindingsOf(deps.pool, claim.id),
  });
  const found = findings.find((one) => one.id === id)!;
  return fraudFinding(found);
}

/** The ruling comes with the start of the recovery's workflow: its first act revokes what was paid. */
async function rule(
  deps: Deps,
  { actor, attempt }: Call,
  id: string,
  body: z.infer<typeof FraudRulingBody>,
): Promise<z.infer<typeof Claim>> {
  const finding = await findFraudFinding(deps.pool, id);
  if (!finding) throw new Problem('fraud-finding-unknown');
  const claim = await claimFor(deps, actor, finding.claim_id, 'fraud-finding-unknown');
  const { actId } = attempt;
  if (finding.status !== 'open') {
    // It may be this very act that has ruled, and only its answer was lost.
    if (await isRuling(deps, finding, actor, actId, body.decision)) return readClaim(deps, actor, claim.id);
    throw new Problem('fraud-finding-ruled');
  }
  await demandNotOwn(deps, actor, claim);
  const clockOffsetMs = await deps.clock.offset();
  const { jurisdiction, claimant_kind, claimant } = claim;
  await submit(
    deps,
    { actId, of: id, kind: 'fraud-ruling', bySubject: actor.subject, body: async () => body },
    (dossierId) =>
      deps.gateway.ruleOnFraud({
        input: { recoveryId: `R${id}`, claimId: claim.id, jurisdiction, clockOffsetMs, findingId: id },
        claimant: enterpriseCodeOf(claimant_kind, claimant),
        message: { by: actor.subject, decision: body.decision, dossierId },
        key: actId,
      }),
  );
  return readClaim(deps, actor, claim.id);
}

async function isRuling(
  { pool }: Deps,
  finding: FraudFindingRow,
  actor: Actor,
  actId: string,
  decision: 'uphold' | 'dismiss',
): Promise<boolean> {
  const kept = await findDossier(pool, idOf('D', actId));
  const status = decision === 'uphold' ? 'upheld' : 'dismissed';
  return kept?.claimId === finding.id && finding.ruled_by === actor.subject && finding.status === status;
}

import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import {
  type CreditCertificate,
  certificateByCode,
  decideCertificate,
  findCertificate,
  lockCertificate,
  proposeCertificate,
  waitingCertificates,
} from '../../db/credits/certificates.ts';
import { lockPerson } from '../../db/people/corrections.ts';
import { findPerson, nameOf } from '../../db/people/held.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { creditUseOf, examsOf } from '../../domain/credits/uses.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { Problem } from '../../domain/problem.ts';
import { cite, resolve } from '../../domain/rules/param.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandNobodysOwn } from '../claims/conflict.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { placeOf } from '../people/place.ts';
import { noteRefusal } from '../people/refusal.ts';
import { newCode } from './code.ts';
import type { Certificate, CertificateBody, CertificateCheck, CertificateDecisionBody } from './schemas.ts';
import { type Standing, standingOf } from './standing.ts';

type View = z.infer<typeof Certificate>;
type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;

/**
 * Proposes what credits are used for in an examination, by the table of the place.
 * @throws Problem `person-unknown`, `credit-use-not-set`, `credits-insufficient`, `credit-certificate-exists`, `another-person-required`
 */
export async function propose(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  { idNumber, exam }: z.infer<typeof CertificateBody>,
): Promise<View> {
  const place = placeOf(actor);
  const at = msToInstant(await deps.clock.now());
  const figure = resolve(deps.registry.find(place).parameters, localDateOf(at))['credit-uses'];
  const use = creditUseOf(figure, exam);
  if (!figure || !use) throw new Problem('credit-use-not-set', { exam, known: examsOf(figure).join(', ') || '–' });
  return noteRefusal(deps, actor, (about) =>
    transaction(deps.pool, async (tx) => {
      await demandIndexInUse(tx);
      const found = await findPerson(tx, idNumber, place);
      if (!found) throw new Problem('person-unknown');
      about.personId = found.personId;
      const { personId } = await lockPerson(tx, found.personId);
      const standing = await standingOf(tx, personId);
      await demandNobodysOwn(tx, actor.subject, claimsOf(standing));
      demandCovered(standing, use);
      const proposed = {
        ...{ id: idOf('CC', attempt.actId), person_id: personId, jurisdiction: place, exam, use: use.use },
        ...{ credits: use.credits, bonus_points: use.bonusPoints ?? null, source: cite(figure.source) },
        ...{ proposed_by: actor.subject, proposed_at: at },
      };
      if (!(await proposeCertificate(tx, proposed))) throw new Problem('credit-certificate-exists');
      const view = viewOf({ ...proposed, status: 'proposed', code: null, decided_by: null, decided_at: null });
      await attempt.finish(tx, sha256, { status: 201, location: null, body: view });
      await note(deps, tx, actor, 'propose-credit-certificate', view);
      return view;
    }),
  );
}

/**
 * Another person decides. The person is locked, so that two exemptions never use the same credits.
 * @throws Problem `credit-certificate-unknown`, `credit-certificate-decided`, `another-person-required`, `credits-insufficient`
 */
export async function decide(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  id: string,
  { decision }: z.infer<typeof CertificateDecisionBody>,
): Promise<View> {
  const at = msToInstant(await deps.clock.now());
  const place = actor.jurisdiction ?? null;
  return transaction(deps.pool, async (tx) => {
    const found = await findCertificate(tx, id, place);
    if (!found) throw new Problem('credit-certificate-unknown');
    await lockPerson(tx, found.person_id);
    const proposed = (await lockCertificate(tx, id, place))!;
    if (proposed.status !== 'proposed') throw new Problem('credit-certificate-decided');
    if (proposed.proposed_by === actor.subject) throw new Problem('another-person-required');
    const standing = await standingOf(tx, proposed.person_id);
    await demandNobodysOwn(tx, actor.subject, claimsOf(standing));
    const approved = decision === 'approve';
    if (approved) demandCovered(standing, proposed);
    const decided = { status: approved ? 'issued' : 'refused', code: approved ? newCode() : null } as const;
    await decideCertificate(tx, id, { ...decided, by: actor.subject, at });
    const view = viewOf({ ...proposed, ...decided, decided_by: actor.subject, decided_at: at });
    await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
    await note(deps, tx, actor, `${decision}-credit-certificate`, view);
    return view;
  });
}

/** Whether a certificate is true and still covered, for whoever has it in hand. @throws Problem `verification-code-unknown` */
export function checkCertificate(
  { pool }: Pick<Deps, 'pool'>,
  code: string,
): Promise<z.infer<typeof CertificateCheck>> {
  // Who has the code has the certificate, and learns less than stands on it.
  return asSystem(() =>
    transaction(pool, async (tx) => {
      const kept = await certificateByCode(tx, code);
      if (!kept) throw new Problem('verification-code-unknown');
      const { earned, available } = await standingOf(tx, kept.person_id);
      const name = await nameOf(tx, kept.person_id);
      const { jurisdiction, exam, use, bonus_points: bonusPoints, decided_at } = kept;
      const valid = use === 'exemption' ? available >= 0 : earned >= kept.credits;
      return {
        valid,
        name: name && maskName(name),
        jurisdiction,
        exam,
        use,
        bonusPoints,
        on: localDateOf(decided_at!),
      };
    }),
  );
}

export function viewOf(one: CreditCertificate): View {
  return {
    ...{ id: one.id, jurisdiction: one.jurisdiction, personId: one.person_id, exam: one.exam, use: one.use },
    ...{ credits: one.credits, bonusPoints: one.bonus_points, source: one.source, status: one.status, code: one.code },
    ...{ proposedBy: one.proposed_by, proposedAt: one.proposed_at, decidedBy: one.decided_by },
    decidedAt: one.decided_at,
  };
}

/** Who proposed one is not waited for. */
export async function certificateTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingCertificates(deps.pool, actor.jurisdiction ?? null, limit, actor.subject);
  return waiting.map(({ id, jurisdiction, status }) =>
    taskOf(
      deps,
      { jurisdiction, workflow_id: null },
      { act: 'credit-decision', creditCertificateId: id, stage: status },
    ),
  );
}

function demandCovered({ available }: Standing, { credits: needed }: { credits: number }): void {
  if (available < needed) throw new Problem('credits-insufficient', { available, needed });
}

/** The claims that the credits come of. */
const claimsOf = ({ entries }: Standing) => entries.map(({ claim_id }) => claim_id);

async function note(
  { audit }: Deps,
  tx: Tx,
  actor: Actor,
  act: string,
  { id, jurisdiction, personId }: View,
): Promise<void> {
  const of = { place: jurisdiction, ids: [id] };
  await appendEntries(tx, [await audit.entryOf({ actor, act, of, persons: [personId], outcome: 'done' })]);
}

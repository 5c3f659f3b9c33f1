import { type ClaimRow, insertClaim } from '../../db/claims/claims.ts';
import { setFilingHints } from '../../db/claims/filing-hints.ts';
import { pin } from '../../db/claims/pins.ts';
import { hasRecords } from '../../db/claims/records.ts';
import { writtenTransition } from '../../db/claims/transitions.ts';
import { keepRoster } from '../../db/intake/rosters.ts';
import { setPayee } from '../../db/money/payments.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { claimantIn, type FilingDossier } from '../../domain/claim/forms.ts';
import type { ClaimInput, Filed, Move } from '../../domain/claim/protocol.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { refusing } from '../refusing.ts';
import { type Admission, admit, lookedUpAnew, plannedDays } from './admission.ts';
import { acceptApplication } from './application.ts';
import { acceptedFiling, type Context, type Detail, submitted } from './context.ts';
import { endOf, enterNext } from './enter.ts';
import { filedOf, stamp } from './moved.ts';
import { record } from './transition.ts';

/** What the workflow gives with the filing besides the move. */
export interface FileClaim extends Move {
  input: ClaimInput;
  workflowId: string;
}

/** The claim comes into being: checked once more, the law pinned, the first step entered. */
export function fileClaim(deps: Deps): (filing: FileClaim) => Promise<Filed> {
  return (filing) =>
    refusing(filing, () =>
      transaction(deps.db, async (tx) => {
        const written = await writtenTransition<Filed>(tx, filing.claimId, filing.n);
        if (written) return written.result;
        const dossier = await submitted<FilingDossier>({ tx, move: filing });
        const { jurisdiction, programme } = filing.input;
        const filedOn = localDateOf(filing.at);
        const admission = await admit(deps, tx, {
          jurisdiction,
          programme,
          form: dossier.filing,
          rosterId: dossier.rosterId,
          filedOn,
        });
        const { rules, params } = admission;
        await pin(tx, filing.claimId, { milestone: 'filing', on_date: filedOn, rules, params }, filing.at);
        const claim = newClaim(filing, dossier, admission, claimantOf(deps, filing, dossier));
        const law = { rules, params, milestones: new Set(['filing'] as const) };
        const step = rules.steps[1]!;
        const move = { ...filing, next: { step, no: 1 } };
        const c: Context = { tx, deps, move, way: 'api', at: filing.at, claim, law };
        claim.application_due_at = fixedApplicationDeadline(c);
        await insertClaim(tx, claim);
        await keep(tx, claim);
        await setFilingHints(tx, claim.id, admission.hints);
        if (dossier.filing.bankAccount) await setPayee(tx, claim.id, dossier.filing.bankAccount, filing.at);
        await enterNext(c);
        stamp(claim, filing);
        const detail = { trainees: claim.trainees, estimateFen: claim.estimate_fen };
        return record(c, 'fileClaim', null, detail, filedOf(claim, rules.steps));
      }),
    );
}

/** @throws Problem `invalid-input` where the roster was erased since it was named: the time of what it had been filed with was over */
async function keep(tx: Queryable, { id, roster_id: rosterId }: ClaimRow): Promise<void> {
  if (await keepRoster(tx, id, rosterId)) return;
  throw new Problem('invalid-input', {}, [fault('roster-unknown', { path: 'rosterId' }, { rosterId })]);
}

/** A deadline that is a date is known from the first day on. */
function fixedApplicationDeadline(c: Pick<Context, 'deps' | 'law' | 'at'>): string | null {
  const step = c.law.rules.steps.find((s) => s.kind === 'application');
  if (step?.kind !== 'application' || c.law.params[step.deadline]?.unit !== 'date') return null;
  const end = endOf(c, step.deadline, c.at);
  return end === 'pending' ? null : end;
}

/** Who claims: the credit code of the enterprise or, in project-based training, of the institution; an individual by account. */
export function claimantOf(
  deps: Pick<Deps, 'registry'>,
  at: { input: Pick<ClaimInput, 'jurisdiction' | 'programme'>; message: Move['message'] },
  { filing }: FilingDossier,
): { kind: ClaimRow['claimant_kind']; code: string; name: string | null } {
  const { claimant } = deps.registry.programme(at.input.jurisdiction, at.input.programme).programme;
  if (claimant === 'individual') return { kind: claimant, code: at.message?.by ?? '', name: null };
  const party = claimantIn(filing, claimant);
  return { kind: claimant, code: party?.uscc ?? '', name: party?.name ?? null };
}

function newClaim(
  filing: FileClaim,
  { filing: form, rosterId }: FilingDossier,
  { roster, estimate, rulesVersion }: Admission,
  claimant: ReturnType<typeof claimantOf>,
): ClaimRow {
  return {
    id: filing.claimId,
    workflow_id: filing.workflowId,
    jurisdiction: filing.input.jurisdiction,
    programme: filing.input.programme,
    claimant_kind: claimant.kind,
    claimant: claimant.code,
    claimant_name: claimant.name,
    filed_by: filing.message?.by ?? '',
    stage: 'filing-review',
    returned_from: null,
    step_no: 0,
    due_at: null,
    application_due_at: null,
    due_pending: false,
    due_rule: null,
    due_event: null,
    overdue: false,
    trainees: roster.length,
    estimate_fen: estimate.totalFen,
    amount_fen: null,
    filed_at: filing.at,
    class_opened_on: form.training.classOpensOn ?? null,
    class_ended_on: form.training.classEndsOn ?? null,
    rules_version: rulesVersion,
    roster_id: rosterId,
    filing_dossier_id: filing.message?.dossierId ?? '',
    application_dossier_id: null,
    clock_offset_ms: filing.input.clockOffsetMs,
    last_decision: null,
    closed: false,
    transition_no: filing.n,
    updated_at: filing.at,
  };
}

/** A corrected filing or application goes back to where it was returned from. The day of filing stays the first one. */
export async function resubmit(c: Context): Promise<Detail> {
  const { claim } = c;
  const dossierId = c.move.message?.dossierId ?? '';
  if (claim.returned_from === 'application-review') {
    await acceptApplication(c);
  } else {
    const { filing: form, rosterId } = await submitted<FilingDossier>(c);
    const filedOn = localDateOf(claim.filed_at);
    const { jurisdiction, programme } = claim;
    await demandSamePeople(c, rosterId);
    const { roster, estimate, hints } = await admit(c.deps, c.tx, {
      jurisdiction,
      programme,
      form,
      rosterId,
      filedOn,
      law: c.law,
      claimId: claim.id,
      lookedUp: lookedUpAnew((await acceptedFiling(c)).filing, form, localDateOf(c.at)),
    });
    claim.filing_dossier_id = dossierId;
    claim.roster_id = rosterId;
    await keep(c.tx, claim);
    await setFilingHints(c.tx, claim.id, hints);
    claim.trainees = roster.length;
    claim.estimate_fen = estimate.totalFen;
    Object.assign(claim, plannedDays(c, form));
    if (form.bankAccount) await setPayee(c.tx, claim.id, form.bankAccount, c.at);
  }
  await enterNext(c);
  return { trainees: claim.trainees, estimateFen: claim.estimate_fen };
}

/** Lessons are on record by the numbers of the roster: once the class has begun, people come and go by changes. @throws Problem `invalid-input` */
async function demandSamePeople({ tx, claim, law }: Context, rosterId: string): Promise<void> {
  if (rosterId === claim.roster_id) return;
  const hasBegun = law.milestones.has('class-opened') || (await hasRecords(tx, claim.id));
  if (!hasBegun) return;
  throw new Problem('invalid-input', {}, [fault('roster-has-lessons', { path: 'rosterId' })]);
}

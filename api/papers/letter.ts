import type { VisibleClaim } from '../../db/claims/lists.ts';
import type { TransitionRow } from '../../db/claims/transitions.ts';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { Moved } from '../../domain/claim/protocol.ts';
import { reasonName } from '../../domain/messages/reasons.ts';
import { decisionLetter, type LetterAct } from '../../domain/papers/decision.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { Deps } from '../deps.ts';

/** `personal`: opened for it was what names people, or what somebody wrote. */
export interface Opened {
  paper: Paper;
  personal: boolean;
  /** Of those who are on it one by one. */
  personIds: readonly string[];
}

/** The letter about one of the claim's moves, as things stood at it. */
export async function letterOf(
  { pool, registry }: Pick<Deps, 'pool' | 'registry'>,
  read: <T>(value: T) => T,
  claim: VisibleClaim,
  moves: readonly TransitionRow[],
  move: TransitionRow,
): Promise<Opened> {
  const { programme, jurisdiction, parameters } = registry.programme(claim.jurisdiction, claim.programme);
  const { dossier_id: dossier, reason_code: code } = move;
  const reason = dossier ? ((await reasonsOf(pool, [dossier])).get(dossier) ?? null) : null;
  const paper = decisionLetter({
    act: move.act as LetterAct,
    authority: jurisdiction.authority.names.zh,
    claimId: claim.id,
    n: move.n,
    claimant: claim.claimant_name,
    programme: programme.names.zh,
    filedAt: claim.filed_at,
    at: move.at,
    reasonName: code && reasonName(code).zh,
    reason: read(reason),
    trainees: traineesAt(moves, move),
    amountFen: (move.result as Moved).amountFen,
    nothingDue: move.detail.nothingDue === true,
    dueAt: move === moves.at(-1) ? claim.due_at : null,
    review: reviewPeriod(parameters, move),
  });
  return { paper, personal: reason !== null, personIds: [] };
}

/** Filings, corrections and changes say how many people they leave on the roster. */
function traineesAt(moves: readonly TransitionRow[], { n }: TransitionRow): number | null {
  const told = moves.findLast((one) => one.n <= n && typeof one.detail.trainees === 'number');
  return told ? Number(told.detail.trainees) : null;
}

/** 申请行政复议的期限, as it was in force on the day of the decision. */
function reviewPeriod(parameters: Parameters<typeof resolve>[0], { at }: TransitionRow) {
  const figure = resolve(parameters, localDateOf(at))['administrative-review-period'];
  return figure ? { days: Number(figure.value), source: `《${figure.source.document}》${figure.source.clause}` } : null;
}

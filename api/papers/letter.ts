import type { VisibleClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { clauseOf, type TransitionRow } from '../../db/claims/transitions.ts';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import { linesOf } from '../../db/money/lines.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { Moved } from '../../domain/claim/protocol.ts';
import { reasonName } from '../../domain/messages/reasons.ts';
import { decisionLetter, type LetterAct } from '../../domain/papers/decision.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { clausesOf } from '../../domain/rules/clauses.ts';
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
  const nothingDue = move.detail.nothingDue === true;
  const unpaid = nothingDue ? await unpaidOf(pool, claim.id) : [];
  const clause = clauseOf(move);
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
    nothingDue,
    unpaid,
    clauses: clause ? [clause] : unpaid.flatMap(({ clause }) => clause ?? []).filter(isFirst),
    dueAt: move === moves.at(-1) ? claim.due_at : null,
    review: reviewPeriod(parameters, move),
  });
  return { paper, personal: reason !== null, personIds: [] };
}

/** Who brings nothing, by the reason; the clause that each reason rests on, where it is one of the law. */
async function unpaidOf(db: Deps['pool'], claimId: string) {
  const law = new Set(clausesOf(await pinnedLaw(db, claimId)).map(({ clause }) => clause));
  const reasons = new Map<string, { refs: Set<string>; why: string; clause: string | null }>();
  for (const { ref, amount_fen, messages, source } of await linesOf(db, claimId)) {
    if (amount_fen > 0 || !messages) continue;
    const same = reasons.get(messages.zh);
    if (same) same.refs.add(ref);
    else
      reasons.set(messages.zh, {
        refs: new Set([ref]),
        why: messages.zh,
        clause: source && law.has(source) ? source : null,
      });
  }
  return [...reasons.values()].map(({ refs, ...reason }) => ({ ...reason, refs: [...refs] }));
}

const isFirst = <T>(one: T, i: number, all: readonly T[]) => all.indexOf(one) === i;

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

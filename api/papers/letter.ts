import type { VisibleClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { clauseOf, type TransitionRow } from '../../db/claims/transitions.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import { type RosterEntry, readRosterPersonal } from '../../db/intake/rosters.ts';
import { type LineRow, linesOf } from '../../db/money/lines.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { ReviewForm } from '../../domain/claim/forms.ts';
import type { Moved } from '../../domain/claim/protocol.ts';
import { reasonName } from '../../domain/messages/reasons.ts';
import { decisionLetter, type LetterAct } from '../../domain/papers/decision.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { clausesOf } from '../../domain/rules/clauses.ts';
import { resolve } from '../../domain/rules/param.ts';
import { returnedName, rosterRef } from '../claims/return-fields.ts';
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
  const { reason_code: code } = move;
  const { reason = null, fields = [] } = (await formOf<ReviewForm>(pool, move.dossier_id)) ?? {};
  const refused = fixedLast(moves, move) ? await unpaidOf(pool, claim.id) : [];
  const ruledOn = move.act === 'rule' && typeof move.detail.ref === 'string' ? move.detail.ref : null;
  const people = await peopleOf(pool, claim, [
    ...(ruledOn ? [ruledOn] : []),
    ...refused.flatMap(({ refs }) => refs),
    ...fields.flatMap(({ path }) => rosterRef(path) ?? []),
  ]);
  const nameOf = (ref: string) => people.get(ref)?.name ?? null;
  const clause = clauseOf(move);
  const paper = decisionLetter({
    act: move.act as LetterAct,
    ...{ authority: jurisdiction.authority.names.zh, website: jurisdiction.authority.website },
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
    ...(move.act === 'rule' && {
      upheld: { about: ruledOn ? { ref: ruledOn, name: nameOf(ruledOn) } : null, beforeFen: amountBefore(moves, move) },
    }),
    nothingDue: move.detail.nothingDue === true,
    fields: read(fields.map(({ path, reason }) => ({ name: returnedName(path, nameOf, programme).zh, reason }))),
    unpaid: refused.map(({ refs, why }) => ({ people: refs.map((ref) => ({ ref, name: nameOf(ref) })), why })),
    clauses: clause ? [clause] : refused.flatMap(({ clause }) => clause ?? []).filter(isFirst),
    dueAt: dueAfter(moves, move),
    review: reviewPeriod(parameters, move),
  });
  const personIds = [...people.values()].map(({ personId }) => personId);
  return { paper, personal: reason !== null || fields.length > 0 || personIds.length > 0, personIds };
}

/** Whether the lines are as this decision has fixed them: by it, and by none after it. */
const fixedLast = (moves: readonly TransitionRow[], move: TransitionRow) =>
  move === moves.findLast(({ detail }) => typeof detail.nothingDue === 'boolean');

/** What the claim came to until this decision. */
const amountBefore = (moves: readonly TransitionRow[], { n }: TransitionRow): number | null =>
  (moves.findLast((one) => one.n < n)?.result as Moved | undefined)?.amountFen ?? null;

/** Until when it had to be put right: told with the return, or once the calendar of that day was published. */
function dueAfter(moves: readonly TransitionRow[], { n, to_stage: stage }: TransitionRow) {
  const after = moves.filter((one) => one.n >= n);
  const left = after.findIndex(({ to_stage }) => to_stage !== stage);
  const told = after.slice(0, left < 0 ? undefined : left).find(({ result }) => (result as Moved).dueAt);
  return told ? (told.result as Moved).dueAt : null;
}

/** Those who are named in the letter, by roster reference. */
async function peopleOf(
  db: Deps['pool'],
  { roster_id }: VisibleClaim,
  refs: readonly string[],
): Promise<Map<string, RosterEntry>> {
  if (refs.length === 0) return new Map();
  const found = await readRosterPersonal(db, roster_id, { after: 0, limit: null, refs });
  return new Map(found.map((person) => [person.ref, person]));
}

/** Who brings nothing at all, by the reason; the clause that each reason rests on, where it is one of the law. */
async function unpaidOf(db: Deps['pool'], claimId: string) {
  const law = new Set(clausesOf(await pinnedLaw(db, claimId)).map(({ clause }) => clause));
  const lines = await linesOf(db, claimId);
  const paid = new Set(lines.filter(brings).map(({ ref }) => ref));
  const reasons = new Map<string, { refs: Set<string>; why: string; clause: string | null }>();
  for (const { ref, messages, source } of lines) {
    if (paid.has(ref) || !messages) continue;
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

const brings = ({ amount_fen }: LineRow) => amount_fen > 0;

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

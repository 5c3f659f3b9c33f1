import { z } from '@hono/zod-openapi';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { type TransitionRow, timelineOf } from '../../db/claims/transitions.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import { readRosterPersonal } from '../../db/intake/rosters.ts';
import { linesOf, netFen } from '../../db/money/lines.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { FilingDossier } from '../../domain/claim/forms.ts';
import { hasLetter, type LetterAct, letterTitle } from '../../domain/papers/decision.ts';
import { filingFormPaper, valueAt } from '../../domain/papers/filing-form.ts';
import { generalForm, generalRoster, generalSubsidyRoster } from '../../domain/papers/general.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { type RosterHeader, rosterPaper, subsidyRosterPaper } from '../../domain/papers/roster.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { claimFor, ofClaim, readerOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { When } from '../routes/fields.ts';
import { letterOf, type Opened } from './letter.ts';

type Part = Pick<Deps, 'pool' | 'audit' | 'registry'>;

export const ClaimPaper = z
  .object({
    kind: z.string().openapi({ description: 'Names it in its address', example: 'filing-form' }),
    title: z.string().openapi({ description: 'In Chinese, as it is printed' }),
    at: When.nullable().openapi({ description: 'Of a decision: when it was taken' }),
  })
  .openapi('ClaimPaper');

/** Papers of the claim as it stands: its form, its roster, a letter for each decision, the subsidy roster; none of an erased one. @throws Problem `not-found` */
export async function papersOf(deps: Part, actor: Actor, id: string): Promise<z.infer<typeof ClaimPaper>[]> {
  const claim = await claimFor(deps, actor, id);
  return (await erasureOf(deps.pool, id)) ? [] : papersFor(deps, claim);
}

/** The same of a claim that is not erased. */
export async function papersFor(
  deps: Pick<Deps, 'pool' | 'registry'>,
  claim: VisibleClaim,
): Promise<z.infer<typeof ClaimPaper>[]> {
  const { id } = claim;
  const { filingForm, roster, subsidyRoster } = layoutsFor(deps, claim);
  const subsidised = (await linesOf(deps.pool, id)).some(counts);
  return [
    { kind: 'filing-form', title: filingForm.title, at: null },
    { kind: 'roster', title: roster.title, at: null },
    ...(subsidised ? [{ kind: 'subsidy-roster', title: subsidyRoster.title, at: null }] : []),
    ...(await timelineOf(deps.pool, id)).filter(hasLetter).map(({ act, n, at, detail }) => ({
      ...{ kind: `decision-${n}`, title: letterTitle(act as LetterAct, detail.nothingDue === true), at },
    })),
  ];
}

/** One of them, with numbers in full or in part as in the dossier. @throws Problem `not-found`, `paper-unknown`, `dossier-erased` */
export async function claimPaper(deps: Part, actor: Actor, id: string, kind: string): Promise<Paper> {
  const claim = await claimFor(deps, actor, id);
  const erasure = await erasureOf(deps.pool, id);
  if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  const of = { ...ofClaim(claim), ids: [kind] };
  const opened = await disclose(deps, {
    ...{ actor, what: 'paper', of, duty: dutyOnClaim(actor, claim) },
    persons: ({ personIds }) => personIds,
    holds: ({ personal }) => personal,
    open: () => openPaper(deps, readerOf(actor), claim, kind),
  });
  return opened.paper;
}

/** Lays out one of a claim's papers for who reads it so; whoever calls has told that it is read. @throws Problem `paper-unknown` */
export async function openPaper(
  deps: Pick<Deps, 'pool' | 'registry'>,
  read: <T>(value: T) => T,
  claim: VisibleClaim,
  kind: string,
): Promise<Opened> {
  const { filingForm, roster, subsidyRoster } = layoutsFor(deps, claim);
  const moves = await timelineOf(deps.pool, claim.id);
  if (kind === 'filing-form') {
    const form = read(await filingOf(deps, claim));
    return {
      paper: filingFormPaper(filingForm, { ...form, authorityOpinion: approval(moves) }),
      personal: true,
      personIds: [],
    };
  }
  if (kind === 'roster') {
    const people = read(await readRosterPersonal(deps.pool, claim.roster_id));
    return { paper: rosterPaper(roster, await headerOf(deps, claim), people), ...shown(people) };
  }
  if (kind === 'subsidy-roster') {
    const people = read(await subsidised(deps, claim));
    if (people.length > 0) {
      const header = { ...(await headerOf(deps, claim)), ...appliedOn(claim, moves) };
      return { paper: subsidyRosterPaper(subsidyRoster, header, people, claim.trainees), ...shown(people) };
    }
  }
  const move = moves.find((one) => hasLetter(one) && kind === `decision-${one.n}`);
  if (!move) throw new Problem('paper-unknown', { kind, list: '/v1/claims/{id}/papers' });
  return letterOf(deps, read, claim, moves, move);
}

const shown = (people: readonly { personId: string }[]) => ({
  personal: true,
  personIds: people.map(({ personId }) => personId),
});

/** How the papers of a programme are laid out. */
export function layoutsFor(
  { registry }: Pick<Deps, 'registry'>,
  { jurisdiction, programme }: Pick<VisibleClaim, 'jurisdiction' | 'programme'>,
) {
  const { papers } = registry.programme(jurisdiction, programme).programme;
  return { filingForm: generalForm, roster: generalRoster, subsidyRoster: generalSubsidyRoster, ...papers };
}

async function filingOf({ pool }: Pick<Deps, 'pool'>, claim: VisibleClaim) {
  return { ...(await formOf<FilingDossier>(pool, claim.filing_dossier_id))?.filing };
}

/** What the authority says on the form, once it has. */
function approval(moves: readonly TransitionRow[]) {
  const approved = moves.findLast(({ act }) => act === 'approveFiling');
  return approved && { text: '同意备案', signedOn: approved.at };
}

async function headerOf(deps: Pick<Deps, 'pool'>, claim: VisibleClaim): Promise<RosterHeader> {
  const form = await filingOf(deps, claim);
  const filledOn = valueAt(form, 'rosterHeader.filledOn') ?? claim.filed_at;
  return { enterprise: form.enterprise?.name ?? '', filledOn: String(filledOn) };
}

/** Who is to be subsidised was told by the application; where there is none, by the filing. */
function appliedOn({ application_dossier_id: applied }: VisibleClaim, moves: readonly TransitionRow[]) {
  const told = applied && moves.find(({ dossier_id }) => dossier_id === applied);
  return told ? { filledOn: told.at } : {};
}

type Line = Awaited<ReturnType<typeof linesOf>>[number];
const counts = (line: Line) => line.status !== 'fallen' && netFen(line) > 0;

async function subsidised({ pool }: Pick<Deps, 'pool'>, claim: VisibleClaim) {
  const lines = (await linesOf(pool, claim.id)).filter(counts);
  if (lines.length === 0) return [];
  const byRef = new Map<string, Line[]>();
  for (const line of lines) byRef.set(line.ref, [...(byRef.get(line.ref) ?? []), line]);
  return (await readRosterPersonal(pool, claim.roster_id)).flatMap(({ personId, ref, name, sex, idNumber }) => {
    const own = byRef.get(ref) ?? [];
    const classHours = own.find((line) => line.class_hours !== null)?.class_hours ?? null;
    const amountFen = own.reduce((sum, line) => sum + netFen(line), 0);
    return own.length > 0 ? [{ personId, ref, name, sex, idNumber, classHours, amountFen }] : [];
  });
}

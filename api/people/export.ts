import type { z } from '@hono/zod-openapi';
import type { ClaimRow } from '../../db/claims/claims.ts';
import { noticeOf } from '../../db/claims/published.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { certificatesHeld, entriesHeld, evaluationsHeld, statementsHeld } from '../../db/credits/about.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import { listingsAbout } from '../../db/listings/listings.ts';
import type { LineRow } from '../../db/money/lines.ts';
import { payeeOf } from '../../db/money/payments.ts';
import { correctionsAbout } from '../../db/people/corrections.ts';
import {
  claimsAbout,
  entriesAbout,
  eventsAbout,
  type FiledEntry,
  findHeld,
  type KnownPerson,
  limitsAbout,
  linesAbout,
  recordsAbout,
  showingsOf,
} from '../../db/people/held.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { registrationOf } from '../../db/registration/registrations.ts';
import { type Instant, msToInstant } from '../../domain/calendar/date.ts';
import { type ApplicationForm, type FilingDossier, filesNamedBy } from '../../domain/claim/forms.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { completionIn } from '../claims/dossier.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { placeOf } from './place.ts';
import { noteRefusal } from './refusal.ts';
import type { PersonExport } from './schemas.ts';

type View = z.infer<typeof PersonExport>;
type About = View['claims'][number];

/**
 * Everything that the official's place holds about the person with this ID number, for the person. Findings of fraud are not among it, nor free
 * text of others that may speak of them. @throws Problem `person-unknown`
 */
export async function exportPerson(deps: Deps, actor: Actor, idNumber: string): Promise<View> {
  const place = placeOf(actor);
  const at = msToInstant(await deps.clock.now());
  const read = () => transaction(deps.pool, (tx) => held(tx, idNumber, place, at));
  return noteRefusal(deps, actor, () =>
    disclose(deps, {
      ...{ actor, what: 'person', of: { place }, duty: undefined },
      persons: ({ personId }) => [personId],
      open: read,
    }),
  );
}

async function held(tx: Tx, idNumber: string, place: string, at: Instant): Promise<View> {
  await demandIndexInUse(tx);
  const person = await findHeld(tx, idNumber, place);
  if (!person) throw new Problem('person-unknown');
  const claims = await claimsView(tx, person, place);
  const corrections = await correctionsAbout(tx, person, place);
  const ids = claims.map(({ claimId }) => claimId);
  const here = new Set(claims.flatMap(({ rosters }) => rosters.map(({ rosterId }) => rosterId)));
  return {
    ...{ personId: person.personId, jurisdiction: place, at, claims },
    registration: (await registrationOf(tx, place, person.personId)) ?? null,
    corrections: corrections.map(({ id, status, at, decided_at, fields, before, after, reason }) => {
      // What stood in rosters of another place, that one tells.
      const own = before?.filter(({ rosterId }) => here.has(rosterId)) ?? null;
      return { id, status, at, decidedAt: decided_at, fields, before: own, after, reason };
    }),
    learnt: await learnt(tx, person, place),
    listings: (await listingsAbout(tx, person.personId, place)).map(
      ({ kind, reason_code, listed_from, listed_to, status }) => {
        return { kind, reasonCode: reason_code, from: listed_from, to: listed_to, lifted: status === 'lifted' };
      },
    ),
    shown: await showingsOf(tx, person, place, ids),
  };
}

async function learnt(tx: Tx, person: KnownPerson, place: string): Promise<View['learnt']> {
  return {
    credits: (await entriesHeld(tx, person, place)).map(({ claim_id, class_hours, earned_at, ...entry }) => {
      const { credits, certificate, status } = entry;
      return { claimId: claim_id, classHours: class_hours, credits, certificate, earnedAt: earned_at, status };
    }),
    statements: (await statementsHeld(tx, person, place)).map(({ issued_at, earned, used }) => {
      return { issuedAt: issued_at, earned, used };
    }),
    certificates: (await certificatesHeld(tx, person, place)).map(({ exam, use, credits, status, ...one }) => {
      return { exam, use, credits, status, at: one.decided_at ?? one.proposed_at };
    }),
    evaluations: await evaluationsHeld(tx, person, place),
  };
}

async function claimsView(tx: Tx, person: KnownPerson, place: string): Promise<About[]> {
  const about = {
    entries: groupedByClaim(await entriesAbout(tx, person, place)),
    records: groupedByClaim(await recordsAbout(tx, person, place)),
    events: groupedByClaim(await eventsAbout(tx, person, place)),
    lines: groupedByClaim((await linesAbout(tx, person, place)).map((line) => ({ ...line, claimId: line.claim_id }))),
    limits: groupedByClaim((await limitsAbout(tx, person, place)).map((use) => ({ ...use, claimId: use.claim_id }))),
  };
  const views: About[] = [];
  for (const claim of await claimsAbout(tx, person, place)) {
    const entries = about.entries.get(claim.id) ?? [];
    const notice = await noticeOf(tx, claim.id);
    views.push({
      ...{ claimId: claim.id, programme: claim.programme, claimantKind: claim.claimant_kind },
      ...{ claimant: claim.claimant, claimantName: claim.claimant_name, stage: claim.stage, filedAt: claim.filed_at },
      rosters: entries.map(entryView),
      learningRecords: (about.records.get(claim.id) ?? []).map(({ lesson, startedAt, minutes }) => {
        return { lesson, startedAt, minutes };
      }),
      learningEvents: (about.events.get(claim.id) ?? []).map(({ claimId: _claim, ...event }) => event),
      ...(await handedIn(tx, claim, entries)),
      own: claim.claimant_kind === 'individual' ? await ownForms(tx, claim) : null,
      lines: (about.lines.get(claim.id) ?? []).map(lineView),
      limits: (about.limits.get(claim.id) ?? []).map(({ scope, amount_fen, occupation, level, status }) => {
        return { scope, amountFen: amount_fen, occupation, level, status };
      }),
      notice: notice ? { publishedAt: notice.published_at, endsAt: notice.ends_at } : null,
    });
  }
  return views;
}

/** What forms say of the person by their ref. */
export async function handedIn(
  tx: Tx,
  claim: ClaimRow,
  entries: readonly FiledEntry[],
): Promise<Pick<About, 'certificates' | 'evidence'>> {
  const refs = new Set(entries.filter(({ current }) => current).map(({ ref }) => ref));
  const application = await formOf<ApplicationForm>(tx, claim.application_dossier_id);
  const completion = await completionIn(tx, await timelineOf(tx, claim.id));
  return {
    certificates: (application?.certificates ?? []).filter(({ ref }) => refs.has(ref)).map((one) => ({ ...one })),
    evidence: filesNamedBy(completion ?? {})
      .filter(({ ref }) => ref !== null && refs.has(ref))
      .map(({ kind, fileId }) => ({ kind, fileId })),
  };
}

/** An individual claims for themselves: every form and account of the claim is theirs. */
async function ownForms(tx: Tx, claim: ClaimRow): Promise<About['own']> {
  const filing = await formOf<FilingDossier>(tx, claim.filing_dossier_id);
  const application = await formOf<ApplicationForm>(tx, claim.application_dossier_id);
  const account = await payeeOf(tx, claim.id);
  return {
    filing: filing?.filing ? { ...filing.filing } : null,
    application: application ? { ...application } : null,
    account: account ? { ...account } : null,
  };
}

function entryView({ claimId: _claim, plannedCertificate, ...entry }: FiledEntry): About['rosters'][number] {
  const { name = null, idNumber = null, mobile = null, platformAccount = null } = entry;
  return {
    ...entry,
    ...{ name, idNumber, mobile, platformAccount },
    plannedCertificate: plannedCertificate && { ...plannedCertificate },
  };
}

function lineView(line: LineRow): About['lines'][number] {
  return {
    ...{ ref: line.ref, component: line.component, part: line.part, eligible: line.eligible },
    ...{ amountFen: line.amount_fen, reducedFen: line.reduced_fen },
    fund: line.fund as About['lines'][number]['fund'],
    ...{ advanceOffsetFen: line.advance_offset_fen, classHours: line.class_hours, status: line.status },
    ...{ fallenReason: line.fallen_reason, code: line.code, source: line.source },
  };
}

function groupedByClaim<T extends { claimId: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.claimId, [...(groups.get(item.claimId) ?? []), item]);
  return groups;
}

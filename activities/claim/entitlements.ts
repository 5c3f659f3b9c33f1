import { setTraceHash } from '../../db/claims/claims.ts';
import type { ClassDays } from '../../db/claims/records.ts';
import { type RosterRow, readRosterRows } from '../../db/intake/rosters.ts';
import { lockPeople, overlappingClasses } from '../../db/money/caps.ts';
import { insertLines, type NewLine } from '../../db/money/lines.ts';
import { addDays, localDateOf } from '../../domain/calendar/date.ts';
import { factsOf } from '../../domain/claim/forms.ts';
import type { Facts } from '../../domain/money/types.ts';
import { refusedBy } from '../../domain/problem.ts';
import { earnCredits } from '../credits/earn.ts';
import { blacklistedPeople } from './black-list.ts';
import { appliedFor, entitle, type Judged, oneClass, type Removed } from './calculation.ts';
import { capsTaken, reserve, roomOf, takenBy } from './caps.ts';
import { acceptedFiling, type Context } from './context.ts';
import type { KeptGrounds } from './kept-grounds.ts';
import { registerSays } from './registration.ts';

/** What a claim is judged with. */
export type Judging = Pick<Context, 'tx' | 'claim' | 'law' | 'at'> & { deps: Pick<Context['deps'], 'registry'> };

/**
 * Fixes what every person of the claim brings, from the pinned law and the facts on file, and reserves the room under the caps.
 * People are locked first: a second claim of the same people waits and then sees what is left. `removed`: persons who
 * bring nothing. Throws Problem when the rules refuse.
 * False: every line is 0, each with its reason on file, and there is nothing to pay.
 */
export async function fixEntitlements(c: Context, removed: Removed = new Map()): Promise<boolean> {
  const { claim, law, tx } = c;
  const facts = await factsOfClaim(c);
  const roster = await readRosterRows(tx, claim.roster_id);
  const personIds = roster.map((row) => row.personId);
  await lockPeople(tx, personIds);
  const { refusals, lines, hash, taken } = await entitledNow(c, facts, roster, removed);
  if (refusals.length > 0) throw refusedBy(refusals);
  const rows = lines.map((judged) => {
    const { basis, line, trainee, personId } = judged;
    const others = basis.elsewhere.length > 0 ? basis.elsewhere : takenBy(line, trainee, taken.get(personId));
    return rowOf(c, judged, others);
  });
  await insertLines(tx, rows);
  await setTraceHash(tx, claim.id, hash);
  await reserve(tx, claim.id, law.rules, facts, lines);
  await creditClass(c, facts, roster, lines);
  return lines.some(({ line }) => line.amountFen > 0);
}

/** What comes of the pinned law, the facts on file and the room that is left now. */
export async function entitledNow(
  c: Judging,
  facts: Facts,
  roster: readonly RosterRow[],
  removed: Removed,
  certificatesExpected = false,
) {
  const { claim, law, tx } = c;
  const people = roster.map(({ personId }) => personId);
  const taken = await capsTaken(tx, law.rules, facts, people);
  const entitled = await entitle(tx, {
    ...{ claim, law, facts, roster, certificatesExpected },
    ...(await knownNow(c, facts, roster, removed)),
    taken: new Map([...taken].map(([person, uses]) => [person, roomOf(uses)])),
  });
  return { ...entitled, taken };
}

/** What is known of the claim's people now, beside its law and facts and the room under caps. They are locked. */
export async function knownNow(
  c: Judging,
  facts: Facts,
  roster: readonly RosterRow[],
  removed: Removed,
): Promise<Omit<KeptGrounds, 'taken'>> {
  const { claim, law, tx } = c;
  const personIds = roster.map(({ personId }) => personId);
  const asked = { jurisdiction: claim.jurisdiction, on: localDateOf(c.at), params: law.params };
  return {
    elsewhere: await overlapsOf(c, facts, roster),
    blacklisted: await blacklistedPeople(c.deps, tx, asked, personIds),
    registered: await registerSays(tx, law.rules, claim.jurisdiction, personIds),
    days: classDaysOf(c),
    catalogue: c.deps.registry.catalogue(claim.jurisdiction),
    removed,
  };
}

/** Of two classes on the same days one counts, for credits as for money. Where the money comes first nothing is learnt yet: see verification. */
export async function creditClass(
  c: Context,
  facts: Facts,
  roster: readonly RosterRow[],
  lines: readonly Judged[],
): Promise<void> {
  if (!appliedFor(c.law.rules)) return;
  const barred = new Set(lines.filter(({ basis }) => basis.elsewhere.length > 0).map(({ line }) => line.ref));
  await earnCredits(c, { facts, roster, barred });
}

export const classDaysOf = ({ claim }: Pick<Context, 'claim'>): ClassDays => ({
  openedOn: claim.class_opened_on,
  endedOn: claim.class_ended_on,
});

export async function factsOfClaim(c: Pick<Context, 'tx' | 'claim'>, days = classDaysOf(c)): Promise<Facts> {
  const { filing } = await acceptedFiling(c);
  return factsOf(filing, {
    filedOn: localDateOf(c.claim.filed_at),
    classOpenedOn: days.openedOn,
    classEndedOn: days.endedOn,
  });
}

/** Per person: other claims with a standing line for a class on the same days. */
export async function overlapsOf(
  c: Pick<Context, 'tx' | 'claim' | 'law'>,
  facts: Facts,
  roster: readonly RosterRow[],
): Promise<Map<string, string[]>> {
  const { classOpenedOn: opened, classEndedOn: ended } = facts;
  if (!opened || !ended || c.law.params[oneClass]?.value !== true) return new Map();
  const days = roster.map(({ personId, joinedOn, leftOn }) => ({
    personId,
    from: joinedOn && joinedOn > opened ? joinedOn : opened,
    to: leftOn && leftOn <= ended ? addDays(leftOn, -1) : ended,
  }));
  const byPerson = new Map<string, string[]>();
  for (const { person_id, claim_id } of await overlappingClasses(c.tx, c.claim.id, days))
    byPerson.set(person_id, [...(byPerson.get(person_id) ?? []), claim_id]);
  return byPerson;
}

export function rowOf(c: Context, { line, personId, basis }: Judged, others: string[]): NewLine {
  return {
    claim_id: c.claim.id,
    ref: line.ref,
    component: line.component,
    part: 1,
    fund: line.fund,
    person_id: personId,
    eligible: line.eligible,
    amount_fen: line.amountFen,
    class_hours: line.classHours ?? null,
    code: line.code ?? null,
    source: line.source ?? null,
    messages: line.messages ?? null,
    trace: line.trace,
    taken_by: others,
    basis,
  };
}

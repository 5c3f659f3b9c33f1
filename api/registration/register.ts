import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { findRoster } from '../../db/intake/rosters.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { type IncomingPerson, registerPeople, registerRoster } from '../../db/registration/registrations.ts';
import { type LocalDate, localDateOf } from '../../domain/calendar/date.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { claimantOf, isClaimant, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { placeOf } from '../people/place.ts';
import { faultsOf } from '../zod-faults.ts';
import { type Registered, RegistrationRow, type RegistrationsBody } from './schemas.ts';

type Body = z.infer<typeof RegistrationsBody>;
type RowFault = Fault & { row: number };

/**
 * Enters people into the register of a place. A claimant enters them as of today, an official also as of an earlier day. What is wrong of a row is told,
 * and costs the others nothing; whether somebody was in the register before is told to nobody.
 * @throws Problem `invalid-input`, also when no row is right
 */
export async function register(
  deps: Pick<Deps, 'pool' | 'clock' | 'registry' | 'audit'>,
  actor: Actor,
  body: Body,
): Promise<z.infer<typeof Registered>> {
  if ((body.people === undefined) === (body.rosterId === undefined)) throw wrong('people-or-roster-id', 'people');
  const at = msToInstant(await deps.clock.now());
  const jurisdiction = placeFor(deps, actor, body.jurisdiction);
  const source = isClaimant(actor) ? ('claimant' as const) : ('official' as const);
  const entry = { jurisdiction, source, by: actor.subject, at };
  const today = localDateOf(at);
  const { people, faults } = readRows(body.people ?? [], today, source === 'official');
  if (body.people && people.length === 0) throw new Problem('invalid-input', {}, faults.slice(0, 1_000));
  const note = await deps.audit.entryOf({
    actor,
    act: 'register-people',
    of: { place: jurisdiction },
    outcome: 'done',
  });
  return transaction(deps.pool, async (tx) => {
    let rows = body.people?.length ?? 0;
    if (body.rosterId) rows = await registerRoster(tx, entry, await rosterFor(tx, actor, body.rosterId), today);
    else await registerPeople(tx, entry, people);
    await appendEntries(tx, [note]);
    const rejected = faults.slice(0, 1_000);
    return { rows, accepted: rows - new Set(faults.map(({ row }) => row)).size, rejected };
  });
}

function placeFor({ registry }: Pick<Deps, 'registry'>, actor: Actor, asked: string | undefined): string {
  if (isClaimant(actor)) {
    if (!asked) throw wrong('field-missing', 'jurisdiction');
    return registry.find(asked).slug;
  }
  const own = placeOf(actor);
  if (asked && asked !== own) throw new Problem('not-found');
  return own;
}

const wrong = (code: Parameters<typeof fault>[0], path: string) =>
  new Problem('invalid-input', {}, [fault(code, { path })]);

/** A roster of one's own; of an official: one with which a claim of the place was filed. */
async function rosterFor(tx: Tx, actor: Actor, rosterId: string): Promise<string> {
  const roster = await findRoster(tx, rosterId);
  const visible = isClaimant(actor) ? roster?.owner === ownerOf(claimantOf(actor)) : roster?.kept;
  if (roster && visible && !roster.erased) return roster.id;
  throw new Problem('invalid-input', {}, [fault('roster-unknown', { path: 'rosterId' }, { rosterId })]);
}

function readRows(
  given: readonly unknown[],
  today: LocalDate,
  mayBackdate: boolean,
): { people: IncomingPerson[]; faults: RowFault[] } {
  const people: IncomingPerson[] = [];
  const faults: RowFault[] = [];
  given.forEach((one, i) => {
    const row = i + 1;
    const parsed = RegistrationRow.safeParse(one);
    if (!parsed.success) {
      faults.push(...faultsOf(parsed.error, one).map((each) => ({ ...each, row })));
      return;
    }
    const { registeredOn = today, ...person } = parsed.data;
    const at = { path: 'registeredOn' };
    if (registeredOn > today) faults.push({ ...fault('date-in-future', at, { date: registeredOn }), row });
    else if (registeredOn < today && !mayBackdate)
      faults.push({ ...fault('registration-backdated', at, { date: today }), row });
    else people.push({ ...person, registeredOn });
  });
  return { people, faults };
}

import type { SignIns } from '../../domain/learning/sign-ins.ts';
import { type Queryable, rows } from '../pool.ts';
import { type ClassDays, localDay } from './records.ts';

// What a comparison of records shows about people of a claim: one row per trainee, with figures only. A person's lessons in other claims are
// looked at too, whoever filed those; claims that came to nothing are not.

/** What was found about one trainee; null: about the claim. `others`: the claims in which the other half of it lies. */
export interface Suspicion {
  ref: string | null;
  detail: Record<string, number>;
  others?: string[];
}

const localTime = `(started_at at time zone 'Asia/Shanghai')`;
const standing = `stage not in ('withdrawn', 'rejected', 'lapsed')`;

/** People of the claim, and every claim that names them: `own(ref, person_id)`, `named(ref, person_id, claim_id, other_ref)`. */
const people = `own as (select r.ref, r.person_id from claims c join roster_rows r on r.roster_id = c.roster_id where c.id = $1),
  named as (select o.ref, o.person_id, c.id as claim_id, r.ref as other_ref, c.claimant_kind, c.claimant,
      greatest(c.class_opened_on, r.joined_on) as since, least(c.class_ended_on, r.left_on - 1) as until
    from own o join roster_rows r on r.person_id = o.person_id join claims c on c.roster_id = r.roster_id and (c.id = $1 or c.${standing}))`;
/** Their lessons, wherever. */
const lessons = `lessons as (select n.ref, n.claim_id, l.lesson, l.started_at, l.minutes, l.started_at + l.minutes * interval '1 minute' as ended_at
    from named n join learning_records l on l.claim_id = n.claim_id and l.ref = n.other_ref where l.minutes > 0)`;

const found = (db: Queryable, text: string, values: unknown[]) => rows<Suspicion>(db, text, values);

/** Records that lie outside the class, or before the day on which the person joined it. */
export function outsideClass(db: Queryable, claimId: string, { openedOn, endedOn }: ClassDays): Promise<Suspicion[]> {
  return found(
    db,
    `select l.ref, jsonb_build_object('records', count(*)) as detail
     from learning_records l join claims c on c.id = l.claim_id left join roster_rows r on r.roster_id = c.roster_id and r.ref = l.ref
     where l.claim_id = $1
       and not (${localDay} between coalesce(greatest($2::date, r.joined_on), '-infinity') and coalesce($3::date, 'infinity'))
     group by l.ref order by l.ref`,
    [claimId, openedOn, endedOn],
  );
}

/** Records from the day on that somebody had left. */
export function afterLeaving(db: Queryable, claimId: string): Promise<Suspicion[]> {
  return found(
    db,
    `select l.ref, jsonb_build_object('records', count(*)) as detail
     from learning_records l join claims c on c.id = l.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = l.ref
     where l.claim_id = $1 and ${localDay} >= r.left_on group by l.ref order by l.ref`,
    [claimId],
  );
}

/** Records that begin while another one of the same class still runs. */
export function overlapping(db: Queryable, claimId: string): Promise<Suspicion[]> {
  return found(
    db,
    `select ref, jsonb_build_object('records', count(*)) as detail from (
       select ref, started_at, max(started_at + minutes * interval '1 minute') over
         (partition by ref order by started_at, lesson rows between unbounded preceding and 1 preceding) as busy_until
       from learning_records where claim_id = $1) r
     where started_at < busy_until group by ref order by ref`,
    [claimId],
  );
}

/** Lessons during which the same person was in a lesson of another claim. */
export function elsewhereAtOnce(db: Queryable, claimId: string): Promise<Suspicion[]> {
  return found(
    db,
    `with ${people}, ${lessons}
     select m.ref, jsonb_build_object('records', count(distinct (m.lesson, m.started_at))) as detail,
       array_agg(distinct e.claim_id order by e.claim_id) as others
     from lessons m join lessons e on e.ref = m.ref and e.claim_id <> $1 and e.started_at < m.ended_at and e.ended_at > m.started_at
     where m.claim_id = $1 group by m.ref order by m.ref`,
    [claimId],
  );
}

/** People who are in a class of another claimant on days on which they are in this one. */
export function twoClaimants(db: Queryable, claimId: string): Promise<Suspicion[]> {
  return found(
    db,
    `with ${people}
     select n.ref, jsonb_build_object('claims', count(*)) as detail, array_agg(n.claim_id order by n.claim_id) as others
     from named c join named n on n.ref = c.ref and n.claim_id <> c.claim_id
     where c.claim_id = $1 and (n.claimant_kind, n.claimant) <> (c.claimant_kind, c.claimant)
       and n.since <= coalesce(c.until, 'infinity') and c.since <= coalesce(n.until, 'infinity')
     group by n.ref order by n.ref`,
    [claimId],
  );
}

/** Days on which a person has more class hours, of all classes together, than the limit. */
export function tooManyInADay(
  db: Queryable,
  claimId: string,
  { limit, minutesPerClassHour }: { limit: number; minutesPerClassHour: number },
): Promise<Suspicion[]> {
  return found(
    db,
    `with ${people}, ${lessons},
     days as (select ref, ${localDay} as day, sum(minutes / $2::int) as hours, array_agg(distinct claim_id) as claims from lessons group by ref, day
       having sum(minutes / $2::int) > $3::int and bool_or(claim_id = $1))
     select ref, jsonb_build_object('days', count(*), 'classHours', max(hours), 'limit', $3::int) as detail,
       array_remove(array_agg(distinct one order by one), $1) as others
     from days, unnest(claims) as one group by ref order by ref`,
    [claimId, minutesPerClassHour, limit],
  );
}

/** Records of which any minute falls into the night; `until` may lie on the next day. */
export function atNight(db: Queryable, claimId: string, night: { from: string; until: string }): Promise<Suspicion[]> {
  return found(
    db,
    `with night as (select extract(epoch from $2::time)::int / 60 as a, extract(epoch from $3::time)::int / 60 as b),
     own as (select ref, extract(hour from ${localTime}) * 60 + extract(minute from ${localTime}) as s, minutes
       from learning_records where claim_id = $1 and minutes > 0)
     select ref, jsonb_build_object('records', count(*)) as detail from own, night
     where case when a > b then s < b or s + minutes > a else (s < b and s + minutes > a) or s + minutes > a + 24 * 60 end
     group by ref order by ref`,
    [claimId, night.from, night.until],
  );
}

/** People who learnt on a device that more people used than may share one, in whatever class. */
export function sharedDevices(db: Queryable, claimId: string, most: number): Promise<Suspicion[]> {
  return found(
    db,
    `with used as (select distinct connector_id, device from learning_events where claim_id = $1 and device is not null),
     users as (select u.connector_id, u.device, e.claim_id, e.ref, r.person_id from used u
       join learning_events e on e.connector_id = u.connector_id and e.device = u.device
       join claims c on c.id = e.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = e.ref),
     crowded as (select connector_id, device, count(distinct person_id) as persons, array_agg(distinct claim_id) as claims from users
       group by connector_id, device having count(distinct person_id) > $2::int)
     select ref, jsonb_build_object('persons', max(persons), 'devices', count(distinct device)) as detail,
       array_remove(array_agg(distinct one order by one), $1) as others
     from (select distinct ref, connector_id, device from users where claim_id = $1) own
     join crowded using (connector_id, device), unnest(claims) as one group by ref order by ref`,
    [claimId, most],
  );
}

/** When each trainee signed in. */
export function signInsOf(db: Queryable, claimId: string): Promise<SignIns[]> {
  return rows(
    db,
    `select ref, array_agg(distinct extract(epoch from date_trunc('second', at))::float8 order by extract(epoch from date_trunc('second', at))::float8)
       as seconds from learning_events where claim_id = $1 and kind = 'sign-in' group by ref order by ref`,
    [claimId],
  );
}

import type { LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

/** Of everybody on a roster: until when they belong to the class. */
export async function membersOf(db: Queryable, rosterId: string): Promise<Map<string, { leftOn: LocalDate | null }>> {
  const found = await rows<{ ref: string; leftOn: LocalDate | null }>(
    db,
    'select ref, left_on as "leftOn" from roster_rows where roster_id = $1',
    [rosterId],
  );
  return new Map(found.map(({ ref, leftOn }) => [ref, { leftOn }]));
}

/** Rows of `joining` whose ref or whose person stands on a roster already. */
export function alreadyOn(
  db: Queryable,
  rosterId: string,
  joining: string,
): Promise<{ rowNo: number; ref: string; sameRef: boolean }[]> {
  return rows(
    db,
    `select j.row_no as "rowNo", j.ref, bool_or(r.ref = j.ref) as "sameRef"
     from roster_rows j join roster_rows r on r.roster_id = $1 and (r.ref = j.ref or r.person_id = j.person_id)
     where j.roster_id = $2 group by 1, 2 order by 1`,
    [rosterId, joining],
  );
}

/** What a new version of a roster has that the one before has not. */
export interface RosterChange {
  leaving?: { refs: readonly string[]; leftOn: LocalDate };
  joining?: { rosterId: string; joinedOn: LocalDate };
}

const facts = `ref, person_id, relation, sex, hired_on, insured_from, contract, work_training_subsidy_fen, registered_on,
  planned_certificate, allowance_category, personal`;

/** A new version of a roster; the old one stays as it is. What is personal is sealed for its person, not for its roster. */
export async function storeRosterVersion(
  db: Queryable,
  id: string,
  before: string,
  { leaving, joining }: RosterChange,
): Promise<void> {
  await db.query(
    `insert into rosters (id, owner, jurisdiction, programme, rows, accepted)
     select $1, owner, jurisdiction, programme, n, n from rosters,
       (select count(*) as n from roster_rows where roster_id = any($3)) as counted where id = $2`,
    [id, before, [before, ...(joining ? [joining.rosterId] : [])]],
  );
  await db.query(
    `insert into roster_rows (roster_id, row_no, ${facts}, joined_on, left_on)
     select $1, row_no, ${facts}, joined_on, case when ref = any($3) then $4::date else left_on end
     from roster_rows where roster_id = $2 order by person_id`,
    [id, before, leaving?.refs ?? [], leaving?.leftOn ?? null],
  );
  if (!joining) return;
  await db.query(
    `insert into roster_rows (roster_id, row_no, ${facts}, joined_on)
     select $1, row_no + (select max(row_no) from roster_rows where roster_id = $1), ${facts}, $3
     from roster_rows where roster_id = $2 order by person_id`,
    [id, joining.rosterId, joining.joinedOn],
  );
}

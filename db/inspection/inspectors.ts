import type { Instant } from '../../domain/calendar/date.ts';
import type { Claimant } from '../claims/lists.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Somebody in the pool of a place. Proposed by one person, decided by another; the same when they leave. */
export interface InspectorRow {
  id: string;
  jurisdiction: string;
  /** Their account. */
  subject: string;
  /** How the public knows them. */
  staff_number: string;
  status: 'proposed' | 'active' | 'refused' | 'removal-proposed' | 'removed';
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** The same id again is the same proposal. False: the account or the staff number is in the pool, or proposed, already. */
export async function proposeInspector(
  db: Queryable,
  one: Pick<InspectorRow, 'id' | 'jurisdiction' | 'subject' | 'staff_number' | 'proposed_by' | 'proposed_at'>,
): Promise<boolean> {
  await db.query(
    `insert into inspectors (id, jurisdiction, subject, staff_number, proposed_by, proposed_at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing`,
    [one.id, one.jurisdiction, one.subject, one.staff_number, one.proposed_by, one.proposed_at],
  );
  return (await findInspector(db, one.id)) !== undefined;
}

export function findInspector(db: Queryable, id: string): Promise<InspectorRow | undefined> {
  return row(db, 'select * from inspectors where id = $1', [id]);
}

/** Kept from other deciders until the transaction ends. */
export function lockInspector(db: Queryable, id: string): Promise<InspectorRow | undefined> {
  return row(db, 'select * from inspectors where id = $1 for update', [id]);
}

/** Writes how far it has come; who it is does not change. */
export async function setInspector(db: Queryable, one: InspectorRow): Promise<void> {
  await db.query(
    'update inspectors set status = $2, proposed_by = $3, proposed_at = $4, decided_by = $5, decided_at = $6 where id = $1',
    [one.id, one.status, one.proposed_by, one.proposed_at, one.decided_by, one.decided_at],
  );
}

/** Of a place (null: of all), by staff number; `subject`: only that account's. */
export function listInspectors(
  db: Queryable,
  of: { jurisdiction: string | null; subject?: string },
  after: string | null,
  limit: number,
): Promise<(InspectorRow & { recusals: Claimant[] })[]> {
  return rows(
    db,
    `select i.*, coalesce((select jsonb_agg(jsonb_build_object('kind', r.claimant_kind, 'code', r.claimant) order by r.claimant_kind, r.claimant)
       from inspector_recusals r where r.inspector_id = i.id), '[]') as recusals
     from inspectors i where ($1::text is null or jurisdiction = $1) and ($2::text is null or subject = $2) and ($3::text is null or id > $3)
     order by id limit $4`,
    [of.jurisdiction, of.subject ?? null, after, limit],
  );
}

/** From whom an inspector has recused themself. */
export function recusalsOf(db: Queryable, inspectorId: string): Promise<Claimant[]> {
  return rows(
    db,
    'select claimant_kind as kind, claimant as code from inspector_recusals where inspector_id = $1 order by 1, 2',
    [inspectorId],
  );
}

/** Proposals that wait for a second person, oldest first. */
export function waitingInspectors(
  db: Queryable,
  jurisdiction: string | null,
  but: string,
  limit: number,
): Promise<InspectorRow[]> {
  return rows(
    db,
    `select * from inspectors where status in ('proposed', 'removal-proposed') and proposed_by <> $2
     and ($1::text is null or jurisdiction = $1) order by proposed_at, id limit $3`,
    [jurisdiction, but, limit],
  );
}

/** Who may be drawn now. */
export function inspectorPool(db: Queryable, jurisdiction: string): Promise<InspectorRow[]> {
  return rows(
    db,
    `select * from inspectors where jurisdiction = $1 and status in ('active', 'removal-proposed') order by staff_number`,
    [jurisdiction],
  );
}

export function inspectorsById(db: Queryable, ids: readonly string[]): Promise<InspectorRow[]> {
  return rows(db, 'select * from inspectors where id = any($1)', [ids]);
}

/** Everybody who inspects, or was to: as drawn, and who came later. */
export function everInspecting(
  db: Queryable,
  of: { draw_id: string; drawn: readonly string[]; reassignments: readonly { joined: string }[] },
): Promise<InspectorRow[]> {
  const numbers = [...of.drawn, ...of.reassignments.map(({ joined }) => joined)];
  return rows(
    db,
    `select p.* from inspection_draws d cross join lateral jsonb_each_text(d.pool) as drawn(number, id) join inspectors p on p.id = drawn.id
     where d.id = $1 and drawn.number = any($2)`,
    [of.draw_id, numbers],
  );
}

/** Declared again it changes nothing. */
export async function declareRecusal(
  db: Queryable,
  inspector: Pick<InspectorRow, 'id' | 'jurisdiction'>,
  { kind, code }: Claimant,
  at: Instant,
): Promise<void> {
  await db.query(`insert into inspector_recusals values ($1, $2, $3, $4, $5) on conflict do nothing`, [
    ...[inspector.id, inspector.jurisdiction, kind, code, at],
  ]);
}

/**
 * Whom in the pool may not inspect which of the claims: who has recused themself from its claimant, and whoever handed something in for it or
 * acted on it in any way, themself or by a key that they made.
 */
export function recusals(
  db: Queryable,
  jurisdiction: string,
  claimIds: readonly string[],
): Promise<{ inspector_id: string; claim_id: string }[]> {
  return rows(
    db,
    `with pool as (select id, subject from inspectors where jurisdiction = $1 and status in ('active', 'removal-proposed')),
       names as (select id, subject as name from pool union select p.id, k.id from pool p join api_keys k on k.made_by = p.subject)
     select r.inspector_id, c.id as claim_id from claims c
       join inspector_recusals r on r.claimant_kind = c.claimant_kind and r.claimant = c.claimant
       join pool p on p.id = r.inspector_id where c.id = any($2)
     union select n.id, c.id from claims c join names n on n.name = c.filed_by where c.id = any($2)
     union select n.id, t.claim_id from transitions t join names n on n.name = t.by_subject where t.claim_id = any($2)
     union select n.id, d.claim_id from dossiers d join names n on n.name = d.by_subject where d.claim_id = any($2)
     union select n.id, v.claim_id from evaluations v join names n on n.name = v.by_subject where v.claim_id = any($2)
     union select n.id, f.claim_id from fraud_findings f join names n on n.name in (f.reported_by, f.ruled_by) where f.claim_id = any($2)`,
    [jurisdiction, claimIds],
  );
}

import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { KnownRecord } from '../claims/records.ts';
import { type RosterEntry, readRosterPersonal } from '../intake/rosters.ts';
import type { TracedLine } from '../money/lines.ts';
import { type Queryable, rows } from '../pool.ts';
import { asSystem } from '../scope.ts';

// What an archive is made of, page by page: never a whole roster in memory.

const perPage = 500;

export async function* rosterPages(db: Queryable, rosterId: string): AsyncGenerator<RosterEntry[]> {
  for (let after = 0; ; ) {
    const page = await readRosterPersonal(db, rosterId, { after, limit: perPage });
    if (page.length > 0) yield page;
    if (page.length < perPage) return;
    after = page.at(-1)!.rowNo;
  }
}

export async function* recordPages(db: Queryable, claimId: string): AsyncGenerator<KnownRecord[]> {
  for (let after: string[] = ['', '', '-infinity']; ; ) {
    const page = await rows<KnownRecord>(
      db,
      `select ref, lesson, started_at as "startedAt", minutes, source from learning_records
       where claim_id = $1 and (ref, lesson, started_at) > ($2, $3, $4::timestamptz) order by ref, lesson, started_at limit $5`,
      [claimId, ...after, perPage],
    );
    if (page.length > 0) yield page;
    if (page.length < perPage) return;
    const { ref, lesson, startedAt } = page.at(-1)!;
    after = [ref, lesson, startedAt];
  }
}

export async function* linePages(db: Queryable, claimId: string): AsyncGenerator<TracedLine[]> {
  for (let after: (string | number)[] = ['', '', 0]; ; ) {
    const page = await rows<TracedLine>(
      db,
      'select * from lines where claim_id = $1 and (ref, component, part) > ($2, $3, $4) order by ref, component, part limit $5',
      [claimId, ...after, perPage],
    );
    if (page.length > 0) yield page;
    if (page.length < perPage) return;
    const { ref, component, part } = page.at(-1)!;
    after = [ref, component, part];
  }
}

/** Mails about a claim, without who got them. */
export function mailsAbout(db: Queryable, claimId: string): Promise<{ template: string; at: Instant }[]> {
  // Mails are the system's own; what is left of them here is nobody's.
  return asSystem(() =>
    rows(db, `select template, at from outbox where claim_id = $1 order by at, template, id`, [claimId]),
  );
}

/** The pins with their days: which law bound the claim, when. */
export function pinsOf(
  db: Queryable,
  claimId: string,
): Promise<{ milestone: string; on_date: LocalDate; rules: unknown; params: unknown }[]> {
  return rows(
    db,
    'select milestone, version, on_date, rules, params from pins where claim_id = $1 order by on_date, milestone, version',
    [claimId],
  );
}

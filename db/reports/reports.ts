import type { LocalDate } from '../../domain/calendar/date.ts';
import type { Report } from '../../domain/reports/report.ts';
import { type Queryable, row, rows } from '../pool.ts';

const columns = 'id, version, jurisdiction, day, content, sha256, known_at as "knownAt", made_by as "madeBy"';

/** Keeps a version. @returns false when there is one of that number: somebody else was faster. */
export async function insertReport(db: Queryable, report: Report): Promise<boolean> {
  const inserted = await db.query(
    `insert into reports (id, version, jurisdiction, day, content, sha256, known_at, made_by) values ($1,$2,$3,$4,$5,$6,$7,$8)
     on conflict (id, version) do nothing`,
    [
      ...[report.id, report.version, report.jurisdiction, report.day, JSON.stringify(report.content), report.sha256],
      ...[report.knownAt, report.madeBy],
    ],
  );
  return inserted.rowCount === 1;
}

/** The newest version, or the one that is asked for. */
export function findReport(db: Queryable, id: string, version: number | null = null): Promise<Report | undefined> {
  return row(
    db,
    `select ${columns} from reports where id = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [id, version],
  );
}

/** Every version, the first one first. */
export function versionsOf(db: Queryable, id: string): Promise<Report[]> {
  return rows(db, `select ${columns} from reports where id = $1 order by version`, [id]);
}

/** The newest version of each report of a place, or of all, newest day first; `after` is the last one of the page before. */
export function listReports(
  db: Queryable,
  jurisdiction: string | null,
  after: { day: LocalDate; id: string } | null,
  limit: number,
): Promise<Report[]> {
  return rows(
    db,
    `select distinct on (day, id) ${columns} from reports
     where ($1::text is null or jurisdiction = $1) and ($2::date is null or day < $2 or (day = $2 and id > $3))
     order by day desc, id, version desc limit $4`,
    [jurisdiction, after?.day ?? null, after?.id ?? null, limit],
  );
}

/** Days of the place's reports before a day. */
export async function reportedDays(db: Queryable, jurisdiction: string, before: LocalDate): Promise<LocalDate[]> {
  const found = await rows<{ day: LocalDate }>(
    db,
    'select distinct day from reports where jurisdiction = $1 and day < $2 order by day',
    [jurisdiction, before],
  );
  return found.map(({ day }) => day);
}

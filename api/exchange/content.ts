import { createHash } from 'node:crypto';
import { type Concerned, concernedLearners } from '../../db/exchange/learners.ts';
import type { Queryable } from '../../db/pool.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { Agreement, Partner } from '../../domain/exchange/agreements.ts';
import { Problem } from '../../domain/problem.ts';

/** Rows that one file may have: it is made in memory, and the audit log names everybody in one entry. */
const mostRows = 10_000;

/** What goes to another authority: exactly the agreed fields of exactly the persons concerned. */
export interface Content {
  rows: Record<string, string | number | null>[];
  /** Ids of the persons in it. */
  persons: string[];
  sha256: string;
}

/** @throws Problem `exchange-too-large` */
export async function contentOf(
  db: Queryable,
  {
    partner,
    agreement,
    ...of
  }: Omit<Concerned, 'categories' | 'certified'> & { partner: Partner; agreement: Agreement },
): Promise<Content> {
  const { categories, certified, fields } = agreement;
  const found = await concernedLearners(db, { ...of, categories, certified }, mostRows + 1);
  if (found.length > mostRows) throw new Problem('exchange-too-large', { limit: mostRows });
  const rows = found.map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])));
  const sha256 = createHash('sha256')
    .update(canonicalJson({ partner, ...of, fields, rows }))
    .digest('hex');
  return { rows, persons: [...new Set(found.map(({ personId }) => personId))], sha256 };
}

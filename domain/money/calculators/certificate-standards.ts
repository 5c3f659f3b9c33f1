import { listOf, tableOf } from '../../rules/figures.ts';
import { cite, type Resolved } from '../../rules/param.ts';
import { type CatalogueEntry, findInCatalogue } from '../catalogue.ts';
import { need } from '../checks/check.ts';
import type { Certificate, Facts, TraceLine } from '../types.ts';
import { type Calculator, type Entitlement, nothing } from './calculator.ts';
import { attendedDays } from './days.ts';

/** A row of the standards table; all amounts in fen. */
type Standard =
  | { pays: 'catalogue-cost'; percent: number }
  | { pays: 'per-day'; fen: number; maximum: number }
  | { pays: 'actual-cost'; maximum: number }
  | { pays: 'per-level'; fen: Readonly<Record<string, number>> };

interface Fitting {
  certificate: Certificate;
  entry: CatalogueEntry | undefined;
  /** The certificate is of a kind that certifies a skill level. */
  certifiesLevel: boolean;
}

interface Priced {
  certificate: Certificate;
  facts: Facts;
  entry: CatalogueEntry | undefined;
  /** Attended days count at most up to the calendar days of the class. */
  clamp: boolean;
  row: (amountFen: number, detail: NonNullable<TraceLine['detail']>) => TraceLine;
}

const table = 'certificate-standards';

/** The amount of a certificate: the first standard in `standards-order` that fits it, by its kind and its declared basis. */
export const certificateStandards: Calculator = {
  component: 'training-subsidy',
  reads: {
    [table]: { units: ['table'], by: 'class-ended' },
    'standards-order': { units: ['list'], by: 'class-ended' },
    'level-certificates': { units: ['list'], by: 'class-ended', optional: true },
    'days-within-class': { units: ['yes/no'], by: 'class-ended', optional: true },
  },
  entitle({ trainee: { certificate }, facts, figures, catalogue }) {
    if (!certificate) return nothing(table, certificate === null ? 'certificate-missing' : 'no-standard-matches');
    const standards = need(figures, table);
    const entry = findInCatalogue(catalogue, certificate.occupation, certificate.level);
    const leveled = figures['level-certificates'];
    const certifiesLevel = !leveled || listOf(leveled).includes(certificate.kind);
    const basis = listOf(need(figures, 'standards-order')).find((name) =>
      fits(name, standardOf(standards, name), { certificate, entry, certifiesLevel }),
    );
    if (!basis) return nothing(table, 'no-standard-matches');
    const clamp = figures['days-within-class']?.value === true;
    return price(standardOf(standards, basis), { certificate, facts, entry, clamp, row: rowOf(standards, basis) });
  },
};

/** The catalogue is looked up whatever was declared; a declared catalogue occupation that is not in it falls to the next standards. */
function fits(name: string, standard: Standard, { certificate, entry, certifiesLevel }: Fitting): boolean {
  switch (standard.pays) {
    case 'catalogue-cost':
      return entry !== undefined;
    // Any other basis has had its turn before; a kind that certifies no skill level has none to be paid for.
    case 'per-level':
      return certifiesLevel && String(certificate.level) in standard.fen;
    // A specific ability is one by its kind, whatever basis was declared.
    case 'actual-cost':
      return certificate.kind === name || certificate.basis === name;
    case 'per-day':
      return certificate.basis === name;
  }
}

function price(standard: Standard, { certificate, facts, entry, clamp, row }: Priced): Entitlement {
  switch (standard.pays) {
    case 'catalogue-cost': {
      const costFen = entry?.costFen ?? 0;
      const fen = Math.floor((costFen * standard.percent) / 100);
      return { trace: [row(fen, { costFen, percent: standard.percent })] };
    }
    case 'per-day': {
      if (certificate.days === undefined) return nothing(table, 'attended-days-missing');
      const days = clamp ? attendedDays(certificate.days, facts) : certificate.days;
      const paid = row(days * standard.fen, { days, dailyFen: standard.fen });
      return { trace: limited(paid, standard.maximum, row) };
    }
    case 'actual-cost': {
      const { costFen } = certificate;
      if (costFen === undefined) return nothing(table, 'training-cost-missing');
      return { trace: limited(row(costFen, { costFen }), standard.maximum, row) };
    }
    case 'per-level': {
      const level = String(certificate.level);
      return { trace: [row(standard.fen[level] ?? 0, { level: Number(level) })] };
    }
  }
}

function limited(paid: TraceLine, maximumFen: number, row: Priced['row']): TraceLine[] {
  const over = paid.amountFen - maximumFen;
  return over > 0 ? [paid, row(-over, { maximumFen })] : [paid];
}

function standardOf(table: Resolved, basis: string): Standard {
  const standard = tableOf(table)[basis];
  if (!standard) throw new Error(`parameter ${table.name} has no row ${basis}`);
  return standard as unknown as Standard;
}

function rowOf(table: Resolved, basis: string): Priced['row'] {
  return (amountFen, detail) => ({
    rule: table.name,
    source: cite(table.source),
    amountFen,
    detail: { basis, ...detail },
  });
}

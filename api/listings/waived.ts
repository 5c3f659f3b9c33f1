import { whitelisted } from '../../db/listings/listings.ts';
import { asSystem } from '../../db/scope.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import type { HandedIn } from '../../domain/claim/forms.ts';
import { whitelistFigure } from '../../domain/listings/listing.ts';
import { listOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { ProgrammeInPlace } from '../../jurisdictions/registry.ts';
import type { Claimant } from '../auth/claimant.ts';
import type { Deps } from '../deps.ts';

/** Kinds of filing documents that the claimant need not hand in: the place says so, and they are on its white list. */
export async function waivedFor(
  { pool, registry }: Pick<Deps, 'pool' | 'registry'>,
  { parameters, jurisdiction }: ProgrammeInPlace,
  { kind, code }: Claimant,
  on: LocalDate,
): Promise<readonly string[]> {
  const figure = resolve(parameters, on, ['filing'])[whitelistFigure];
  const kinds = figure && figure.value !== null ? listOf(figure) : [];
  if (kinds.length === 0 || kind === 'individual') return [];
  // Claimants see no lists, and a place above this one may have listed them.
  const listed = await asSystem(() => whitelisted(pool, registry.lineage(jurisdiction.slug), kind, code, on));
  return listed ? kinds : [];
}

/**
 * Forms demand their documents themselves, so the filing is read as it would be with the waived ones behind those that are handed in. A body that
 * is no filing stays for the form to refuse.
 */
export function withWaived(given: unknown, waived: readonly string[]): unknown {
  if (waived.length === 0 || typeof given !== 'object' || given === null) return given;
  const { materials = [] } = given as { materials?: unknown };
  if (!Array.isArray(materials)) return given;
  return { ...given, materials: [...materials, ...waived.map((kind) => ({ kind, fileId: 'waived' }))] };
}

/** The form that was read so, as it was handed in. */
export function withoutWaived<T extends { materials?: HandedIn[] }>(form: T, waived: readonly string[]): T {
  if (waived.length === 0) return form;
  return { ...form, materials: form.materials?.slice(0, -waived.length) };
}

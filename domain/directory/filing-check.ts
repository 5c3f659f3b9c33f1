import type { FilingForm, Parties } from '../claim/forms.ts';
import { comparableName } from '../listings/listing.ts';
import type { Code, MessageParams } from '../messages/index.ts';
import { listOf } from '../rules/figures.ts';
import type { Material } from '../rules/jurisdiction.ts';
import type { ResolvedParams } from '../rules/param.ts';
import type { DirectoryEntry } from './entry.ts';

/** Names the figure that says whether only platforms of the directory are subsidised. */
export const bindingFigure = 'platform-directory-binding';

/** Something that a reviewer should know of a filing. It stops nothing. */
export interface Hint {
  code: Code;
  detail: MessageParams;
}

/** What the directory in force on the day of filing says. */
export interface Found {
  /** Entries of the platform that the form names. */
  platforms: readonly DirectoryEntry[];
  /** Entries of the training institution that it names. */
  institutions: readonly DirectoryEntry[];
  /** There is a directory of training institutions to compare with. */
  listsInstitutions: boolean;
}

/** A platform or institution that the directory does not have, and functions that it does not confirm. */
export function directoryHints(form: Parties, params: ResolvedParams, found: Found): Hint[] {
  const { platform, institution } = form;
  const hints: Hint[] = [];
  if (!platform) hints.push({ code: 'platform-not-named', detail: {} });
  else if (found.platforms.length === 0)
    hints.push({ code: 'platform-not-in-directory', detail: { platform: platform.name } });
  else hints.push(...unconfirmed(platform, params, found.platforms));
  if (institution && found.listsInstitutions && found.institutions.length === 0)
    hints.push({ code: 'institution-not-in-directory', detail: { uscc: institution.uscc } });
  return hints;
}

/** Where the law demands functions: those that no entry confirms, of entries that say which ones there are. */
function unconfirmed(
  { name, functions = [] }: NonNullable<Parties['platform']>,
  params: ResolvedParams,
  entries: readonly DirectoryEntry[],
): Hint[] {
  const demanded = params['platform-functions'];
  const stated = entries.flatMap(({ data }) => data.functions ?? []) as readonly string[];
  if (!demanded || demanded.value === null || stated.length === 0) return [];
  const missing = listOf(demanded).filter((one) => functions.includes(one) && !stated.includes(one));
  if (missing.length === 0) return [];
  return [{ code: 'platform-functions-unconfirmed', detail: { platform: name, missing: missing.join(', ') } }];
}

/** Documents that everybody hands in and this filing lacks: its form has admitted that, so they were waived. */
export function waivedHints({ materials = [], institution }: FilingForm, demanded: readonly Material[]): Hint[] {
  const kinds = demanded
    .filter(({ required }) => required === 'always' || (required === 'delegated' && institution !== undefined))
    .map(({ kind }) => kind)
    .filter((kind) => !materials.some((one) => one.kind === kind));
  return kinds.length > 0 ? [{ code: 'materials-waived', detail: { kinds: kinds.join(', ') } }] : [];
}

/** The plan speaks of more or fewer people than the roster names. */
export function headCountHints({ training: { plannedHeadCount: planned } }: FilingForm, people: number): Hint[] {
  return planned === undefined || planned === people
    ? []
    : [{ code: 'head-count-differs', detail: { planned, people } }];
}

/** The credit code has claims under another name. `before`: the latest first. */
export function nameHints(name: string, before: readonly string[]): Hint[] {
  const other = before.find((one) => comparableName(one) !== comparableName(name));
  return other === undefined ? [] : [{ code: 'claimant-named-otherwise', detail: { name, other } }];
}

import type { LocalDate } from '../calendar/date.ts';
import { listOf } from '../rules/figures.ts';
import type { ResolvedParams } from '../rules/param.ts';

/** 黑名单, 白名单. */
export const listingKinds = ['black', 'white'] as const;
export type ListingKind = (typeof listingKinds)[number];

export const partyKinds = ['enterprise', 'institution', 'platform', 'person'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** `lifting`: it still holds, and somebody proposes to lift it. */
export const listingStatuses = ['proposed', 'listed', 'refused', 'lifting', 'lifted'] as const;
export type ListingStatus = (typeof listingStatuses)[number];

/** Names the figure with the kinds of parties that a black list keeps out. A claim that has it not pinned was filed before there were lists. */
export const blacklistFigure = 'blacklist-bars';
/** Names the figure with the kinds of filing documents that who is on the white list need not hand in. */
export const whitelistFigure = 'whitelist-waives';

/** Until when (inclusive) somebody is on a list; null: until it is lifted. */
export interface Listed {
  until: LocalDate | null;
}

/** As sentences tell it: `—` where no day is set. */
export const lastDayOf = ({ until }: Listed): string => until ?? '—';

/** Whether the law that a claim has pinned keeps a blacklisted party of this kind out. */
export function blacklistBars(params: ResolvedParams, kind: PartyKind): boolean {
  const figure = params[blacklistFigure];
  return figure !== undefined && figure.value !== null && listOf(figure).includes(kind);
}

/** One name however it is typed: without differences of width, letters, blanks and the marks between words. */
export function comparableName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{Cf}]/gu, '');
}

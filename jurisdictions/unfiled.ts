import { type Instant, instantToMs, localDateOf, msToInstant } from '../domain/calendar/date.ts';
import { numberOf } from '../domain/rules/figures.ts';
import { resolve } from '../domain/rules/param.ts';
import type { Registry } from './registry.ts';

const dayMs = 86_400_000;

/** A roster or document in time. */
interface Upload {
  /** Real time. */
  uploadedAt: Instant;
  /** Something that was handed in names it. */
  kept: boolean;
  /** The time of all that named it was over, and nothing is in it any more. */
  erased: boolean;
}

/** Calendar days of real time (milliseconds since 1970) for which an upload waits for its filing: the same everywhere, for a document is uploaded before its place is known. */
function unfiledDays(registry: Registry, nowMs: number): number {
  const figure = resolve(registry.find('china').parameters, localDateOf(nowMs))['unfiled-days'];
  if (!figure) throw new Error('the nationwide base has no figure unfiled-days');
  return numberOf(figure);
}

/** Whether a claim may still name an upload. */
export function isFileable(registry: Registry, { uploadedAt, kept, erased }: Upload, nowMs: number): boolean {
  return !erased && (kept || instantToMs(uploadedAt) >= instantToMs(fileableSince(registry, nowMs)));
}

/** What was uploaded or begun after this instant can still be filed. */
export function fileableSince(registry: Registry, nowMs: number): Instant {
  return msToInstant(nowMs - unfiledDays(registry, nowMs) * dayMs);
}

/** Days, the last one begun counted, for which something that was begun then can still be filed. */
export function fileableDays(registry: Registry, begunAt: Instant, nowMs: number): number {
  return Math.max(0, unfiledDays(registry, nowMs) - Math.floor((nowMs - instantToMs(begunAt)) / dayMs));
}

/** What was uploaded before this instant and is not filed goes: a day after it could last be named, so that no filing that is under way loses it. */
export function unfiledBefore(registry: Registry, nowMs: number): Instant {
  return msToInstant(nowMs - (unfiledDays(registry, nowMs) + 1) * dayMs);
}

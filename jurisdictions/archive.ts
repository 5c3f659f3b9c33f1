import { type Instant, localDateOf } from '../domain/calendar/date.ts';
import { numberOf } from '../domain/rules/figures.ts';
import { resolve } from '../domain/rules/param.ts';
import type { Registry } from './registry.ts';

/** Years for which what belongs to no claim is kept after it has ended: the nationwide figure, since it may be listed for the whole country. */
export function archiveYears(registry: Registry, now: Instant): number {
  const figure = resolve(registry.find('china').parameters, localDateOf(now))['archive-years'];
  if (!figure) throw new Error('the nationwide base has no figure archive-years');
  return numberOf(figure);
}

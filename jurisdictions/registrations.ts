import { addMonths, type Instant, type LocalDate, localDateOf } from '../domain/calendar/date.ts';
import { numberOf } from '../domain/rules/figures.ts';
import { resolve } from '../domain/rules/param.ts';
import type { Registry } from './registry.ts';

/** Who was registered before this day (business time) and is not claimed for is not kept: the same everywhere, for a person is one for all places. */
export function registrationsBefore(registry: Registry, now: Instant): LocalDate {
  const today = localDateOf(now);
  const figure = resolve(registry.find('china').parameters, today)['registration-years'];
  if (!figure) throw new Error('the nationwide base has no figure registration-years');
  return addMonths(today, -12 * numberOf(figure));
}

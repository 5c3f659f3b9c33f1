import type { LocalDate } from '../../domain/calendar/date.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';

/** Where, on which day and under which law somebody is looked up in a list. */
export interface Asked {
  jurisdiction: string;
  on: LocalDate;
  params: ResolvedParams;
}

import type { MakeUpDay } from '../../../domain/calendar/workingDays.ts';
import type { Bilingual } from '../../../domain/messages/index.ts';
import type { Source } from '../../../domain/rules/param.ts';

/** A decree of the General Office of the State Council; call it with the clause (条) that sets a day. All were read in public reprints, not in the original. */
export function decree(document: string): (clause: string) => Source {
  return (clause) => ({ document, clause, provenance: 'S' });
}

/** The make-up working days that one clause sets for a feast. */
export function workedFor(feast: Bilingual, source: Source, ...dates: string[]): MakeUpDay[] {
  return dates.map((date) => ({ date, for: feast, source }));
}

export const newYear: Bilingual = { zh: '元旦', en: "New Year's Day" };
export const springFestival: Bilingual = { zh: '春节', en: 'Spring Festival' };
export const qingming: Bilingual = { zh: '清明节', en: 'Tomb-sweeping Day' };
export const labourDay: Bilingual = { zh: '劳动节', en: 'Labour Day' };
export const dragonBoat: Bilingual = { zh: '端午节', en: 'Dragon Boat Festival' };
export const midAutumn: Bilingual = { zh: '中秋节', en: 'Mid-autumn Festival' };
export const nationalDay: Bilingual = { zh: '国庆节', en: 'National Day' };
export const nationalDayAndMidAutumn: Bilingual = { zh: '国庆节、中秋节', en: 'National Day and Mid-autumn Festival' };

import type { HolidayTable } from '../../../domain/calendar/workingDays.ts';
import {
  decree,
  dragonBoat,
  labourDay,
  midAutumn,
  nationalDay,
  newYear,
  qingming,
  springFestival,
  workedFor,
} from './decrees.ts';

const yearly = decree('国办发明电〔2025〕7号');

export const year2026: HolidayTable = {
  year: 2026,
  decrees: [yearly('')],
  holidays: [
    { from: '2026-01-01', to: '2026-01-03', name: newYear, source: yearly('一') },
    { from: '2026-02-15', to: '2026-02-23', name: springFestival, source: yearly('二') },
    { from: '2026-04-04', to: '2026-04-06', name: qingming, source: yearly('三') },
    { from: '2026-05-01', to: '2026-05-05', name: labourDay, source: yearly('四') },
    { from: '2026-06-19', to: '2026-06-21', name: dragonBoat, source: yearly('五') },
    { from: '2026-09-25', to: '2026-09-27', name: midAutumn, source: yearly('六') },
    { from: '2026-10-01', to: '2026-10-07', name: nationalDay, source: yearly('七') },
  ],
  makeUpWorkingDays: [
    ...workedFor(newYear, yearly('一'), '2026-01-04'),
    ...workedFor(springFestival, yearly('二'), '2026-02-14', '2026-02-28'),
    ...workedFor(labourDay, yearly('四'), '2026-05-09'),
    ...workedFor(nationalDay, yearly('七'), '2026-09-20', '2026-10-10'),
  ],
};

import type { HolidayTable } from '../../../domain/calendar/workingDays.ts';
import {
  decree,
  dragonBoat,
  labourDay,
  nationalDayAndMidAutumn,
  newYear,
  qingming,
  springFestival,
  workedFor,
} from './decrees.ts';

const yearly = decree('国办发明电〔2024〕12号');

export const year2025: HolidayTable = {
  year: 2025,
  decrees: [yearly('')],
  holidays: [
    { from: '2025-01-01', to: '2025-01-01', name: newYear, source: yearly('一') },
    { from: '2025-01-28', to: '2025-02-04', name: springFestival, source: yearly('二') },
    { from: '2025-04-04', to: '2025-04-06', name: qingming, source: yearly('三') },
    { from: '2025-05-01', to: '2025-05-05', name: labourDay, source: yearly('四') },
    { from: '2025-05-31', to: '2025-06-02', name: dragonBoat, source: yearly('五') },
    { from: '2025-10-01', to: '2025-10-08', name: nationalDayAndMidAutumn, source: yearly('六') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2025-01-26', '2025-02-08'),
    ...workedFor(labourDay, yearly('四'), '2025-04-27'),
    ...workedFor(nationalDayAndMidAutumn, yearly('六'), '2025-09-28', '2025-10-11'),
  ],
};

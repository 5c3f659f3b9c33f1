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

const yearly = decree('国办发明电〔2022〕16号');

export const year2023: HolidayTable = {
  year: 2023,
  decrees: [yearly('')],
  holidays: [
    { from: '2022-12-31', to: '2023-01-02', name: newYear, source: yearly('一') },
    { from: '2023-01-21', to: '2023-01-27', name: springFestival, source: yearly('二') },
    { from: '2023-04-05', to: '2023-04-05', name: qingming, source: yearly('三') },
    { from: '2023-04-29', to: '2023-05-03', name: labourDay, source: yearly('四') },
    { from: '2023-06-22', to: '2023-06-24', name: dragonBoat, source: yearly('五') },
    { from: '2023-09-29', to: '2023-10-06', name: nationalDayAndMidAutumn, source: yearly('六') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2023-01-28', '2023-01-29'),
    ...workedFor(labourDay, yearly('四'), '2023-04-23', '2023-05-06'),
    ...workedFor(dragonBoat, yearly('五'), '2023-06-25'),
    ...workedFor(nationalDayAndMidAutumn, yearly('六'), '2023-10-07', '2023-10-08'),
  ],
};

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

const yearly = decree('国办发明电〔2023〕7号');

export const year2024: HolidayTable = {
  year: 2024,
  decrees: [yearly('')],
  holidays: [
    { from: '2024-01-01', to: '2024-01-01', name: newYear, source: yearly('一') },
    { from: '2024-02-10', to: '2024-02-17', name: springFestival, source: yearly('二') },
    { from: '2024-04-04', to: '2024-04-06', name: qingming, source: yearly('三') },
    { from: '2024-05-01', to: '2024-05-05', name: labourDay, source: yearly('四') },
    { from: '2024-06-10', to: '2024-06-10', name: dragonBoat, source: yearly('五') },
    { from: '2024-09-15', to: '2024-09-17', name: midAutumn, source: yearly('六') },
    { from: '2024-10-01', to: '2024-10-07', name: nationalDay, source: yearly('七') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2024-02-04', '2024-02-18'),
    ...workedFor(qingming, yearly('三'), '2024-04-07'),
    ...workedFor(labourDay, yearly('四'), '2024-04-28', '2024-05-11'),
    ...workedFor(midAutumn, yearly('六'), '2024-09-14'),
    ...workedFor(nationalDay, yearly('七'), '2024-09-29', '2024-10-12'),
  ],
};

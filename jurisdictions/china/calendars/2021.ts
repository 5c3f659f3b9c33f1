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

const yearly = decree('国办发明电〔2020〕27号');

export const year2021: HolidayTable = {
  year: 2021,
  decrees: [yearly('')],
  holidays: [
    { from: '2021-01-01', to: '2021-01-03', name: newYear, source: yearly('一') },
    { from: '2021-02-11', to: '2021-02-17', name: springFestival, source: yearly('二') },
    { from: '2021-04-03', to: '2021-04-05', name: qingming, source: yearly('三') },
    { from: '2021-05-01', to: '2021-05-05', name: labourDay, source: yearly('四') },
    { from: '2021-06-12', to: '2021-06-14', name: dragonBoat, source: yearly('五') },
    { from: '2021-09-19', to: '2021-09-21', name: midAutumn, source: yearly('六') },
    { from: '2021-10-01', to: '2021-10-07', name: nationalDay, source: yearly('七') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2021-02-07', '2021-02-20'),
    ...workedFor(labourDay, yearly('四'), '2021-04-25', '2021-05-08'),
    ...workedFor(midAutumn, yearly('六'), '2021-09-18'),
    ...workedFor(nationalDay, yearly('七'), '2021-09-26', '2021-10-09'),
  ],
};

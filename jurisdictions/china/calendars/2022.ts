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

const yearly = decree('国办发明电〔2021〕11号');

export const year2022: HolidayTable = {
  year: 2022,
  decrees: [yearly('')],
  holidays: [
    { from: '2022-01-01', to: '2022-01-03', name: newYear, source: yearly('一') },
    { from: '2022-01-31', to: '2022-02-06', name: springFestival, source: yearly('二') },
    { from: '2022-04-03', to: '2022-04-05', name: qingming, source: yearly('三') },
    { from: '2022-04-30', to: '2022-05-04', name: labourDay, source: yearly('四') },
    { from: '2022-06-03', to: '2022-06-05', name: dragonBoat, source: yearly('五') },
    { from: '2022-09-10', to: '2022-09-12', name: midAutumn, source: yearly('六') },
    { from: '2022-10-01', to: '2022-10-07', name: nationalDay, source: yearly('七') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2022-01-29', '2022-01-30'),
    ...workedFor(qingming, yearly('三'), '2022-04-02'),
    ...workedFor(labourDay, yearly('四'), '2022-04-24', '2022-05-07'),
    ...workedFor(nationalDay, yearly('七'), '2022-10-08', '2022-10-09'),
  ],
};

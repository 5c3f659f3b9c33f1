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

const yearly = decree('国办发明电〔2019〕16号');
const change = decree('国办发明电〔2020〕1号');

/** In January 2020 the Spring Festival was extended to 2 February; the make-up working day of 1 February fell away. */
export const year2020: HolidayTable = {
  year: 2020,
  decrees: [yearly(''), change('')],
  holidays: [
    { from: '2020-01-01', to: '2020-01-01', name: newYear, source: yearly('一') },
    { from: '2020-01-24', to: '2020-01-30', name: springFestival, source: yearly('二') },
    { from: '2020-01-31', to: '2020-02-02', name: springFestival, source: change('一') },
    { from: '2020-04-04', to: '2020-04-06', name: qingming, source: yearly('三') },
    { from: '2020-05-01', to: '2020-05-05', name: labourDay, source: yearly('四') },
    { from: '2020-06-25', to: '2020-06-27', name: dragonBoat, source: yearly('五') },
    { from: '2020-10-01', to: '2020-10-08', name: nationalDayAndMidAutumn, source: yearly('六') },
  ],
  makeUpWorkingDays: [
    ...workedFor(springFestival, yearly('二'), '2020-01-19'),
    ...workedFor(labourDay, yearly('四'), '2020-04-26', '2020-05-09'),
    ...workedFor(dragonBoat, yearly('五'), '2020-06-28'),
    ...workedFor(nationalDayAndMidAutumn, yearly('六'), '2020-09-27', '2020-10-10'),
  ],
};

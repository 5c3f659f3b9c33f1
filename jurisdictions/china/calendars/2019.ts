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

const yearly = decree('国办发明电〔2018〕15号');
const change = decree('国办发明电〔2019〕3号');

/** The Labour Day holiday of the yearly decree (1 May only) was lengthened in March 2019. */
export const year2019: HolidayTable = {
  year: 2019,
  decrees: [yearly(''), change('')],
  holidays: [
    { from: '2018-12-30', to: '2019-01-01', name: newYear, source: yearly('一') },
    { from: '2019-02-04', to: '2019-02-10', name: springFestival, source: yearly('二') },
    { from: '2019-04-05', to: '2019-04-07', name: qingming, source: yearly('三') },
    { from: '2019-05-01', to: '2019-05-04', name: labourDay, source: change('一') },
    { from: '2019-06-07', to: '2019-06-09', name: dragonBoat, source: yearly('五') },
    { from: '2019-09-13', to: '2019-09-15', name: midAutumn, source: yearly('六') },
    { from: '2019-10-01', to: '2019-10-07', name: nationalDay, source: yearly('七') },
  ],
  makeUpWorkingDays: [
    ...workedFor(newYear, yearly('一'), '2018-12-29'),
    ...workedFor(springFestival, yearly('二'), '2019-02-02', '2019-02-03'),
    ...workedFor(labourDay, change('一'), '2019-04-28', '2019-05-05'),
    ...workedFor(nationalDay, yearly('七'), '2019-09-29', '2019-10-12'),
  ],
};

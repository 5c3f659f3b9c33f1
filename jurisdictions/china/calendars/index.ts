import { type Calendar, createCalendar, type WeeklyRest } from '../../../domain/calendar/workingDays.ts';
import { year2019 } from './2019.ts';
import { year2020 } from './2020.ts';
import { year2021 } from './2021.ts';
import { year2022 } from './2022.ts';
import { year2023 } from './2023.ts';
import { year2024 } from './2024.ts';
import { year2025 } from './2025.ts';
import { year2026 } from './2026.ts';

/** Saturday and Sunday are the weekly rest of public offices. */
export const weeklyRest: WeeklyRest = {
  weekdays: [
    { weekday: 6, name: { zh: '星期六', en: 'Saturday' } },
    { weekday: 7, name: { zh: '星期日', en: 'Sunday' } },
  ],
  source: { document: '国务院令第174号', clause: '第七条', provenance: 'S' },
};

/** One table per year, oldest first. A new year is a new file and one line here; its decree appears in autumn of the year before. */
export const holidayTables = [year2019, year2020, year2021, year2022, year2023, year2024, year2025, year2026];

/** The working days of the People's Republic of China. Any year without a table is an error, never a guess. */
export const chinaCalendar: Calendar = createCalendar(holidayTables, weeklyRest);

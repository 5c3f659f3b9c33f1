import type { LocalDate } from '../calendar/date.ts';
import type { Bilingual } from '../messages/message.ts';
import type { Jurisdiction } from '../rules/jurisdiction.ts';
import { cite, inForce } from '../rules/param.ts';
import { type ClaimFigures, valueOn } from './compile.ts';

/** A goal of a place, and where it is. */
export interface Goal {
  /** The figure that sets it, and its entry there: `goals-515`, `registrations`. */
  name: string;
  key: string;
  goal: number;
  reached: number;
  source: string;
  /** What the number counts. */
  counts: Bilingual;
}

const goalFigures = ['goals-515', 'goals-four-ones'];

interface Measure {
  counts: Bilingual;
  of(claims: readonly ClaimFigures[], place: Jurisdiction, on: LocalDate): number;
}

const approvedOnly = (claims: readonly ClaimFigures[]) => claims.filter(({ approved }) => approved);
const platforms: Measure = {
  counts: { zh: '备案通过的申报所用平台（同名只计一次）', en: 'Platforms that approved filings name, each once' },
  of: (claims) => new Set(approvedOnly(claims).flatMap(({ platform }) => platform ?? [])).size,
};

const measures: Readonly<Record<string, Measure>> = {
  platforms,
  thirdPartyPlatforms: platforms,
  occupations: {
    counts: {
      zh: '备案通过的申报及其名册所列职业（工种）（同名只计一次）',
      en: 'Occupations that approved filings and their rosters name, each once',
    },
    of: (claims) => new Set(approvedOnly(claims).flatMap(({ occupations }) => occupations)).size,
  },
  registrations: {
    counts: { zh: '申报名册所列实名注册人次', en: 'People on rosters, registered by real name (person-times)' },
    of: (claims) => claims.reduce((sum, { registrations }) => sum + registrations, 0),
  },
  trainings: {
    counts: {
      zh: '已开班的线上培训人次，含未完成的',
      en: 'People in classes that have opened, finished or not (person-times)',
    },
    of: (claims) => claims.reduce((sum, { opened, trainees }) => sum + (opened ? trainees : 0), 0),
  },
  cityPlatforms: {
    counts: { zh: '全市统一平台，以地区登记的为准', en: 'City-wide platforms that the place names as in service' },
    of: (_, { parameters }, on) => {
      const named = valueOn(parameters, 'city-platforms', on);
      return Array.isArray(named) ? named.length : 0;
    },
  },
};

/** The goals that a place sets itself, not those that it inherits: what all places reach together, their parent is asked for. */
export function goalsOf(
  place: Jurisdiction,
  parent: Jurisdiction | undefined,
  on: LocalDate,
  claims: readonly ClaimFigures[],
): Goal[] {
  return goalFigures.flatMap((name) => {
    const figure = place.parameters[name];
    const dated = figure && figure !== parent?.parameters[name] ? inForce(figure, on) : undefined;
    return Object.entries(dated?.value ?? {}).map(([key, goal]): Goal => {
      const measure = measures[key];
      if (!measure) throw new Error(`${name}: nobody measures ${key}`);
      return {
        ...{ name, key, goal: Number(goal), reached: measure.of(claims, place, on) },
        ...{ source: cite(dated!.source), counts: measure.counts },
      };
    });
  });
}

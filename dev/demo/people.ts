import { addDays } from '../../domain/calendar/date.ts';
import { type SamplePerson, samplePeople } from '../sample-people.ts';

/** Somebody on a roster; `ref` is the row. */
export interface Member extends SamplePerson {
  ref: string;
}

/** A roster of people nobody else's roster has, as long as the seeds do not meet. */
export function crew(count: number, firstSeed: number): Member[] {
  return asCrew(samplePeople(count, firstSeed));
}

export function asCrew(people: readonly SamplePerson[]): Member[] {
  return people.map((person, i) => ({ ...person, ref: String(i + 1) }));
}

/** Rows as the API takes them, all with the same further facts. */
export function rosterOf(members: readonly Member[], facts: object = { relation: 'employee' }) {
  return members.map((member) => ({ ...member, platformAccount: `trainee-${member.mobile}`, ...facts }));
}

/** The roster form of Guangdong's Annex 2 as a spreadsheet saves it. */
export function rosterCsv(members: readonly Member[]): string {
  const header = '序号,姓名,性别,身份证号码,手机号码,平台登录账号';
  const rows = members.map(({ ref, name, sex, idNumber, mobile }) =>
    [ref, name, sex === 'male' ? '男' : '女', idNumber, mobile, `trainee-${mobile}`].join(','),
  );
  return [header, ...rows].join('\n');
}

/** One lesson an evening from a day on, each of so many minutes. */
export function lessons(ref: string, from: string, minutes: readonly number[]) {
  return minutes.map((length, i) => ({
    ref,
    lesson: `lesson-${i + 1}`,
    startedAt: `${addDays(from, i)}T19:00:00+08:00`,
    minutes: length,
  }));
}

/** So many lessons of one length. */
export function times(count: number, minutes: number): number[] {
  return Array.from({ length: count }, () => minutes);
}

/** Certificates of completion. */
export function completions(refs: readonly string[], issuedOn: string, series = 'SP-2020') {
  return refs.map((ref) => ({ ref, kind: 'completion', number: `${series}-${ref.padStart(4, '0')}`, issuedOn }));
}

/** People of one kind in a story, one after the other on the roster. */
export interface Group {
  people: number;
}

/** Each group with the members that it takes from the roster. */
export function grouped<G extends Group>(groups: readonly G[], members: readonly Member[]): (G & { refs: string[] })[] {
  let next = 0;
  return groups.map((group) => {
    const from = next;
    next += group.people;
    return { ...group, refs: members.slice(from, next).map(({ ref }) => ref) };
  });
}

export function headCount(groups: readonly Group[]): number {
  return groups.reduce((count, { people }) => count + people, 0);
}

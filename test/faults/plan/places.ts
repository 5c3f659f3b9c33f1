import type { SampleCity } from '../../../dev/sample-people.ts';

/** A place whose claims a run files. */
export interface Place {
  slug: 'wuxi' | 'jiangyin' | 'yixing' | 'chongqing' | 'guangdong';
  programme: string;
  city: SampleCity;
  /** Of 20 claims so many are here. */
  weight: number;
  /** Its people, per claim of the run: few, so that they meet in several claims. */
  pool: number;
  firstPerson: number;
  /** Half of the estimate may be asked for in advance. */
  advances?: boolean;
  /** The time to apply ends soon enough to be missed in a run. */
  lapses?: boolean;
  /** What is paid per person by. */
  by: 'wuxi-hours' | 'guangdong-hours' | 'certificates';
}

const wuxi = { programme: 'online-on-the-job', by: 'wuxi-hours', pool: 0.7, firstPerson: 1_000_000 } as const;

/** Wuxi, Jiangyin and Yixing share their people and one limit of theirs. */
export const places: readonly Place[] = [
  { ...wuxi, slug: 'wuxi', city: 'wuxi', weight: 5 },
  {
    ...{ slug: 'chongqing', programme: 'enterprise-online', city: 'chongqing', by: 'certificates', weight: 5 },
    ...{ pool: 0.25, firstPerson: 1_100_000, advances: true, lapses: true },
  },
  {
    ...{ slug: 'guangdong', programme: 'online-job-adaptation', city: 'guangzhou', by: 'guangdong-hours', weight: 4 },
    ...{ pool: 0.25, firstPerson: 1_200_000 },
  },
  { ...wuxi, slug: 'jiangyin', city: 'jiangyin', weight: 3 },
  { ...wuxi, slug: 'yixing', city: 'yixing', weight: 3 },
];

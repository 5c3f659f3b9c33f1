import type { LocalDate } from '../calendar/date.ts';
import { comparableName } from '../listings/listing.ts';

/** 两目录: training and evaluation institutions, platforms and courses; training projects. */
export const directoryKinds = [
  'training-institution',
  'evaluation-institution',
  'platform',
  'course',
  'project',
] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

/** Who lists it, as the notices rank it. */
export const directoryLevels = ['ministry-recommended', 'national', 'province', 'city', 'district'] as const;
export type DirectoryLevel = (typeof directoryLevels)[number];

/** 记录, 授课, 练习, 评价; as packs and filing forms name them. */
export const platformFunctions = ['recording', 'teaching', 'practice', 'assessment'] as const;
export type PlatformFunction = (typeof platformFunctions)[number];

/** What an entry says besides its name; what is left out was not said. */
export interface DirectoryData {
  /** Unified social credit code of an institution. */
  uscc?: string;
  /** 资质. */
  qualification?: string;
  icpNumber?: string;
  /** Address of the site, or package name of the app. */
  url?: string;
  functions?: readonly PlatformFunction[];
  occupation?: string;
  occupationCode?: string;
  /** 5 = 初级工 … 1 = 高级技师. */
  levels?: readonly number[];
  /** Name of the platform that has the course. */
  platform?: string;
  /** Regions for which its courses are free, by the names of `wider-free-courses` where it names them. */
  regions?: readonly string[];
}

export interface DirectoryEntry {
  id: string;
  /** Who lists: it holds there and in the places under it. */
  jurisdiction: string;
  kind: DirectoryKind;
  name: string;
  level: DirectoryLevel;
  data: DirectoryData;
  valid_from: LocalDate;
  /** Inclusive; null: until something else is decided. */
  valid_to: LocalDate | null;
}

/** By which one entry is known again in the next file: its credit code, the code of its occupation, or its name. */
export function keyOf({ kind, name, data }: Pick<DirectoryEntry, 'kind' | 'name' | 'data'>): string {
  if (kind.endsWith('institution') && data.uscc) return data.uscc;
  if (kind === 'project' && data.occupationCode) return data.occupationCode;
  if (kind === 'course') return `${comparableName(name)}/${comparableName(data.platform ?? '')}`;
  return comparableName(name);
}

/** The level at which a place lists, by its GB/T 2260 code. */
export function levelOfPlace(code: string): DirectoryLevel {
  if (code === '000000') return 'national';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'district';
}

/** Entries in order: by name, by the bytes of UTF-8 as PostgreSQL compares them, then by id. */
export function inOrder(a: Pick<DirectoryEntry, 'name' | 'id'>, b: Pick<DirectoryEntry, 'name' | 'id'>): number {
  return byCodePoint(a.name, b.name) || byCodePoint(a.id, b.id);
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

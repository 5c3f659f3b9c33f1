import type { LocalDate } from '../domain/calendar/date.ts';
import { addDays, daysBetween } from '../domain/calendar/date.ts';
import { completeCreditCode } from '../domain/identity/creditCode.ts';
import { idCheckCharacter, type Sex } from '../domain/identity/idNumber.ts';

/** Invented people and companies. The same seed gives the same one; different seeds (0 … 5,000,000) give different ID numbers, mobiles and credit codes. */

export interface SamplePerson {
  name: string;
  sex: Sex;
  idNumber: string;
  mobile: string;
}

export interface SampleCompany {
  name: string;
  uscc: string;
  address: string;
  legalRepresentative: string;
  phone: string;
}

/** Where sample companies are: division code (GB/T 2260), name as it begins the company's name, area code. */
export const sampleCities = {
  wuxi: { division: '320200', name: '无锡', dialling: '0510' },
  jiangyin: { division: '320281', name: '江阴', dialling: '0510' },
  yixing: { division: '320282', name: '宜兴', dialling: '0510' },
  chongqing: { division: '500000', name: '重庆', dialling: '023' },
  guangzhou: { division: '440100', name: '广州', dialling: '020' },
  zhuhai: { division: '440400', name: '珠海', dialling: '0756' },
} as const;
export type SampleCity = keyof typeof sampleCities;

/** The code of a city as a whole: cards carry the code of a district, so that no sample can be a real person's number. */
const personDivision = sampleCities.wuxi.division;

/** Everybody is of working age from 2019 to 2024. */
const born: { from: LocalDate; to: LocalDate } = { from: '1965-01-01', to: '1999-12-31' };
const birthDays = daysBetween(born.from, born.to) + 1;

const surnames = [
  ...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余',
  '欧阳',
  '诸葛',
];
const maleNames = '伟 强 建国 志明 海涛 文博 子轩 俊杰 立新 国栋 晓东 振华 一鸣 家豪 明远'.split(' ');
const femaleNames = '芳 敏 静怡 丽娟 雨桐 晓燕 梦洁 欣然 秀英 海霞 思远 玉兰 佳宁 春梅 若曦'.split(' ');
const firstWords = '华 新 宏 润 恒 嘉 锦 瑞'.split(' ');
const secondWords = '达 泰 联 创 源 成 晟 远'.split(' ');
const trades = '精密机械 电子科技 纺织 新材料 物流 餐饮管理 智能装备 环保设备'.split(' ');

export function samplePerson(seed: number): SamplePerson {
  const random = mix(seed);
  const sex: Sex = random % 2 === 1 ? 'male' : 'female';
  // 7919 is prime to the number of days, so seeds walk through all birthdays before the sequence moves on.
  const birth = addDays(born.from, (seed * 7919) % birthDays).replaceAll('-', '');
  const pair = Math.floor(seed / birthDays) % 500;
  const sequence = String(pair * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const body = personDivision + birth + sequence;
  return {
    name: pick(surnames, mix(random)) + pick(sex === 'male' ? maleNames : femaleNames, mix(random + 1)),
    sex,
    idNumber: body + idCheckCharacter(body),
    mobile: `199${String(seed).padStart(8, '0')}`,
  };
}

export function samplePeople(count: number, firstSeed = 0): SamplePerson[] {
  return Array.from({ length: count }, (_, i) => samplePerson(firstSeed + i));
}

export function sampleCompany(seed: number, city: SampleCity = 'wuxi'): SampleCompany {
  return organisation(seed, city, '91', `${pick(trades, mix(seed + 3))}有限公司`);
}

/** A private training school: registered by the civil affairs office. */
export function sampleInstitution(seed: number, city: SampleCity = 'wuxi'): SampleCompany {
  return organisation(seed, city, '52', '职业培训学校');
}

function organisation(seed: number, city: SampleCity, office: string, kind: string): SampleCompany {
  const { division, name, dialling } = sampleCities[city];
  return {
    name: name + pick(firstWords, mix(seed)) + pick(secondWords, mix(seed + 1)) + kind,
    uscc: completeCreditCode(office + division + String(100_000_000 + seed)),
    address: `${name}市示例路${(seed % 900) + 1}号`,
    legalRepresentative: samplePerson(4_000_000 + seed).name,
    phone: `${dialling}-${80_000_000 + seed}`,
  };
}

function pick<T>(list: readonly T[], random: number): T {
  return list[random % list.length]!;
}

/** A well-spread 32-bit number from a seed (the finaliser of MurmurHash3). */
function mix(seed: number): number {
  let h = (seed ^ 0x9e3779b9) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

import type { Bilingual } from '../messages/index.ts';
import type { ParamValue, Resolved } from '../rules/param.ts';

/** Authorities with which a place may have agreed to share: 就业、扶贫、民政、社会保障、人才评价. */
export const partners = [
  'employment',
  'poverty-relief',
  'civil-affairs',
  'social-security',
  'talent-evaluation',
] as const;
export type Partner = (typeof partners)[number];

export const partnerNames: Readonly<Record<Partner, Bilingual>> = {
  employment: { zh: '公共就业服务部门', en: 'Public employment services' },
  'poverty-relief': { zh: '扶贫部门', en: 'Poverty relief' },
  'civil-affairs': { zh: '民政部门', en: 'Civil affairs' },
  'social-security': { zh: '社会保险部门', en: 'Social security' },
  'talent-evaluation': { zh: '人才评价部门', en: 'Talent evaluation' },
};

/** What a file may tell of a person's class, and how its columns are headed. */
export const exchangeFields = {
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '居民身份证号码', en: 'Citizen identification number' },
  allowanceCategory: { zh: '人员类别', en: 'Category' },
  enterprise: { zh: '申报单位', en: 'Claimant' },
  programme: { zh: '培训项目', en: 'Programme' },
  classOpenedOn: { zh: '开班日期', en: 'Class opened on' },
  classEndedOn: { zh: '结业日期', en: 'Class ended on' },
  classHours: { zh: '课时', en: 'Class hours' },
  credits: { zh: '学分', en: 'Credits' },
  certificate: { zh: '证书种类', en: 'Kind of certificate' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ExchangeField = keyof typeof exchangeFields;

/** One row of the table `exchange-agreements`. `zh`, `en`: what for. */
export interface Agreement extends Bilingual {
  /** `文号 clause` on which it stands. */
  basis: string;
  fields: readonly ExchangeField[];
  /** Only persons whose roster names one of these categories. */
  categories?: readonly string[];
  /** Only persons whose class ended with a certificate. */
  certified?: boolean;
}

/** What the place has agreed on, by partner. */
export function agreementsIn(figure: Resolved | undefined): Partial<Record<Partner, Agreement>> {
  return (figure?.value ?? {}) as Partial<Record<Partner, Agreement>>;
}

/** What is wrong with a table of agreements. */
export function faultsOfAgreements(table: ParamValue): string[] {
  return Object.entries((table ?? {}) as unknown as Record<string, Partial<Agreement>>).flatMap(([partner, one]) => {
    const say = (reason: string) => [`agreement with ${partner} ${reason}`];
    if (!(partners as readonly string[]).includes(partner)) return say(`should be with one of ${partners.join(', ')}`);
    if (!one.zh || !one.en || !one.basis) return say('needs its purpose in zh and en, and its basis');
    if (!one.fields?.length) return say('needs its fields');
    const unknown = one.fields.filter((field) => !(field in exchangeFields));
    return unknown.length > 0 ? say(`names unknown fields: ${unknown.join(', ')}`) : [];
  });
}

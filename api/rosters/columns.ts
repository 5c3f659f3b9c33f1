import { Problem } from '../../domain/problem.ts';
import { headerText, isoDay, text } from './cells.ts';

// The header names under which a column is known: those of Guangdong's form (Annex 2), of the notices' other rosters, and ours.
const names: Record<string, readonly string[]> = {
  ref: ['ref', '序号', '编号', 'no'],
  name: ['name', '姓名'],
  sex: ['sex', 'gender', '性别'],
  idNumber: ['idnumber', 'id number', '身份证号码', '身份证号', '公民身份号码', '证件号码'],
  mobile: ['mobile', 'phone', '手机号码', '手机号', '手机', '联系电话'],
  platformAccount: ['platformaccount', 'platform account', '平台登录账号', '平台账号'],
  relation: ['relation', '用工关系', '人员类别', '与企业关系'],
  hiredOn: ['hiredon', 'hired on', '录用日期', '入职日期'],
  insuredFrom: ['insuredfrom', 'insured from', '参保日期', '参保起始日期'],
  contract: ['contract', '劳动合同', '合同'],
  registeredOn: ['registeredon', 'registered on', '实名注册日期', '注册日期'],
  allowanceCategory: ['allowancecategory', 'allowance category', '生活费补贴类别', '补贴人员类别'],
  'plannedCertificate.kind': ['certificatekind', 'certificate kind', '证书类别', '拟取得证书'],
  'plannedCertificate.level': ['level', '等级', '技能等级'],
  'plannedCertificate.occupation': ['occupation', '职业', '工种', '职业工种'],
  'plannedCertificate.basis': ['basis', '补贴标准类别'],
  'plannedCertificate.days': ['days', '天数', '培训天数'],
  'plannedCertificate.costFen': ['costfen', 'cost fen', '培训费用分'],
};

const fieldOf = new Map(Object.entries(names).flatMap(([field, known]) => known.map((name) => [name, field] as const)));
const required = ['name', 'sex', 'idNumber', 'mobile'] as const;

const values: Record<string, Record<string, string>> = {
  sex: { 男: 'male', 女: 'female', m: 'male', f: 'female' },
  relation: {
    企业职工: 'employee',
    在岗职工: 'employee',
    职工: 'employee',
    劳务派遣: 'dispatched',
    劳务派遣人员: 'dispatched',
    派遣: 'dispatched',
    平台从业人员: 'platform-worker',
    服务协议: 'service-agreement',
  },
  contract: { 新签: 'new', 续签: 'renewal' },
  'plannedCertificate.kind': {
    职业资格证书: 'vocational-qualification',
    职业技能等级证书: 'skill-level',
    专项职业能力证书: 'specific-ability',
    特种作业操作证: 'special-operations',
    特种设备作业人员证: 'special-equipment',
    培训合格证书: 'completion',
  },
  'plannedCertificate.basis': {
    目录内工种: 'catalogue',
    新职业: 'new-occupation',
    重点产业: 'key-industry',
    区县特色: 'district-speciality',
    专项职业能力: 'specific-ability',
    其他: 'other',
  },
  allowanceCategory: {
    建档立卡贫困劳动力: 'registered-poor-labour',
    就业困难人员: 'employment-difficulty',
    零就业家庭成员: 'zero-employment-family',
    农村两后生: 'rural-school-leaver',
    城市低保家庭两后生: 'urban-low-income-school-leaver',
  },
};

/** What may stand in a column of few values, as people write it, by what it means; the first word of each. Empty: anything may. */
export function choicesOf(field: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [word, code] of Object.entries(values[field] ?? {})) if (!words.has(code)) words.set(code, word);
  return words;
}

/** A value by its word or its code, whichever the file has. */
function codeOf(field: string, value: string): string | undefined {
  const lower = value.toLowerCase();
  return values[field]?.[lower] ?? (choicesOf(field).has(lower) ? lower : undefined);
}

/** A form has titles above its header row. */
const headerWithin = 10;

type Cell = unknown;

/**
 * Rows of cells → one object per person, named by the header row. A roster without a column for the relation lists the enterprise's own employees.
 * @throws Problem `roster-columns-missing`, `roster-columns-duplicate`
 */
export async function* named(table: AsyncIterable<Cell[]> | Iterable<Cell[]>): AsyncGenerator<Record<string, unknown>> {
  let fields: (string | undefined)[] | undefined;
  let best: string[] = [...required];
  let above = 0;
  for await (const cells of table) {
    if (cells.every((cell) => text(cell) === '')) continue;
    if (fields) {
      yield person(fields, cells);
      continue;
    }
    const candidate = cells.map((cell) => fieldOf.get(headerText(cell)));
    const missing = required.filter((field) => !candidate.includes(field));
    if (missing.length === 0) fields = once(candidate, cells);
    else if (missing.length < best.length) best = missing;
    if (!fields && ++above >= headerWithin) break;
  }
  if (!fields) throw new Problem('roster-columns-missing', { columns: best.map(headerName).join(', ') });
}

/** A person may not have two values for one thing. @throws Problem `roster-columns-duplicate`, naming the headers as they stand in the file */
function once(fields: (string | undefined)[], cells: Cell[]): (string | undefined)[] {
  const twice = fields.map((field, i) => field !== undefined && fields.some((other, j) => other === field && j !== i));
  if (!twice.includes(true)) return fields;
  const columns = cells.filter((_, i) => twice[i]).map(text);
  throw new Problem('roster-columns-duplicate', { columns: columns.join(', ') });
}

/** Rosters may have such a column. */
export const isColumn = (field: string): boolean => Object.hasOwn(names, field);

/** What a column is called in a template; the columns of a group, where it is one. */
export function columnTitle(field: string): string {
  const own = names[field]?.find((name) => /\p{Script=Han}/u.test(name));
  if (own) return own;
  const inner = Object.keys(names).filter((name) => name.startsWith(`${field}.`));
  return inner.map(columnTitle).join('、') || field;
}

const headerName = (field: string) => `${columnTitle(field)} (${field})`;

/** A value as people write it in such a column: what `named` reads back. */
export function cellOf(field: string, value: unknown): string {
  return choicesOf(field).get(String(value)) ?? text(value);
}

function person(fields: (string | undefined)[], cells: Cell[]): Record<string, unknown> {
  const out: Record<string, unknown> = { relation: 'employee' };
  const certificate: Record<string, unknown> = {};
  fields.forEach((field, i) => {
    const value = field && text(cells[i]);
    if (!field || !value) return;
    const [, inner] = field.split('.');
    const known = codeOf(field, value);
    if (inner) certificate[inner] = known ?? (/^\d+$/.test(value) && inner !== 'occupation' ? Number(value) : value);
    else out[field] = known ?? (/(On|From)$/.test(field) ? isoDay(value) : value);
  });
  if (Object.keys(certificate).length > 0) out.plannedCertificate = certificate;
  return out;
}

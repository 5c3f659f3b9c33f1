import type { LocalDate } from '../domain/calendar/date.ts';
import {
  type Agreement,
  agreementsIn,
  exchangeFields,
  type Partner,
  partnerNames,
} from '../domain/exchange/agreements.ts';
import type { Bilingual } from '../domain/messages/index.ts';
import type { Jurisdiction, Programme, Stated } from '../domain/rules/jurisdiction.ts';
import { type Params, type Resolved, resolve } from '../domain/rules/param.ts';
import { type FormField, fieldsOf } from './form-fields.ts';
import type { Registry } from './registry.ts';

/** One sentence of the note, and where it comes from; null: it states what the system does. */
export interface NoteItem extends Omit<Stated, 'source'> {
  source: Stated['source'] | null;
}

export interface PrivacyNote {
  jurisdiction: string;
  on: LocalDate;
  authority: Jurisdiction['authority'];
  sections: { key: string; title: Bilingual; items: NoteItem[] }[];
}

/**
 * What `GET /v1/jurisdictions/{slug}/privacy-note?on=` returns: whose data the place asks for by its forms, why, who is told, how long it is kept by the
 * figures in force on that day, and what a person may ask. Throws Problem `unknown-jurisdiction`.
 */
export function privacyNote(registry: Registry, slug: string, on: LocalDate): PrivacyNote {
  const place = registry.find(slug);
  const section = (key: string, zh: string, en: string, items: NoteItem[]) => ({ key, title: { zh, en }, items });
  return {
    ...{ jurisdiction: slug, on, authority: place.authority },
    sections: [
      section('purposes', '处理目的', 'What for', [...place.privacy.purposes]),
      section('data', '处理的个人信息', 'Which data', [...asked(place), ...place.privacy.data]),
      section('recipients', '提供给谁', 'Who is told', [
        ...published(place, on),
        ...shared(place, on),
        ...place.privacy.recipients,
      ]),
      section('kept', '保存期限', 'For how long', kept(place.parameters, on)),
      section('protection', '安全措施', 'How it is protected', protection),
      section('rights', '您的权利', 'What you may ask', rights(place)),
    ].filter(({ items }) => items.length > 0),
  };
}

const item = (zh: string, en: string): NoteItem => ({ text: { zh, en }, source: null });

/** What nobody has to give is marked. */
const named = ({ zh, en }: Bilingual, required: boolean): Bilingual =>
  required ? { zh, en } : { zh: `${zh}（选填）`, en: `${en} (if it applies)` };

const formNames = {
  rosterRow: { path: 'roster', zh: '人员名册', en: 'roster' },
  filing: { path: 'filing', zh: '备案表', en: 'filing' },
  application: { path: 'application', zh: '补贴申请表', en: 'application' },
} as const;

/** Fields by form; programmes that ask for the same are told together, and not by name where all of them do. */
function asked({ privacy, programmes }: Jurisdiction): NoteItem[] {
  return (Object.keys(formNames) as (keyof typeof formNames)[]).flatMap((form) => {
    const { path, ...name } = formNames[form];
    const alike = new Map<string, { fields: FormField[]; of: Programme[] }>();
    for (const programme of programmes) {
      const fields = fieldsOf(path, programme.forms[form]).filter(({ field }) => privacy.fields[field]);
      const key = JSON.stringify(fields);
      const group = alike.get(key) ?? { fields, of: [] };
      group.of.push(programme);
      if (fields.length > 0) alike.set(key, group);
    }
    return [...alike.values()].map(({ fields, of }) => {
      const told = fields.map(({ field, required }) => named(privacy.fields[field]!, required));
      const whose = of.length === programmes.length ? [] : of.map(({ names }) => names);
      return item(
        [[...whose.map(({ zh }) => zh), name.zh].join('、'), told.map(({ zh }) => zh).join('、')].join('：'),
        [[...whose.map(({ en }) => en), name.en].join(', '), told.map(({ en }) => en).join(', ')].join(': '),
      );
    });
  });
}

/** Where a programme publishes: for how long, by the figure that its step reads. */
function published({ parameters, programmes }: Jurisdiction, on: LocalDate): NoteItem[] {
  const items = programmes.flatMap((programme) => {
    const figures = resolve({ ...parameters, ...programme.parameters }, on);
    return programme.steps.flatMap((step) => {
      const period = step.kind === 'publicNotice' ? figures[step.period] : undefined;
      return period ? [notice(period)] : [];
    });
  });
  return items.filter((item, i) => items.findIndex((other) => other.text.en === item.text.en) === i);
}

/** Other authorities, by the agreement in force: which fields, of whom, and what for. */
function shared({ parameters }: Jurisdiction, on: LocalDate): NoteItem[] {
  const figure = resolve(parameters, on)['exchange-agreements'];
  if (!figure) return [];
  const agreements = Object.entries(agreementsIn(figure)) as [Partner, Agreement][];
  return agreements.map(([partner, { zh, en, fields }]) => {
    const told = (language: 'zh' | 'en') => fields.map((field) => exchangeFields[field][language]);
    return {
      text: {
        zh: `${partnerNames[partner].zh}：${told('zh').join('、')}（${zh}）`,
        en: `${partnerNames[partner].en}: ${told('en').join(', ').toLowerCase()} (${en})`,
      },
      source: figure.source,
    };
  });
}

const notice = ({ value, unit, source }: Resolved): NoteItem => ({
  text: {
    zh: `公众：姓名（部分隐去）和金额，公示 ${value} ${units[unit] ?? unit}`,
    en: `The public: the name in part, and the amount, for ${value} ${unit}`,
  },
  source,
});

const units: Readonly<Record<string, string>> = { 'calendar days': '天', 'working days': '个工作日', years: '年' };

/** The figures by which data is erased. */
function kept(parameters: Params, on: LocalDate): NoteItem[] {
  const figures = resolve(parameters, on);
  const say = (name: string, zh: (value: string) => string, en: (value: string) => string): NoteItem[] => {
    const figure = figures[name];
    if (!figure) return [];
    const { value, unit, source } = figure;
    return [{ text: { zh: zh(`${value} ${units[unit] ?? unit}`), en: en(`${value} ${unit}`) }, source }];
  };
  return [
    ...say(
      'archive-years',
      (time) => `申报档案：自最后一次办理、拨付、退还或银行回复起 ${time}，之后删除个人信息`,
      (time) =>
        `The dossier of a claim: ${time} from the last act, payment, repayment or answer of the bank; then personal data is erased`,
    ),
    ...say(
      'unfiled-days',
      (time) => `未提交的草稿和上传后未用于申报的名册、文件：${time}，次日删除`,
      (time) =>
        `Drafts, and rosters and documents that were uploaded and never filed: ${time}, and deleted on the day after`,
    ),
    ...say(
      'registration-years',
      (time) => `未被任何申报使用的实名登记：${time}，之后删除`,
      (time) => `A registration by real name that no claim needs: ${time}, and is then deleted`,
    ),
    item(
      '期满后仍保留：金额、课时、学分、证书和申报办理记录，以及由身份证号码用密钥算出的标识；姓名、号码、账户和文件均已删除。知道您身份证号码的审核人员仍可据此查到这些记录，用于核对终身上限',
      'What stays afterwards: amounts, class hours, credits, certificates and acts of the claim, and a mark that a key makes of the ID number; names, numbers, accounts and documents are gone. A reviewer who knows your ID number finds these records by it, since some limits hold for life',
    ),
    item('查看记录（谁在何时查看过）长期保存', 'The log of who was shown what is kept without end'),
  ];
}

const protection: NoteItem[] = [
  item(
    '姓名、号码、账户和文件逐项加密保存。审核人员看到完整号码；督办、检查和审计人员只看到部分号码',
    'Names, numbers, accounts and documents are kept encrypted, field by field. Reviewers read whole numbers; supervisors, inspectors and auditors read them in part',
  ),
  item(
    '工作人员查看个人信息前先记入日志：何人、何时、因何事；日志逐条相连，改动可以被发现',
    'Before an official is shown personal data, a log keeps who, when and what for; its entries are chained, so that an alteration is found',
  ),
];

function rights({ names, authority }: Jurisdiction): NoteItem[] {
  return [
    item(
      `持身份证向${authority.names.zh}（${authority.website}）的审核人员查询${names.zh}按申报保存的本人信息，以及哪些岗位查看过；骗取补贴的调查和他人书写的文字除外`,
      `Show your ID to a reviewer of ${authority.names.en} (${authority.website}): you are told what ${names.en} holds about you by its claims, and to which posts it was shown; inquiries into fraud and what others wrote are not told`,
    ),
    item(
      '尚未用于申报的名册，以及申报表中的联系人和负责人信息，请向申报单位查询',
      'For a roster that is not filed yet, and for contacts and persons in charge in forms, ask the claimant',
    ),
    item(
      '姓名、手机号码或平台账号有误的，可要求更正，由另一人核定；身份证号码和影响补贴金额的内容，由申报单位补正申报材料',
      'A wrong name, mobile number or platform account is put right on request, once a second official agrees; an ID number, and what decides about money, by a corrected filing of the claimant',
    ),
    item(
      '对公示内容有异议的，可在公示期内提出；对处理个人信息有意见的，可向上述部门反映',
      'Who disagrees with what is published may object while the notice runs; complaints about how data is handled go to the same authority',
    ),
    item(
      '标为选填的信息可以不提供；其余信息是享受补贴的条件，不提供的，该人员不能享受补贴',
      'What is marked may be left out; everything else is a condition of the subsidy, and without it nothing is paid for the person',
    ),
  ];
}

import type { LocalDate } from '../domain/calendar/date.ts';
import type { Bilingual } from '../domain/messages/index.ts';
import type { Jurisdiction, Programme, Stated } from '../domain/rules/jurisdiction.ts';
import { type Params, type Resolved, resolve } from '../domain/rules/param.ts';
import { fieldsOf } from './form-fields.ts';
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
      section('data', '处理的个人信息', 'Which data', asked(place)),
      section('recipients', '提供给谁', 'Who is told', [...published(place, on), ...place.privacy.recipients]),
      section('kept', '保存期限', 'For how long', kept(place.parameters, on)),
      section('protection', '安全措施', 'How it is protected', protection),
      section('rights', '您的权利', 'What you may ask', rights(place)),
    ],
  };
}

const item = (zh: string, en: string): NoteItem => ({ text: { zh, en }, source: null });

const formNames = {
  rosterRow: { path: 'roster', zh: '人员名册', en: 'roster' },
  filing: { path: 'filing', zh: '备案表', en: 'filing' },
  application: { path: 'application', zh: '申领表', en: 'application' },
} as const;

/** Fields by form; programmes that ask for the same are told together, and not by name where all of them do. */
function asked({ privacy, programmes }: Jurisdiction): NoteItem[] {
  return (Object.keys(formNames) as (keyof typeof formNames)[]).flatMap((form) => {
    const { path, ...name } = formNames[form];
    const alike = new Map<string, Programme[]>();
    for (const programme of programmes) {
      const fields = fieldsOf(path, programme.forms[form]).filter((field) => privacy.fields[field]);
      alike.set(fields.join(), [...(alike.get(fields.join()) ?? []), programme]);
    }
    return [...alike].map(([fields, of]) => {
      const told = fields.split(',').map((field) => privacy.fields[field]!);
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
  return ['archive-years', 'unfiled-days'].flatMap((name) => {
    const figure = figures[name];
    const meaning = parameters[name]?.meaning;
    if (!figure || !meaning) return [];
    const { value, unit, source } = figure;
    return [
      { text: { zh: `${meaning.zh}：${value} ${units[unit] ?? unit}`, en: `${meaning.en}: ${value} ${unit}` }, source },
    ];
  });
}

const protection: NoteItem[] = [
  item(
    '姓名、号码、账户和文件逐项加密保存；除确有需要的岗位外只显示部分号码',
    'Names, numbers, accounts and documents are kept encrypted, field by field; numbers are shown in part except to those who need them',
  ),
  item(
    '工作人员每次查看个人信息都记入不可更改的日志：何人、何时、因何事',
    'Whenever an official reads personal data, a log that cannot be altered keeps who, when and what for',
  ),
  item(
    '期满后删除个人信息；为核对终身上限，只保留不能还原身份的标识、金额和证书记录',
    'When the time is over personal data is erased; for limits that hold for life a mark that tells nobody’s identity stays, with amounts',
  ),
];

function rights({ names, authority }: Jurisdiction): NoteItem[] {
  return [
    item(
      `持身份证向${authority.names.zh}的审核人员查询${names.zh}保存的本人全部信息，包括哪些岗位查看过；骗取补贴的调查和他人书写的文字除外`,
      `Show your ID to a reviewer of ${authority.names.en}: you are told everything that ${names.en} holds about you, and to which posts it was shown; findings of fraud and what others wrote are not told`,
    ),
    item(
      '姓名、手机号码或平台账号有误的，可要求更正；身份证号码和影响补贴金额的内容，由申报单位补正申报材料',
      'A wrong name, mobile number or platform account is put right on request; an ID number, and what decides about money, by a corrected filing of the claimant',
    ),
    item(
      '对公示内容有异议的，可在公示期内提出',
      'Who disagrees with what is published may object while the notice runs',
    ),
  ];
}

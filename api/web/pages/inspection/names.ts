import type { AmountClass } from '../../../../domain/inspection/draw.ts';
import type { DrawStatus, InspectionFinding, InspectionStage } from '../../../../domain/inspection/inspection.ts';
import { inspectionEvents } from '../../../../domain/messages/mail-events.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { nameIn } from '../../names.ts';

export const stageNames: Readonly<Record<InspectionStage, Bilingual>> = {
  visit: { zh: '待检查', en: 'Visit' },
  finding: { zh: '待认定', en: 'Finding' },
  hearing: { zh: '陈述申辩', en: 'Hearing' },
  result: { zh: '待出结果', en: 'Result' },
  closed: { zh: '已办结', en: 'Closed' },
};

export const findingNames: Readonly<Record<InspectionFinding, Bilingual>> = {
  none: { zh: '未发现问题', en: 'Nothing found' },
  irregularity: { zh: '存在不规范', en: 'Irregularity' },
  'suspected-fraud': { zh: '涉嫌骗取补贴', en: 'Suspected fraud' },
};

export { outcomeNames } from '../../../../domain/messages/inspection-outcomes.ts';

export const drawStatusNames: Readonly<Record<DrawStatus, Bilingual>> = {
  frozen: { zh: '名单已封存，待抽取', en: 'List frozen, seed to come' },
  drawn: { zh: '已抽取', en: 'Drawn' },
  'not-held': { zh: '未举行', en: 'Not held' },
};

export const notHeldReasons = {
  'population-empty': { zh: '没有可抽查的申报', en: 'There was no claim to inspect' },
  'no-inspectors': { zh: '没有检查人员', en: 'There were no inspectors' },
} as const satisfies Record<string, Bilingual>;

export const amountClassNames: Readonly<Record<AmountClass, Bilingual>> = {
  ordinary: { zh: '一般金额', en: 'Ordinary' },
  high: { zh: '高金额', en: 'High' },
};

/** The codes that the forms offer for what was found; the words are written beside them. */
export const findingCodes: Readonly<Record<string, Bilingual>> = {
  'in-order': { zh: '与申报相符', en: 'As it was claimed' },
  'never-trained': { zh: '未参加培训', en: 'Never trained' },
  'hours-inflated': { zh: '虚报课时', en: 'Class hours inflated' },
  'roster-untrue': { zh: '名册不实', en: 'Roster untrue' },
  'evidence-untrue': { zh: '证明材料不实', en: 'Evidence untrue' },
  'records-incomplete': { zh: '台账不完整', en: 'Records incomplete' },
  other: { zh: '其他', en: 'Another reason' },
};

/** Why an inspector falls away. */
export const leavingCodes: Readonly<Record<string, Bilingual>> = {
  'conflict-of-interest': { zh: '回避', en: 'Conflict of interest' },
  ill: { zh: '因病', en: 'Ill' },
  away: { zh: '因公外出', en: 'Away on duty' },
  other: { zh: '其他', en: 'Another reason' },
};

const inspectorActs: Readonly<Record<string, Bilingual>> = {
  recordVisit: { zh: '检查记录已提交', en: 'The visit was recorded' },
  recordFinding: { zh: '检查认定已提交', en: 'The finding was handed in' },
  recordResult: { zh: '抽查结果已作出', en: 'The result was given' },
  // A mail asks its desk to look after it; that has been done by the time that it is on record.
  escalateInspection: { zh: '检查逾期，已报督办', en: inspectionEvents.escalateInspection.happened.en },
  computeInspectionDue: { zh: '期限已确定', en: 'The due date was fixed' },
  noteInspectionSignal: { zh: '收到一条无效信号', en: 'A signal without meaning came' },
};

/** What has happened, by the name of its act. */
export const actName = (act: string): Bilingual =>
  inspectorActs[act] ?? inspectionEvents[act as keyof typeof inspectionEvents]?.happened ?? { zh: act, en: act };

export const codeName = (code: string): Bilingual => findingCodes[code] ?? nameIn(leavingCodes, code);

/** What an inspection waits for. Who was drawn is told of visit and finding at once; here the visit is over when it was recorded. */
export function nextOf(stage: InspectionStage): Bilingual {
  if (stage === 'visit') return inspectionEvents.openInspection.next;
  if (stage === 'finding')
    return {
      zh: '检查记录已提交，请检查人员作出认定。',
      en: 'The visit is recorded; the inspectors give their finding.',
    };
  if (stage === 'hearing')
    return {
      zh: '申报单位可在期限前陈述申辩；逾期未陈述的，依现有材料作出结果。',
      en: 'The claimant may answer the finding until the day below; the result then rests on what there is.',
    };
  if (stage === 'result') return inspectionEvents.endHearing.next;
  return {
    zh: '检查已办结。结果见下，并向社会公开，不公开人员信息。',
    en: 'The inspection is closed. Its result stands below; it is published, without any person in it.',
  };
}

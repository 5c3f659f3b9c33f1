import { addDays, localDateOf } from '../calendar/date.ts';
import { type Instant, instantToMs, msToInstant } from '../calendar/instant.ts';
import { formatYuan } from '../money/yuan.ts';
import { outcomeNames } from './inspection-outcomes.ts';
import {
  batchEvents,
  claimEvents,
  claimNext,
  drawEvents,
  inspectionEvents,
  otherEvent,
  recoveryEvents,
  reportEvents,
} from './mail-events.ts';
import type { Bilingual, MessageParams } from './message.ts';
import { fundNames } from './money-names.ts';
import { reasonName } from './reasons.ts';
import { stageTexts } from './stages.ts';

/** A line about what the mail is of: what it is called, and what it is. */
export interface Fact {
  label: Bilingual;
  value: Bilingual;
}

/** What a mail says, before it is text or HTML. */
export interface MailContent {
  happened: Bilingual;
  about: Fact[];
  next: Bilingual;
  due?: string;
}

/** What is said of an order. */
export function contentOf(template: string, params: MessageParams): MailContent {
  if (params.disbursementId) return batchMail(template, params);
  if (params.reportId) return reportMail(template, params);
  return params.drawId ? drawMail(template, params) : claimMail(template, params);
}

const withNext = { ...recoveryEvents, ...inspectionEvents, ...drawEvents, ...batchEvents, ...reportEvents };

/** What has happened, by the name of a template. */
export function happenedIn(template: string): Bilingual {
  return lookUp(claimEvents, template) ?? lookUp(withNext, template)?.happened ?? otherEvent;
}

function claimMail(template: string, params: MessageParams): MailContent {
  const stage = lookUp(stageTexts, params.stage);
  const outcome = lookUp<Bilingual>(outcomeNames, params.outcome) ?? lookUp(rulings, params.ruling);
  const beside = lookUp(recoveryEvents, template) ?? lookUp(inspectionEvents, template);
  return {
    happened: beside?.happened ?? lookUp(claimEvents, template) ?? otherEvent,
    about: [
      labelled(labels.claim, params.claimId),
      {
        label: labels.programme,
        value: {
          zh: `${params.jurisdictionZh} / ${params.programmeZh}`,
          en: `${params.jurisdictionEn} / ${params.programmeEn}`,
        },
      },
      ...(params.recoveryId ? [labelled(labels.recovery, params.recoveryId)] : []),
      ...(params.inspectionId ? [labelled(labels.inspection, params.inspectionId)] : []),
      ...(outcome ? [{ label: labels.outcome, value: outcome }] : []),
      ...(params.reasonCode ? [{ label: labels.ground, value: reasonName(String(params.reasonCode)) }] : []),
      ...(params.clause ? [labelled(labels.clause, params.clause)] : []),
      ...(params.amountFen ? [labelled(labels.amount, formatYuan(Number(params.amountFen)))] : []),
      ...(params.beforeFen !== undefined ? [labelled(labels.before, formatYuan(Number(params.beforeFen)))] : []),
      ...(params.nowFen !== undefined ? [labelled(labels.now, formatYuan(Number(params.nowFen)))] : []),
      ...(params.restFen !== undefined ? [labelled(labels.rest, formatYuan(Number(params.restFen)))] : []),
      ...(params.surplusFen ? [labelled(labels.surplus, formatYuan(Number(params.surplusFen)))] : []),
      ...(params.dueFen ? [labelled(labels.dueNext, formatYuan(Number(params.dueFen)))] : []),
      { label: labels.stage, value: stage?.name ?? { zh: '—', en: '—' } },
    ],
    next: beside?.next ?? lookUp(claimNext, template) ?? stage?.next ?? seePage,
    due: params.dueAt ? shownInstant(String(params.dueAt)) : undefined,
  };
}

function drawMail(template: string, params: MessageParams): MailContent {
  const event = lookUp(drawEvents, template);
  return {
    happened: event?.happened ?? otherEvent,
    about: [labelled(labels.draw, params.drawId), labelled(labels.month, params.period)],
    next: event?.next ?? seePage,
  };
}

function batchMail(template: string, params: MessageParams): MailContent {
  const event = lookUp(batchEvents, template);
  return {
    happened: event?.happened ?? otherEvent,
    about: [
      { label: labels.batch, value: batchName(params) },
      labelled(labels.payments, params.payments),
      labelled(labels.total, formatYuan(Number(params.totalFen))),
    ],
    next: event?.next ?? seePage,
  };
}

/** A batch as people call it: by its place, its fund and its month. */
export function batchName({ jurisdictionZh, jurisdictionEn, fund, period }: MessageParams): Bilingual {
  const name = lookUp<Bilingual>(fundNames, fund) ?? { zh: `${fund}`, en: `${fund}` };
  return {
    zh: [jurisdictionZh, name.zh, period].filter(Boolean).join(' '),
    en: [jurisdictionEn, name.en, period].filter(Boolean).join(', '),
  };
}

function reportMail(template: string, params: MessageParams): MailContent {
  const event = lookUp(reportEvents, template);
  return {
    happened: event?.happened ?? otherEvent,
    about: [
      labelled(labels.report, params.reportId),
      { label: labels.place, value: { zh: `${params.jurisdictionZh}`, en: `${params.jurisdictionEn}` } },
      labelled(labels.reportDay, params.day),
      labelled(labels.version, params.version),
      labelled(labels.registrations, params.registrations),
      labelled(labels.trainings, params.trainingsStarted),
      ...(params.changesZh
        ? [{ label: labels.changes, value: { zh: `\n${params.changesZh}`, en: `\n${params.changesEn}` } }]
        : []),
    ],
    next: event?.next ?? seePage,
  };
}

const labels = {
  claim: { zh: '申报编号：', en: 'Claim: ' },
  programme: { zh: '地区 / 项目：', en: 'Place / programme: ' },
  stage: { zh: '当前环节：', en: 'Stage: ' },
  batch: { zh: '批次：', en: 'Batch: ' },
  month: { zh: '所属月份：', en: 'Month: ' },
  payments: { zh: '笔数：', en: 'Payments: ' },
  total: { zh: '合计：', en: 'Total: ' },
  amount: { zh: '金额：', en: 'Amount: ' },
  report: { zh: '报表编号：', en: 'Report: ' },
  place: { zh: '地区：', en: 'Place: ' },
  reportDay: { zh: '报送日：', en: 'Day: ' },
  version: { zh: '版本：', en: 'Version: ' },
  registrations: { zh: '实名注册学员人次数：', en: 'Registrations by real name (person-times): ' },
  trainings: { zh: '线上培训总人次数：', en: 'Online training started (person-times): ' },
  changes: { zh: '与上一版本的差异：', en: 'Changed since the version before:' },
  recovery: { zh: '追回编号：', en: 'Recovery: ' },
  inspection: { zh: '抽查编号：', en: 'Inspection: ' },
  clause: { zh: '依据：', en: 'By: ' },
  ground: { zh: '事由：', en: 'Ground: ' },
  outcome: { zh: '结果：', en: 'Result: ' },
  draw: { zh: '抽查批次：', en: 'Draw: ' },
  before: { zh: '原核定金额：', en: 'Amount before: ' },
  now: { zh: '现核定金额：', en: 'Amount now: ' },
  rest: { zh: '尚未退还：', en: 'Still open: ' },
  surplus: { zh: '多退金额：', en: 'Above the demand: ' },
  dueNext: { zh: '本期应还：', en: 'Due next: ' },
} satisfies Record<string, Bilingual>;

/** What became of an objection, as who claims is told. */
const rulings: Readonly<Record<string, Bilingual>> = {
  uphold: {
    zh: '异议成立，所涉补贴已取消；通知书可在申报页面下载',
    en: 'It was upheld, and the subsidy concerned falls away; the page of the claim has the letter',
  },
  dismiss: { zh: '异议不成立，补贴不变', en: 'It was dismissed, and nothing changes' },
};

const seePage: Bilingual = { zh: '请登录系统查看。', en: 'See its page in the system.' };

function labelled(label: Bilingual, value: string | number | undefined): Fact {
  const shown = `${value ?? '—'}`;
  return { label, value: { zh: shown, en: shown } };
}

/** `2020-06-29 24:00` for the end of a day, as the notices count; else `2020-06-29 14:30`. Local time. */
export function shownInstant(at: Instant): string {
  const local = msToInstant(instantToMs(at));
  const time = local.slice(11, 16);
  return time === '00:00' ? `${addDays(localDateOf(local), -1)} 24:00` : `${local.slice(0, 10)} ${time}`;
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string | number | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

import { expect, test } from 'vitest';
import { handlers } from '../../activities/claim/index.ts';
import { stages } from '../../domain/claim/stages.ts';
import { writeMail } from '../../domain/messages/mail.ts';
import { shownInstant } from '../../domain/messages/mail-content.ts';
import {
  batchEvents,
  claimEvents,
  drawEvents,
  inspectionEvents,
  recoveryEvents,
  reportEvents,
} from '../../domain/messages/mail-events.ts';

const claim = {
  claimId: 'c-7f3a',
  jurisdictionZh: '重庆市',
  jurisdictionEn: 'Chongqing',
  programmeZh: '企业线上培训',
  programmeEn: 'Online training by enterprises',
  stage: 'filing-review',
  dueAt: '2020-06-30T00:00:00+08:00',
};
const batch = {
  disbursementId: 'wuxi.skill-action-special-account.2020-09',
  jurisdiction: 'wuxi',
  fund: 'skill-action-special-account',
  period: '2020-09',
  payments: 3,
  totalFen: 1234567,
};

const report = {
  ...{ reportId: 'chongqing.2020-06-12', version: 2, day: '2020-06-12', jurisdictionZh: '重庆市' },
  ...{ jurisdictionEn: 'Chongqing', registrations: 24, trainingsStarted: 0 },
  ...{ changesZh: '渝北区，实名注册学员人次数：0 → 24', changesEn: 'Yubei District, registrations: 0 → 24' },
};

test('A mail says in both languages what happened, what comes next and until when', () => {
  expect(writeMail({ template: 'resubmit', params: { ...claim, link: 'http://127.0.0.1:3000/x' } })).toEqual({
    subject: '【培训补贴】补正后的申报已重新提交（c-7f3a）/ The corrected claim was submitted again',
    text: [
      '补正后的申报已重新提交。',
      '申报编号：c-7f3a',
      '地区 / 项目：重庆市 / 企业线上培训',
      '当前环节：备案审核',
      '',
      '下一步：由受理部门审核备案。',
      '期限：2020-06-29 24:00',
      '链接：http://127.0.0.1:3000/x',
      '',
      '本邮件由系统自动发出，请勿回复。',
      '',
      '——',
      '',
      'The corrected claim was submitted again.',
      'Claim: c-7f3a',
      'Place / programme: Chongqing / Online training by enterprises',
      'Stage: filing review',
      '',
      'Next: The authority reviews the filing.',
      'Until: 2020-06-29 24:00',
      'Link: http://127.0.0.1:3000/x',
      '',
      'This mail was sent automatically; please do not reply.',
      '',
    ].join('\n'),
  });
});

const recovery = { ...claim, stage: 'paid', recoveryId: 'Rc-7f3a', amountFen: 60000, restFen: 40000, dueFen: 20000 };

test('A demand for repayment names the amount, what is due until when, and what to do', () => {
  const { text } = writeMail({ template: 'openRecovery', params: recovery });
  for (const line of [
    '追回编号：Rc-7f3a',
    '金额：¥600.00',
    '尚未退还：¥400.00',
    '本期应还：¥200.00',
    '期限：2020-06-29 24:00',
  ])
    expect(text).toContain(line);
  for (const line of ['Recovery: Rc-7f3a', 'Amount: ¥600.00', 'Still open: ¥400.00', 'Due next: ¥200.00'])
    expect(text).toContain(line);
  expect(text).toContain('Next: Pay it back to the account that it came from');
});

test('Every move of a claim that people may hear of has its sentence', () => {
  const moves = [...Object.keys(handlers), 'fileClaim'].filter((name) => name !== 'noteIgnoredSignal');
  expect(Object.keys(claimEvents)).toEqual(expect.arrayContaining(moves));
  const beside = [recoveryEvents, inspectionEvents].flatMap((events) => Object.keys(events));
  expect(beside.filter((name, i) => name in claimEvents || beside.indexOf(name) !== i)).toEqual([]);
});

test('No mail leaves a place unfilled, in no stage and on no occasion', () => {
  for (const stage of stages) {
    for (const template of Object.keys(claimEvents)) {
      const { subject, text } = writeMail({ template, params: { ...claim, stage } });
      expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    }
  }
  for (const template of Object.keys(recoveryEvents)) {
    const { subject, text } = writeMail({ template, params: recovery });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
  }
  for (const template of Object.keys(inspectionEvents)) {
    const inspection = { ...claim, inspectionId: 'I7f3a', outcome: 'clean' };
    const { subject, text } = writeMail({ template, params: inspection });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(text).toContain('抽查编号：I7f3a');
  }
  for (const template of Object.keys(drawEvents)) {
    const { subject, text } = writeMail({ template, params: { drawId: 'wuxi.2020-04', period: '2020-04' } });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(subject).toContain('wuxi.2020-04');
  }
  for (const template of Object.keys(batchEvents)) {
    const { subject, text } = writeMail({ template, params: batch });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(text).toContain('¥12345.67');
  }
  for (const template of Object.keys(reportEvents)) {
    const { subject, text } = writeMail({ template, params: report });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    for (const line of ['线上培训总人次数：0', ...report.changesZh.split('\n'), report.changesEn])
      expect(text).toContain(line);
  }
});

test('Where no period runs, no deadline is named', () => {
  const { text } = writeMail({ template: 'endNotice', params: { ...claim, stage: 'payable', dueAt: '' } });
  expect(text).not.toMatch(/期限|Until/);
});

test('What nobody has written a sentence for yet is still told', () => {
  const { subject, text } = writeMail({ template: 'toString', params: { ...claim, stage: 'constructor' } });
  expect(subject).toBe('【培训补贴】办理有进展（c-7f3a）/ There is news');
  expect(text).toContain('See its page in the system.');
});

test('The end of a day is shown as the notices count it', () => {
  expect(shownInstant('2020-06-30T00:00:00+08:00')).toBe('2020-06-29 24:00');
  expect(shownInstant('2020-06-29T16:00:00Z')).toBe('2020-06-29 24:00');
  expect(shownInstant('2020-06-29T14:30:00+08:00')).toBe('2020-06-29 14:30');
});

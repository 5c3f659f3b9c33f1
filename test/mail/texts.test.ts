import { expect, test } from 'vitest';
import { handlers } from '../../activities/claim/index.ts';
import { mailTemplates, sampleMail } from '../../api/mail/samples.ts';
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
import { loadRegistry } from '../../jurisdictions/registry.ts';

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
  const { html: _, ...written } = writeMail({ template: 'resubmit', params: claim }, 'http://127.0.0.1:3000');
  expect(written).toEqual({
    subject: '【培训补贴】补正后的申报已重新提交（c-7f3a）/ The corrected claim was submitted again',
    text: [
      '补正后的申报已重新提交。',
      '申报编号：c-7f3a',
      '地区 / 项目：重庆市 / 企业线上培训',
      '当前环节：备案审核',
      '',
      '下一步：由受理部门审核备案。',
      '期限：2020-06-29 24:00',
      '链接：http://127.0.0.1:3000/claims/c-7f3a',
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
      'Link: http://127.0.0.1:3000/claims/c-7f3a',
      '',
      'This mail was sent automatically; please do not reply.',
      '',
    ].join('\n'),
  });
});

test('The HTML of a mail says what its text says, in the same order, and asks nothing of anybody', async () => {
  const registry = await loadRegistry();
  for (const { name } of mailTemplates) {
    const { text, html } = writeMail(sampleMail(name, registry.find('wuxi'))!, 'https://subsidy.example');
    const read = unescaped(html.replace(/[\s\S]*<main[^>]*>/, '').replace(/<[^>]*>/g, '\n'));
    const lines = (of: string) => of.replace(/^(链接：|Link: ).*$|^——$/gm, '').replaceAll(/\s+/g, '');
    expect(lines(read.replace(/查看详情|Open its page/g, '')), name).toBe(lines(text));
    expect(html, name).not.toMatch(/<(img|script|link|table|iframe|form)\b|url\(|@import/);
    expect(html, name).not.toMatch(/undefined|null|NaN|：<\/span>—|: <\/span>—/);
  }
});

test('Whatever a mail is told of, it stays text in HTML', () => {
  const odd = `<img src=x onerror="alert(1)">&'`;
  const params = { ...claim, claimId: odd, programmeZh: odd, programmeEn: odd, dueAt: '' };
  const { html, text } = writeMail({ template: 'resubmit', params }, 'https://subsidy.example');
  expect(html).not.toContain('<img');
  expect(html.match(/&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;&amp;&#39;/g)).toHaveLength(4);
  expect(text).toContain(odd);
  expect(html).toContain('href="https://subsidy.example/claims/%3Cimg%20src=x%20onerror=%22alert(1)%22%3E&amp;&#39;"');
});

test('A mail leads to the page that it is about, where it is known where the pages are', () => {
  const link = (params: Record<string, string | number>) =>
    /href="([^"]*)"/.exec(writeMail({ template: 'x', params }, 'https://subsidy.example').html)?.[1];
  expect(link({ ...recovery })).toBe('https://subsidy.example/claims/c-7f3a');
  expect(link({ ...claim, inspectionId: 'I7f3a' })).toBe('https://subsidy.example/inspections/I7f3a');
  expect(link(batch)).toBe(`https://subsidy.example/batches/${batch.disbursementId}`);
  expect(link({ drawId: 'wuxi.2020-04', period: '2020-04' })).toBe(
    'https://subsidy.example/inspection-draws/wuxi.2020-04',
  );
  expect(link(report)).toBeUndefined();
  expect(writeMail({ template: 'x', params: claim }).html).not.toContain('href');
});

const unescaped = (html: string) =>
  html.replace(
    /&lt;|&gt;|&quot;|&#39;|&amp;/g,
    (one) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[one] ?? '&',
  );

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

test('A return and a rejection name their ground, and lead to the page that tells the rest', () => {
  const back = { ...claim, stage: 'returned', reasonCode: 'form-incomplete' };
  const { text } = writeMail({ template: 'returnForCorrection', params: back });
  expect(text).toContain('事由：表单填写有误或不完整');
  expect(text).toContain('Ground: The form is wrong or incomplete');
  expect(text).toMatch(
    /下一步：退回原因和需要补正的各项，请登录系统在申报页面查看.*逾期未提交的，本件失效.*向何处咨询/,
  );
});

test('Who claims is told what became of an objection and what the claim comes to, and how much was paid', () => {
  const params = { ...claim, stage: 'public-notice', ruling: 'uphold', beforeFen: 133_200, nowFen: 88_800 };
  const { text } = writeMail({ template: 'rule', params });
  for (const line of ['结果：异议成立', '原核定金额：¥1,332.00', '现核定金额：¥888.00', 'Result: It was upheld'])
    expect(text).toContain(line);
  const paid = writeMail({ template: 'recordPayment', params: { ...claim, stage: 'paid', amountFen: 88_800 } });
  expect(paid.text).toContain('金额：¥888.00');
});

test('What a mail is about is named in words', () => {
  const [jurisdictionZh, jurisdictionEn] = ['无锡市', 'Wuxi'];
  const ofBatch = writeMail({ template: 'submitBatch', params: { ...batch, jurisdictionZh, jurisdictionEn } });
  expect(ofBatch.subject).toBe(
    '【培训补贴】拨付批次已提交审批（无锡市 职业技能提升行动专账资金 2020-09）/ A batch was submitted',
  );
  expect(ofBatch.text).toContain('Batch: Wuxi, Skill action special account, 2020-09');
  expect(ofBatch.subject + ofBatch.text).not.toContain(batch.disbursementId);
  expect(writeMail({ template: 'makeReport', params: report }).subject).toContain('（重庆市 2020-06-12）');
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
    const inspection = { ...claim, inspectionId: 'I7f3a', outcome: 'to-be-corrected' };
    const { subject, text } = writeMail({ template, params: inspection });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(text).toContain('抽查编号：I7f3a');
    expect(text).toContain('结果：责令整改');
    expect(text).toContain('Result: To be corrected');
  }
  for (const template of Object.keys(drawEvents)) {
    const { subject, text } = writeMail({ template, params: { drawId: 'wuxi.2020-04', period: '2020-04' } });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(subject).toContain('wuxi.2020-04');
  }
  for (const template of Object.keys(batchEvents)) {
    const { subject, text } = writeMail({ template, params: batch });
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\w+\}|：—|: —/);
    expect(text).toContain('¥12,345.67');
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

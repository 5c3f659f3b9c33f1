import { expect, test } from 'vitest';
import { answerColumns } from '../../api/bank-files/reading/csv-header.ts';
import { problemBody } from '../../api/problem.ts';
import { named } from '../../api/rosters/columns.ts';
import { sayIn } from '../../api/web/language.ts';
import { labelled } from '../../api/web/parts/labels.ts';
import { faultText } from '../../api/web/parts/show.tsx';
import { spoken, spokenProblem } from '../../api/web/spoken.ts';
import { type Code, type MessageTemplate, messages, say } from '../../domain/messages/index.ts';
import { fault, Problem } from '../../domain/problem.ts';

// Told to programs alone: what signs webhooks and learning events, and what makes roster files and bank files by a program.
const toPrograms =
  /^(webhook|content-hash|event|class-unknown|payment-status|refused-|device-hash|token-claim|token-role|sealed-value|person-index|method-not|subject-format|slug-format|reason-code-format|fund-account|clock-stuck|listing-of-nobody|removal-needs|ledger-broken)/;

/** What has to stand in the bank's file is told as it has to stand there. */
const written = ({ code, text }: { code: string; text: string }) =>
  code === 'bank-columns-unfit' ? text.replace(/\b(paymentId|amountFen|amountYuan|reasonCode)\b/g, '') : text;

const everySentence = (Object.keys(messages) as Code[]).flatMap((code) => {
  const next = (messages[code] as MessageTemplate).next ?? {};
  const given = Object.entries(next).flatMap(([name, steps]) => Object.keys(steps).map((value) => ({ [name]: value })));
  return [{}, ...given].map((params) => ({ code, messages: say(code, params) }));
});

test('a document that is missing is called by its name alone', () => {
  const problem = problemBody(
    new Problem('invalid-input', {}, [
      fault('material-missing', { path: 'materials' }, { kind: 'syllabus', zh: '培训大纲', en: 'Syllabus' }),
    ]),
  );
  expect(spokenProblem(problem).errors[0]!.messages).toEqual({
    zh: '缺少材料：培训大纲。请上传。',
    en: 'A document is missing: Syllabus. Upload it.',
  });
});

test('on a page no sentence of the API names its calls, fields or codes', () => {
  const errors = everySentence.filter(({ code }) => !toPrograms.test(code));
  const told = spokenProblem({ type: '', title: '', status: 422, detail: '', ...errors[0]!, errors }).errors;
  const unspoken = told.flatMap(({ code, messages: { zh, en } }) => {
    const bare = written({ code, text: zh }).replace(/\{\w+\}/g, '');
    const inZh = /[a-z]+[-_][a-z]+|\b[a-z]+[A-Z]|\b(GET|POST)\b|errors|Idempotency/.exec(bare);
    const inEn = /\b[a-z]+[A-Z]\w*|\b(GET|POST)\b|errors|Idempotency|`/.exec(
      written({ code, text: en }).replace(/\{\w+\}/g, ''),
    );
    return inZh || inEn ? [[code, inZh?.[0], inEn?.[0]]] : [];
  });
  expect(unspoken).toEqual([]);
});

const inEnglish = sayIn('en');
const told = (problem: unknown) => spokenProblem(problemBody(problem as Problem));

test('columns and words of a file are called as they have to stand in it', async () => {
  const refused = (header: string[]) => {
    try {
      answerColumns(header);
    } catch (error) {
      return told(error).errors;
    }
    throw new Error('it was taken');
  };
  const rest =
    '应有的列：paymentId（付款编号）、status（状态：paid 成功、returned 退票、pending 处理中）、amountFen（金额(分)）或 amountYuan（金额(元)），可加 reasonCode（原因）。';
  // However much is wrong, it is one sentence, which names the columns once.
  expect(refused(['paymentId', 'state', 'paymentId', '备注']).map(({ messages }) => messages)).toEqual([
    {
      zh: `表头不符：缺少 status（状态）、amountFen（金额(分)）或 amountYuan（金额(元)）；不认识第 2 列“state”、第 4 列“备注”；重复第 3 列“paymentId”。${rest}`,
      en: 'The header does not fit; missing: status, amountFen or amountYuan; not known: column 2 “state”, column 4 “备注”; given twice: column 3 “paymentId”. Its columns are paymentId, status (paid, returned or pending), amountFen or amountYuan, and reasonCode, which may be left out.',
    },
  ]);
  const [twice] = refused(['paymentId', 'status', 'amountFen', 'status']);
  expect(twice!.messages.zh).toBe(`表头不符：重复第 4 列“status”。${rest}`);
  expect(twice).not.toHaveProperty('path');
  const status = { status: 'settled', allowed: 'paid, returned, 退票' };
  expect(told(new Problem('bank-status-unknown', status)).messages.zh).toContain('：paid, returned, 退票。');
  const roster = await named([['姓名', '性别']])
    .next()
    .catch(told);
  expect(roster).toMatchObject({
    messages: {
      zh: expect.stringContaining('：身份证号码 (idNumber), 手机号码 (mobile)。'),
      en: expect.stringContaining(': 身份证号码 (idNumber), 手机号码 (mobile). '),
    },
  });
});

test('a row is named once, sums are in yuan, and ID stays ID', () => {
  const differs = fault('payment-amount-differs', { row: 1 }, { paymentId: 'P1', expectedFen: 910_400, amountFen: -5 });
  expect(faultText(told(new Problem('bank-results-rejected', {}, [differs])).errors[0]!, inEnglish)).toBe(
    'Row 1: Payment P1 is ¥9,104.00, the file says -¥0.05.',
  );
  const again = Object.entries(messages).filter(([, { zh, en }]) =>
    /^(第 ?\{row\}|(Row|Transaction) \{row\}:)/.test(`${zh}\n${en}`),
  );
  expect(again).toEqual([]);
  const over = say('repayment-above-rest', { amountFen: 500, openFen: 30 });
  expect(spoken(over)).toMatchObject({
    zh: expect.stringMatching(/^登记金额 5\.00 元超过.*0\.30 元（/),
    en: expect.stringMatching(/^¥5\.00 are more than the ¥0\.30 that/),
  });
  expect(spoken({ zh: '不足 60 分钟，缺少 idNumber。', en: 'The idNumber and the classHours differ.' })).toEqual({
    zh: '不足 60 分钟，缺少身份证号码。',
    en: 'The ID number and the class hours differ.',
  });
});

test('the note on top calls a fault by the label of its field, and leads there; without one it leads nowhere', () => {
  const page = (body: string) => labelled(`<a class="to-field" href="#f-legal-representative">legal</a>${body}`);
  expect(page('<label for="f-legal-representative">法定代表人<span> （选填）</span></label>')).toMatch(
    /^<a href="#f-legal-representative">法定代表人<\/a>/,
  );
  expect(page('<fieldset id="f-legal"><legend>单位</legend></fieldset>')).toMatch(/^<a href="#f-legal">legal<\/a>/);
  expect(page('')).toBe('legal');
});

test('what the API lists is listed in Chinese as Chinese lists are', () => {
  const topics = { topics: 'disease-control, safety, law' };
  expect(spoken(say('topics-missing', topics)).zh).toMatch(/^培训内容应包含：[^,]+、[^,]+、[^,]+。/);
  expect(spoken({ zh: '平台“A Co., Ltd”', en: '' }).zh).toBe('平台“A Co., Ltd”');
});

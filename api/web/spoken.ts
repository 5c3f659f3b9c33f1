import { documentTypes } from '../../domain/claim/documents.ts';
import { knownField, knownValue } from '../../domain/messages/form-names.ts';
import type { Bilingual } from '../../domain/messages/message.ts';
import { stageTexts } from '../../domain/messages/stages.ts';
import { decimalYuan, formatYuan } from '../../domain/money/yuan.ts';
import type { ProblemBody } from '../problem.ts';
import { roleNames } from './desks.ts';
import { taskNames } from './names.ts';
import * as finance from './pages/finance/names.ts';
import { findingNames, outcomeNames, stageNames } from './pages/inspection/names.ts';

// The API speaks to people and to programs in one sentence. Who reads it on a page knows labels and buttons, but no calls and no fields of JSON.

const calls: readonly (readonly [RegExp, string])[] = [
  [/，大名册请先用 POST [^。]*|; upload large rosters with POST [^.]*/g, ''],
  // An instant, as the clock on the wall has it.
  [/(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\+08:00/g, '$1 $2'],
  [/ ?[（(](?:GET|POST) [^）)]*[）)]/g, ''],
  [
    /[^。]*(?:见|对照|请查看) ?GET [^。]*。|(?<=\. )See GET [^.]*\.|GET \S+ lists [^.]*\.|Compare [^.]*GET [^.]*\./g,
    '',
  ],
  [/(?:：|:|,)? ?(?:用|with|in|查看)? ?(?:GET|POST) [^\s，。；,;）)]+?(?=[，。；,;）)]|\.?\s|\.?$)/g, ''],
  [/(?:原因|详)见 errors/g, '见下列各项'],
  [/按 errors /g, '按下列各项'],
  [/see `?errors`?/g, 'see below'],
  [/in `errors`/g, 'below'],
  [/用?同一 ?(?:Idempotency-Key|值) ?/g, ''],
  [/ with the same (?:Idempotency-Key|key|value)/g, ''],
  [/`/g, ''],
  [/ +(?=[ ,;]|$)|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, ''],
];

const words: Readonly<Record<string, Bilingual>> = {
  proposed: { zh: '待决定', en: 'proposed' },
  active: { zh: '在库', en: 'in the pool' },
  removed: { zh: '已退出', en: 'removed' },
  'removal-proposed': { zh: '在库，拟退出', en: 'to leave the pool' },
  ...findingNames,
  ...outcomeNames,
  ...stageNames,
  ...finance.repaymentStatusNames,
  ...finance.recoveryStatusNames,
  ...finance.returnStatusNames,
  ...finance.batchStatusNames,
  ...taskNames,
  ...Object.fromEntries(Object.entries(stageTexts).map(([stage, { name }]) => [stage, name])),
  ...roleNames,
};

/** A code of the API as it stands in a sentence: its word, where anybody has given it one. */
const wordOf = (code: string): Bilingual | undefined => words[code] ?? knownField(code) ?? knownValue(code);

/** `classOpenedOn`, `enterprise.kind`, `formed`: what is written in small Latin letters, and is neither an address nor part of a file's name. */
const inChinese = / ?((?<![\w@./-])[a-z][a-zA-Z]*(?:[-.][a-zA-Z]+)*(?![\w@/]|-\w))(?: (?=[^a-zA-Z]))?/g;
/** English words look like codes: only what can be no word is replaced. */
const inEnglish = /(?<![\w@./-])[a-z][a-zA-Z.]*[A-Z][a-zA-Z]*(?![\w@/]|-\w)/g;

/** A comma of the API's lists between Chinese words. */
const listed = /(?<=[\u4e00-\u9fff”）]), ?(?=[\u4e00-\u9fff“（])/g;

/** Media types, as people call such files. */
const fileTypes: readonly (readonly [string, string])[] = [
  ...Object.entries(documentTypes).map(([type, { name }]) => [type, name] as const),
  ...[['application/xml', 'XML'] as const, ['text/xml', 'XML'] as const, ['application/json', 'JSON'] as const],
];

function cleared(text: string): string {
  const named = fileTypes.reduce((said, [type, name]) => said.replaceAll(type, name), text);
  return calls.reduce((said, [pattern, instead]) => said.replace(pattern, instead), named);
}

/** Programs count in fen, people in yuan. */
const asWritten = ({ zh, en }: Bilingual): Bilingual => ({
  zh: cleared(zh).replace(/(-?\d+) 分(?!钟)/g, (_, fen) => `${decimalYuan(Number(fen))} 元`),
  en: cleared(en).replace(/(-?\d+) fen\b/g, (_, fen) => formatYuan(Number(fen))),
});

/** Within a sentence; `ID number` keeps its capitals. */
const inside = (word: string) => word.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());

/** A sentence of the API as a page says it. */
export function spoken(messages: Bilingual): Bilingual {
  const { zh, en } = asWritten(messages);
  return {
    zh: zh.replace(inChinese, (all, code) => wordOf(code)?.zh ?? all).replace(listed, '、'),
    en: en.replace(inEnglish, (code) => inside(wordOf(code)?.en ?? code)),
  };
}

/** They say what has to stand in a file: its columns and statuses are called as they are written there. */
const ofFiles = /^(bank-(?!field)|payment-(missing|status)|paid-after|roster-columns)/;

/** What the API refused, as a page says it. */
export const spokenProblem = (problem: ProblemBody): ProblemBody => ({
  ...problem,
  messages: said(problem),
  errors: problem.errors.map((fault) => ({ ...fault, messages: said(fault) })),
});

const said = ({ code, messages }: { code: string; messages: Bilingual }) =>
  onPages[code] ?? (ofFiles.test(code) ? asWritten : spoken)(messages);

const formAgain = {
  zh: '此表单已失效或已被修改。请返回重新打开页面后提交。',
  en: 'This form is stale or was altered. Go back, open the page again and send it.',
};

/** What is said otherwise to who has a page before them. */
const onPages: Readonly<Record<string, Bilingual>> = {
  'role-not-allowed': {
    zh: '您的角色不能办理或查看此事。请从菜单进入您的事项，或请有权的人员办理。',
    en: 'Your role may not do or see this. Go on with what is in your menu, or turn to who may.',
  },
  'token-required': { zh: '请先登录。', en: 'Sign in first.' },
  'malformed-json': {
    zh: '请求内容不完整或格式有误，无法读取。请返回后重新提交。',
    en: 'What was sent is cut off or malformed. Go back and send it again.',
  },
  'idempotency-key-required': formAgain,
  'idempotency-key-reused': formAgain,
  'idempotency-key-invalid': formAgain,
  'request-running': {
    zh: '上一次提交仍在处理，请稍候。',
    en: 'What was sent before is still being done. Wait a moment.',
  },
  'field-invalid': {
    zh: '该字段的格式不对。请对照填写说明更正。',
    en: 'This field does not have its form. Correct it.',
  },
  'reason-required': {
    zh: '退回或不予通过须选择事由并写明说明，以便申报单位改正。',
    en: 'A return or rejection needs a ground and words, so that the claimant knows what to correct.',
  },
  'roster-or-roster-id': { zh: '请上传或粘贴名册。', en: 'Upload the roster, or paste it.' },
  'roster-empty': {
    zh: '名册中没有可接受的人员。请先上传名册。',
    en: 'Nobody on the roster can be accepted. Upload the roster first.',
  },
  'account-to-confirm': {
    zh: '更正后的收款账户待审批人确认，确认前该申报的款项一律暂不拨付。请等候。',
    en: 'The corrected account waits for the approver, and nothing of this claim is paid before that.',
  },
  'findings-open': {
    zh: '还有疑点未处理。请逐条选择已核实或移出人员，再通过。',
    en: 'Findings are open. Say of each whether it is cleared or its people are removed, then approve.',
  },
  'bank-account-required': {
    zh: '该项目预拨补贴，请填写收款账户。',
    en: 'Money is paid ahead here: give the account for it.',
  },
  'api-key-not-repeated': {
    zh: '密钥只显示一次。若未保存，请吊销该密钥并新建。',
    en: 'The key is shown once. If it was lost, revoke it and make another.',
  },
  'cursor-invalid': {
    zh: '翻页标记无效。请从第一页开始。',
    en: 'This page is not of this list. Begin with the first one.',
  },
  'people-or-roster-id': { zh: '请填写人员，或选择名册。', en: 'Name people, or choose a roster.' },
};

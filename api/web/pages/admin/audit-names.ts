import { isCode, messages } from '../../../../domain/messages/index.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { nameIn, taskNames } from '../../names.ts';
import { spoken } from '../../spoken.ts';

const seen: Readonly<Record<string, Bilingual>> = {
  dossier: { zh: '申报材料', en: 'what was handed in' },
  certificates: { zh: '证书', en: 'certificates' },
  archive: { zh: '档案', en: 'an archive' },
  paper: { zh: '打印件', en: 'a paper' },
  file: { zh: '上传的材料', en: 'a document' },
  reasons: { zh: '办理理由', en: 'reasons' },
  'objections-and-findings': { zh: '异议和疑点', en: 'objections and findings' },
  'payment-return': { zh: '退票', en: 'a returned payment' },
  recovery: { zh: '追回', en: 'a recovery' },
  inspection: { zh: '检查', en: 'an inspection' },
  'bank-file': { zh: '银行文件', en: 'a bank file' },
  payees: { zh: '收款账户', en: 'accounts that are paid' },
  register: { zh: '发放台账', en: 'a disbursement register' },
  trace: { zh: '金额由来', en: 'where an amount comes from' },
  learning: { zh: '平台学习记录', en: 'what platforms told' },
  person: { zh: '个人信息', en: 'everything about a person' },
  'training-file': { zh: '个人培训档案', en: 'the training of a person' },
  listing: { zh: '黑白名单', en: 'the black or white list' },
  mails: { zh: '邮件', en: 'mails' },
  credits: { zh: '学分', en: 'credits' },
  audit: { zh: '审计日志', en: 'the audit log' },
  accounts: { zh: '用户账号', en: 'accounts' },
};

/** Acts that wait on nobody’s desk. */
const otherActs: Readonly<Record<string, Bilingual>> = {
  'refused-call': { zh: '请求被拒绝', en: 'A call was refused' },
  'move-clock': { zh: '推进演练时钟', en: 'Moved the rehearsal clock' },
  'ask-for-person': { zh: '查询个人', en: 'Asked for a person' },
  'repeat-answer': { zh: '重复取得答复', en: 'Took an answer again' },
  'decode-payloads': { zh: '解密流程数据', en: 'Opened what Temporal keeps' },
  'make-api-key': { zh: '新建接口密钥', en: 'Made an API key' },
  'revoke-api-key': { zh: '吊销接口密钥', en: 'Revoked an API key' },
  'make-webhook': { zh: '新建推送', en: 'Made a webhook' },
  'retry-mail': { zh: '重发邮件', en: 'Sent a mail again' },
  'register-people': { zh: '实名登记', en: 'Registered people' },
  'close-month': { zh: '月末结账', en: 'Closed a month' },
  'amend-report': { zh: '重算双周调度表', en: 'Computed a report anew' },
  'propose-exchange': { zh: '提出数据共享', en: 'Proposed a file for another authority' },
  'propose-directory': { zh: '上传目录', en: 'Uploaded entries for the directory' },
  'propose-black-listing': { zh: '提出列入黑名单', en: 'Proposed a black listing' },
  'make-connector': { zh: '新建平台对接', en: 'Made a connector' },
  'make-connector-secret': { zh: '新建对接密钥', en: 'Made a secret of a connector' },
  'revoke-connector-secret': { zh: '吊销对接密钥', en: 'Revoked a secret of a connector' },
  'revoke-connector': { zh: '吊销平台对接', en: 'Revoked a connector' },
  'make-webhook-secret': { zh: '更换推送密钥', en: 'Changed the secret of a webhook' },
  'deactivate-webhook': { zh: '停用推送', en: 'Deactivated a webhook' },
  'ping-webhook': { zh: '试发推送', en: 'Sent a test' },
  'replay-webhook': { zh: '重新推送', en: 'Sent deliveries again' },
  'block-account': { zh: '停用账号', en: 'Blocked an account' },
  'lift-account-block': { zh: '解除停用', en: 'Unblocked an account' },
  'take-review': { zh: '认领审核', en: 'Took a claim up' },
  'release-review': { zh: '放回队列', en: 'Gave a claim back' },
  'hand-over-review': { zh: '转交审核', en: 'Handed a claim over' },
  'enter-absence': { zh: '登记请假', en: 'Entered an absence' },
  'end-absence': { zh: '结束请假', en: 'Ended an absence' },
  'propose-correction': { zh: '提出个人信息更正', en: 'Proposed a correction of a person' },
  'propose-credit-certificate': { zh: '提出学分兑换', en: 'Proposed the use of credits' },
  'propose-lifting': { zh: '提出移出名单', en: 'Proposed to lift a listing' },
  filing: { zh: '提交备案', en: 'Filed a claim' },
  drafts: { zh: '保存草稿', en: 'Saved a draft' },
  clock: { zh: '推进演练时钟', en: 'Moving the clock' },
  repayments: { zh: '登记退款', en: 'Reporting a repayment' },
  bookkeeping: { zh: '记账', en: 'Bookkeeping' },
  inspection: { zh: '检查', en: 'Inspection' },
  audit: { zh: '审计', en: 'Audit' },
  'outside-task': { zh: '不在待办事项内', en: 'No task of theirs' },
};

/** By what one looks for entries. */
export const searchedActs: readonly string[] = [
  ...Object.keys(seen).map((what) => `read-${what}`),
  ...Object.keys(taskNames),
  ...Object.keys(otherActs),
];

/** What somebody did or was shown. */
export function actName(act: string): Bilingual {
  if (!act.startsWith('read-')) return purposeName(act);
  const what = nameIn(seen, act.slice('read-'.length));
  return { zh: `查看${what.zh}`, en: `Was shown ${what.en}` };
}

/** For which task. */
export const purposeName = (task: string): Bilingual => nameIn({ ...taskNames, ...otherActs }, task);

const outcomes: Readonly<Record<string, Bilingual>> = {
  shown: { zh: '已显示', en: 'shown' },
  asked: { zh: '已请求', en: 'asked' },
  done: { zh: '已办理', en: 'done' },
  accepted: { zh: '已接收', en: 'accepted' },
  duplicate: { zh: '重复，未再办理', en: 'a repetition' },
  rejected: { zh: '不予通过', en: 'rejected' },
  revoked: { zh: '已吊销', en: 'revoked' },
  fraud: { zh: '骗取补贴', en: 'fraud' },
};

/** What came of it; of a refusal the sentence that was told, up to its first end. */
export function outcomeName(outcome: string): Bilingual {
  if (!isCode(outcome)) return nameIn(outcomes, outcome);
  const { zh, en } = spoken(messages[outcome]);
  return { zh: first(zh, '。'), en: first(en, '. ') };
}

const first = (text: string, end: string) => text.split(end)[0]!.replace(/[（(“]?\{\w+\}[）)”]?/g, '…');

import { batchName, contentOf } from './mail-content.ts';
import { htmlMail, type MailPart } from './mail-html.ts';
import type { Bilingual, MessageParams } from './message.ts';

/**
 * A mail as the outbox keeps it. Of a claim: `claimId jurisdictionZh/En programmeZh/En stage dueAt? amountFen? reasonCode? clause? ruling? beforeFen? nowFen?`; of its recovery
 * `recoveryId restFen dueFen? surplusFen?` besides, of its inspection `inspectionId outcome?`; of a draw: `drawId jurisdiction period`; of a batch:
 * `disbursementId jurisdiction jurisdictionZh/En fund period payments totalFen`; of a report: `reportId version day jurisdictionZh/En registrations trainingsStarted
 * changesZh/En?`. Nothing of it is personal.
 */
export interface MailOrder {
  template: string;
  params: MessageParams;
}

/** A mail as it is sent: the same twice, for programs that show HTML and for those that do not. */
export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

/**
 * Chinese first, English below: what happened, what comes next and until when. `publicUrl`: where the pages are; with it the mail leads to the one
 * that it is about.
 */
export function writeMail({ template, params }: MailOrder, publicUrl?: string): WrittenMail {
  const content = contentOf(template, params);
  const path = pageOf(params);
  const link = publicUrl && path ? new URL(path, publicUrl).href : undefined;
  const parts = (['zh', 'en'] as const).map((language) => partIn(language, content, link));
  const { happened } = content;
  return {
    subject: `【培训补贴】${happened.zh}（${subjectOf(params)}）/ ${happened.en}`,
    text: [...textOf(parts[0]!), '', '——', '', ...textOf(parts[1]!), ''].join('\n'),
    html: htmlMail(parts),
  };
}

/** What a mail is about, in as many words as stand in a list of mails. */
function subjectOf(params: MessageParams): string {
  const { claimId, disbursementId, drawId, jurisdictionZh, day } = params;
  if (disbursementId) return batchName(params).zh;
  return `${claimId ?? drawId ?? `${jurisdictionZh} ${day}`}`;
}

function partIn(language: keyof Bilingual, content: ReturnType<typeof contentOf>, href?: string): MailPart {
  const { happened, about, next, due } = content;
  return {
    language,
    happened: `${happened[language]}${language === 'zh' ? '。' : '.'}`,
    facts: about.map(({ label, value }) => [label[language], value[language]] as const),
    next: [labels.next[language], next[language]],
    ...(due && { due: [labels.due[language], due] as const }),
    ...(href && { link: { label: labels.link[language], button: labels.button[language], href } }),
    footer: labels.footer[language],
  };
}

function textOf({ happened, facts, next, due, link, footer }: MailPart): string[] {
  return [
    happened,
    ...facts.map((fact) => fact.join('')),
    '',
    next.join(''),
    ...(due ? [due.join('')] : []),
    ...(link ? [`${link.label}${link.href}`] : []),
    '',
    footer,
  ];
}

/** Where the pages show what a mail is about; a report comes with the mail and has none. */
function pageOf({ claimId, inspectionId, disbursementId, drawId }: MessageParams): string | undefined {
  if (inspectionId) return `/inspections/${inspectionId}`;
  if (claimId) return `/claims/${claimId}`;
  if (disbursementId) return `/batches/${disbursementId}`;
  return drawId ? `/inspection-draws/${drawId}` : undefined;
}

const labels = {
  next: { zh: '下一步：', en: 'Next: ' },
  due: { zh: '期限：', en: 'Until: ' },
  link: { zh: '链接：', en: 'Link: ' },
  button: { zh: '查看详情', en: 'Open its page' },
  footer: { zh: '本邮件由系统自动发出，请勿回复。', en: 'This mail was sent automatically; please do not reply.' },
} satisfies Record<string, Bilingual>;

import { escapeHtml } from './html.ts';
import type { Bilingual } from './message.ts';

/** A mail in one language, each piece with the words in front of it. */
export interface MailPart {
  language: keyof Bilingual;
  happened: string;
  facts: (readonly [label: string, value: string])[];
  next: readonly [label: string, value: string];
  due?: readonly [label: string, value: string];
  link?: { label: string; button: string; href: string };
  footer: string;
}

// Mail programs read styles on the elements at best. Nothing is fetched from anywhere; without any style it reads the same.
const styles = {
  page: 'margin:0;padding:24px 16px;background:#f3f5f8;color:#1c2330;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif',
  sheet: 'max-width:36em;margin:0 auto;padding:24px;background:#fff;border:1px solid #d5dbe5;border-radius:8px',
  heading: 'margin:0 0 16px;font-size:20px;line-height:1.4',
  line: 'margin:0 0 4px;white-space:pre-line;overflow-wrap:anywhere',
  label: 'color:#4a5567',
  next: 'margin:16px 0 8px',
  button:
    'display:inline-block;margin:12px 0 4px;padding:10px 20px;border-radius:6px;background:#14508c;color:#fff;font-weight:600;text-decoration:none',
  footer: 'margin:20px 0 0;font-size:14px;color:#4a5567',
  rule: 'margin:28px 0;border:0;border-top:1px solid #d5dbe5',
};

/** The parts of a mail one below the other, everything in them escaped. */
export function htmlMail(parts: readonly MailPart[]): string {
  const [first] = parts;
  return `<!doctype html>
<html lang="${langOf[first!.language]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(first!.happened)}</title></head>
<body style='${styles.page}'>
<main style="${styles.sheet}">
${parts.map(section).join(`\n<hr style="${styles.rule}">\n`)}
</main>
</body>
</html>
`;
}

const langOf = { zh: 'zh-CN', en: 'en' };

function section({ language, happened, facts, next, due, link, footer }: MailPart, i: number): string {
  const heading = i === 0 ? 'h1' : 'h2';
  return [
    `<section lang="${langOf[language]}">`,
    `<${heading} style="${styles.heading}">${escapeHtml(happened)}</${heading}>`,
    ...facts.map((fact) => line(fact)),
    line(next, styles.next),
    ...(due ? [line(due)] : []),
    ...(link
      ? [`<p style="margin:0"><a href="${escapeHtml(link.href)}" style="${styles.button}">${link.button}</a></p>`]
      : []),
    `<p style="${styles.footer}">${footer}</p>`,
    '</section>',
  ].join('\n');
}

const line = ([label, value]: readonly [string, string], style = styles.line) =>
  `<p style="${style}"><span style="${styles.label}">${escapeHtml(label)}</span>${escapeHtml(value)}</p>`;

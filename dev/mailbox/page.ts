import { escapeHtml } from '../../domain/messages/html.ts';
import type { Mail } from './store.ts';

/** A page is plain HTML without scripts; everything from a mail is escaped. Each rehearsal has its own table, the latest first. */
export function listPage(mails: Mail[]): string {
  const rehearsals = new Map<string, Mail[]>();
  for (const mail of mails) {
    const name = mail.rehearsal ?? '';
    rehearsals.set(name, [...(rehearsals.get(name) ?? []), mail]);
  }
  const tables = [...rehearsals].map(([name, own]) => (name ? `<h2>${escapeHtml(name)}</h2>` : '') + table(own));
  return page('Mailbox 邮箱', `<p>${mails.length} mails. Nothing leaves this machine.</p>${tables.join('\n')}`);
}

function table(mails: Mail[]): string {
  const rows = mails.map((mail) => {
    const link = `<a href="/mails/${escapeHtml(mail.id)}">${escapeHtml(mail.subject || '(no subject)')}</a>`;
    const cells = [escapeHtml(shortTime(mail)), escapeHtml(mail.recipients.join(', ')), link];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<table><tr><th>Business time 业务时间</th><th>To</th><th>Subject</th></tr>${rows.join('\n')}</table>`;
}

/** `2020-06-24 10:00`; mails from elsewhere know only when they came. */
function shortTime({ businessTime, receivedAt }: Mail): string {
  return (businessTime ?? receivedAt).slice(0, 16).replace('T', ' ');
}

export function mailPage(mail: Mail): string {
  const facts = [
    ['Business time 业务时间', mail.businessTime],
    ['Received', mail.receivedAt],
    ['From', mail.from],
    ['To', mail.recipients.join(', ')],
  ].flatMap(([name, value]) => (value ? [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`] : []));
  const source = `<p><a href="/mails/${escapeHtml(mail.id)}.eml">Source</a> · <a href="/">All mails</a></p>`;
  return page(mail.subject || '(no subject)', `<dl>${facts.join('')}</dl><pre>${escapeHtml(mail.text)}</pre>${source}`);
}

export function missingPage(): string {
  return page('No such mail', '<p><a href="/">All mails</a></p>');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
body { font: 16px/1.5 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
td, th { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top } pre { font: inherit; white-space: pre-wrap }
td:first-child { white-space: nowrap }
dt { font-weight: bold } dd { margin: 0 0 .5rem }
</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>\n`;
}

import type { Mail } from './store.ts';

/** A page is plain HTML without scripts; everything from a mail is escaped. */
export function listPage(mails: Mail[]): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${escapeHtml(mail.receivedAt)}</td><td>${escapeHtml(mail.recipients.join(', '))}</td><td><a href="/mails/${escapeHtml(mail.id)}">${escapeHtml(mail.subject || '(no subject)')}</a></td></tr>`,
  );
  const table = `<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>${rows.join('\n')}</table>`;
  return page(
    'Mailbox 邮箱',
    `<p>${mails.length} mails. Nothing leaves this machine.</p>${mails.length > 0 ? table : ''}`,
  );
}

export function mailPage(mail: Mail): string {
  const facts = [
    ['Received', mail.receivedAt],
    ['From', mail.from],
    ['To', mail.recipients.join(', ')],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value!)}</dd>`);
  const source = `<p><a href="/mails/${escapeHtml(mail.id)}.eml">Source</a> · <a href="/">All mails</a></p>`;
  return page(mail.subject || '(no subject)', `<dl>${facts.join('')}</dl><pre>${escapeHtml(mail.text)}</pre>${source}`);
}

export function missingPage(): string {
  return page('No such mail', '<p><a href="/">All mails</a></p>');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
body { font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
td, th { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top } pre { white-space: pre-wrap }
dt { font-weight: bold } dd { margin: 0 0 .5rem }
</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>\n`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character]!);
}

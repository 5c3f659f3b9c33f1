import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { Logger } from 'pino';
import { readReport, reportFile, reportFormats } from '../activities/reports/files.ts';
import { addressOf, markBounced, markFailed, markSent, type OutboxMail, takeUnsent } from '../db/mail/outbox.ts';
import { type Db, type Queryable, transaction } from '../db/pool.ts';
import type { ServiceSettings } from '../domain/env.ts';
import { writeMail } from '../domain/messages/mail.ts';
import { type Loop, startLoop } from './loop.ts';

export interface MailerOptions {
  db: Db;
  settings: Pick<ServiceSettings, 'smtpUrl' | 'mailFrom'> &
    Partial<Pick<ServiceSettings, 'mode' | 'temporalNamespace' | 'publicUrl'>>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause before looking again when nothing is due, milliseconds. */
  pauseMs?: number;
}

/**
 * Sends what is in the outbox, again and again until the mail server has taken it, or refused it for good. Several mailers share the work. A mailer that dies
 * between the server's yes and its own note sends that one mail twice, under the same Message-ID.
 */
export function startMailer({ db, settings, log, pauseMs = 500 }: MailerOptions): Loop {
  const transport = createTransport({
    ...{ url: settings.smtpUrl, pool: true, maxConnections: 1 },
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
  });
  const sending = startLoop(
    () =>
      sendNext(db, transport, settings, log).catch((error: unknown) => {
        log.warn({ error: codeOf(error) }, 'outbox cannot be read');
        return false;
      }),
    pauseMs,
  );
  return {
    async stop() {
      await sending.stop();
      transport.close();
    },
  };
}

/** One mail per transaction: its row stays locked while it is on its way, so that no other mailer takes it. @returns false when none was due. */
function sendNext(
  db: Db,
  transport: Transporter,
  settings: MailerOptions['settings'],
  log: MailerOptions['log'],
): Promise<boolean> {
  const from = settings.mailFrom;
  return transaction(db, async (tx) => {
    const mail = await takeUnsent(tx);
    if (!mail) return false;
    const { claimId } = mail.params;
    const facts = {
      ...{ mail: mail.id, template: mail.template, attempt: mail.attempts + 1 },
      ...(claimId && { claim: claimId }),
    };
    const send = async () => {
      const written = writeMail(mail, settings.publicUrl);
      const headers = headersOf(mail, settings);
      // On a connection of its own: what fails there leaves this one able to say so.
      const attachments = await attachmentsOf(db, mail);
      const to = addressOf(tx, mail);
      return transport.sendMail({ from, to, messageId: messageId(mail, from), headers, attachments, ...written });
    };
    try {
      await send();
      await markSent(tx, mail.id);
      log.info(facts, 'mail sent');
    } catch (error) {
      const code = codeOf(error);
      const bounced = isRefused(error);
      await (bounced ? markBounced : markFailed)(tx, mail.id, code);
      log.warn({ ...facts, error: code }, bounced ? 'mail refused for good' : 'mail not sent');
    }
    return true;
  });
}

/** The files of a report, made of what is stored: the outbox does not hold them once more. */
async function attachmentsOf(tx: Queryable, { params }: OutboxMail) {
  if (!params.reportId) return [];
  const read = await readReport(tx, String(params.reportId), Number(params.version));
  const files = await Promise.all(reportFormats.map((format) => reportFile(read, format)));
  return files.map(({ name, contentType, content }) => ({
    filename: name,
    contentType,
    content: Buffer.from(content),
  }));
}

/** A mail's own `Date` is real time; in a rehearsal business time is another, and several rehearsals may share a mailbox. */
function headersOf({ at }: OutboxMail, { mode, temporalNamespace }: MailerOptions['settings']): Record<string, string> {
  const rehearsal = mode === 'rehearsal' && temporalNamespace;
  return { 'X-Business-Time': at, ...(rehearsal && { 'X-Rehearsal': rehearsal }) };
}

/** The same for every attempt, and unlike that of any other installation. */
function messageId({ id, once_key }: OutboxMail, from: string): string {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${id}.${createHash('sha256').update(once_key).digest('hex').slice(0, 16)}@${domain}>`;
}

/** Whether the server refused the recipient or the mail itself, and for good. A sender or a sign-in that it refuses is no fault of this one mail. */
function isRefused(error: unknown): boolean {
  const { command = '', responseCode = 0 } = error as { command?: string; responseCode?: number };
  return ['RCPT TO', 'DATA'].includes(command) && responseCode >= 500;
}

/** `ECONNREFUSED`, `550`, or the kind of error: the server's own words may repeat the address. */
function codeOf(error: unknown): string {
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return String(responseCode ?? code ?? name ?? 'unknown');
}

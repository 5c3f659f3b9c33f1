import { createServer, type RequestListener } from 'node:http';
import type { Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../ports.ts';
import { listPage, mailPage, missingPage } from './page.ts';
import { type Mail, type MailStore, openMailStore } from './store.ts';

export interface MailboxOptions {
  /** Where the mails are kept. */
  folder: string;
  port?: number;
  httpPort?: number;
}

export interface Mailbox {
  readonly smtpUrl: string;
  readonly webUrl: string;
  /** All mails, the latest first. */
  messages(): Promise<Mail[]>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Takes every mail and delivers none: a page shows what would have gone out. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = await openMailStore(options.folder);
  const [port, httpPort] = [options.port ?? (await freePort()), options.httpPort ?? (await freePort())];
  const smtp = smtpServer(store);
  const web = createServer(site(store));
  await Promise.all([listen(smtp.server, port), listen(web, httpPort)]);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    web.closeAllConnections();
    await Promise.all([
      new Promise<void>((resolve) => web.close(() => resolve())),
      new Promise<void>((resolve) => smtp.close(resolve)),
    ]);
  };
  return {
    smtpUrl: `smtp://${HOST}:${port}`,
    webUrl: `http://${HOST}:${httpPort}`,
    messages: () => store.list(),
    stop: () => (stopped ??= stop()),
  };
}

function smtpServer(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onData(stream, session, done) {
      buffer(stream)
        .then((raw) =>
          store.add(
            raw,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        )
        .then(() => done(), done);
    },
  });
  // A client that hangs up is no reason to end.
  server.on('error', () => undefined);
  return server;
}

function site(store: MailStore): RequestListener {
  return async (request, response) => {
    const send = (status: number, type: string, body: string | Buffer) =>
      response
        .writeHead(status, {
          'content-type': type,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        })
        .end(body);
    const html = 'text/html; charset=utf-8';
    const path = new URL(request.url ?? '/', 'http://mailbox').pathname;
    const mails = await store.list();
    if (path === '/') return send(200, html, listPage(mails));
    if (path === '/mails.json') return send(200, 'application/json', JSON.stringify(mails));
    const [, id = '', source] = /^\/mails\/([\w-]+)(\.eml)?$/.exec(path) ?? [];
    const mail = mails.find((one) => one.id === id);
    if (!mail) return send(404, html, missingPage());
    if (source) return send(200, 'text/plain; charset=utf-8', (await store.raw(id)) ?? '');
    return send(200, html, mailPage(mail));
  };
}

function listen(server: Pick<Server, 'listen' | 'once'>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}

/** What the mailbox page shows of a mail. */
export interface ReadableMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** When it was written in business time, where the sender says so. */
  businessTime?: string;
  /** Name of the rehearsal that it belongs to. */
  rehearsal?: string;
}

/** Reads what mail programs like nodemailer write: encoded headers, base64 or quoted-printable bodies, alternatives of which the plain text is taken. */
export function readMail(raw: Buffer): ReadableMail {
  const { headers, body } = split(raw.toString('latin1'));
  const header = (name: string) => decodeWords(headers.get(name) ?? '');
  const [businessTime, rehearsal] = [headers.get('x-business-time'), headers.get('x-rehearsal')];
  return {
    ...{ from: header('from'), to: header('to'), subject: header('subject'), text: plainText(headers, body) },
    ...(businessTime && { businessTime }),
    ...(rehearsal && { rehearsal }),
  };
}

type Headers = Map<string, string>;

function split(mail: string): { headers: Headers; body: string } {
  const [head = '', ...rest] = mail.replaceAll('\r\n', '\n').split('\n\n');
  const lines = head.replace(/\n[ \t]+/g, ' ').split('\n');
  const headers = new Map(
    lines
      .filter((line) => line.includes(':'))
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );
  return { headers, body: rest.join('\n\n') };
}

function plainText(headers: Headers, body: string): string {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => split(part.replace(/^\n/, '')));
    const typeOf = (part: { headers: Headers }) => part.headers.get('content-type') ?? 'text/plain';
    const best = parts.find((part) => /^(text\/plain|multipart\/)/i.test(typeOf(part))) ?? parts[0];
    return best ? plainText(best.headers, best.body) : '';
  }
  return decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit')
    .toString('utf8')
    .trimEnd();
}

function decodeBody(body: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
      return decodeQuoted(body.replace(/=\n/g, ''));
    default:
      return Buffer.from(body, 'latin1');
  }
}

function decodeQuoted(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; the space between two such words is none. A character may be cut by their border, so bytes are joined first. */
function decodeWords(header: string): string {
  const plain = Buffer.from(header, 'latin1').toString('utf8');
  return plain.replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=\s*)+/gi, (words) => {
    const bytes = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
      kind!.toLowerCase() === 'b' ? Buffer.from(text!, 'base64') : decodeQuoted(text!.replaceAll('_', ' ')),
    );
    return Buffer.concat(bytes).toString('utf8') + (/\s$/.test(words) ? ' ' : '');
  });
}

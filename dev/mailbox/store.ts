import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReadableMail, readMail } from './mime.ts';

export interface Mail extends ReadableMail {
  /** Sorts by arrival. */
  id: string;
  receivedAt: string;
  /** To whom the mail was really delivered, whatever its headers say. */
  recipients: string[];
}

export interface MailStore {
  add(raw: Buffer, recipients: string[]): Promise<Mail>;
  /** All mails, the latest first. */
  list(): Promise<Mail[]>;
  raw(id: string): Promise<Buffer | undefined>;
}

/** Mails as files: `<id>.eml` as it came, `<id>.json` as it reads. */
export async function openMailStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  return {
    async add(raw, recipients) {
      const receivedAt = new Date().toISOString();
      count += 1;
      const id = `${receivedAt.replace(/\D/g, '')}-${String(count).padStart(6, '0')}-${createHash('sha256').update(raw).digest('hex').slice(0, 8)}`;
      const mail: Mail = { id, receivedAt, recipients, ...readMail(raw) };
      await writeFile(join(folder, `${id}.eml`), raw);
      // The list reads .json files only: renaming makes a mail appear when it is complete.
      await writeFile(join(folder, `${id}.draft`), JSON.stringify(mail));
      await rename(join(folder, `${id}.draft`), join(folder, `${id}.json`));
      return mail;
    },
    async list() {
      const names = (await readdir(folder))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .reverse();
      return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Mail));
    },
    async raw(id) {
      if (!/^[\w-]+$/.test(id)) return undefined;
      return readFile(join(folder, `${id}.eml`)).catch(() => undefined);
    },
  };
}

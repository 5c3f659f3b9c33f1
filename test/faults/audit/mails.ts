import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Queryable, rows } from '../../../db/pool.ts';
import type { Check } from './findings.ts';

/** Each mail is sent once, or, where its sender died between the server's yes and its own note, again under the same Message-ID. */
export const everyMailIsSent: Check = async ({ db, town, deaths }) => {
  const unsent = await awaitSending(db);
  const received = await messageIds(town.mailFolder);
  const outbox = await rows<{ id: number; once_key: string }>(
    db,
    'select id, once_key from outbox where sent_at is not null',
  );
  const known = new Set(outbox.map(({ id }) => id));
  const again = [...received.values()].reduce((sum, messages) => sum + messages.length - 1, 0);
  // Whatever dies interrupts at most one mail of each worker.
  const most = deaths() * Object.keys(town.services).filter((name) => name.startsWith('worker')).length;
  return [
    ...(again > most ? [`${again} mails came once more, though ${deaths()} deaths account for ${most} at most`] : []),
    ...unsent.map(({ id, once_key, last_error }) => `mail ${id} (${once_key}) is not sent: ${last_error}`),
    ...outbox.flatMap(({ id, once_key }) => {
      const times = received.get(id)?.length ?? 0;
      return times > 0 ? [] : [`mail ${id} (${once_key}) is marked as sent and was not received`];
    }),
    ...[...received].flatMap(([id, messages]) => {
      if (!known.has(id)) return [`mail ${id} was received and is not in the outbox`];
      return new Set(messages).size === 1 ? [] : [`mail ${id} came under several Message-IDs: ${messages.join(', ')}`];
    }),
  ];
};

const PATIENCE_MS = 240_000;

interface Unsent {
  id: number;
  once_key: string;
  last_error: string | null;
}

/** What could not be sent is tried again after a pause that doubles. */
async function awaitSending(db: Queryable): Promise<Unsent[]> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(500)) {
    const unsent = await rows<Unsent>(db, 'select id, once_key, last_error from outbox where sent_at is null');
    if (unsent.length === 0 || Date.now() > until) return unsent;
  }
}

/** Message-IDs of what the mailbox has taken, by number in the outbox, with which a Message-ID begins. */
async function messageIds(folder: string): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json'))) {
    const source = await readFile(join(folder, name.replace(/json$/, 'eml')), 'latin1');
    const [, message = '', id = ''] = /^Message-ID: (<(\d+)\.[^>]+>)/im.exec(source) ?? [];
    found.set(Number(id), [...(found.get(Number(id)) ?? []), message]);
  }
  return found;
}

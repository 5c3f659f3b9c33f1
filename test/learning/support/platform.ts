import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { TestApi } from '../../api/support/api.ts';

/** What a platform sends, as its own data: nothing of the system's types. */
export type SentEvent = Record<string, unknown> & { eventId: string; kind: string };

export interface Answered {
  status: number;
  body: {
    code?: string;
    accepted: number;
    duplicate: number;
    rejected: number;
    results: { eventId: string | null; outcome: string; code?: string; errors?: { path?: string; code: string }[] }[];
    rejections: { row: number; eventId: string | null; code: string }[];
    rows: number;
  };
}

/** A training platform with a connector: signs with the library of the standard, as others would, and speaks HTTP. */
export function platform({ app }: TestApi, connector: { id: string; secret: string }) {
  const answered = async (response: Response): Promise<Answered> => ({
    status: response.status,
    body: (await response.json()) as Answered['body'],
  });
  const sendRaw = async (
    body: string,
    { secret = connector.secret, at = new Date(), path = 'events', headers = {} } = {},
  ) => {
    const id = `msg_${randomUUID()}`;
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    };
    const url = `/v1/connectors/${connector.id}/${path}`;
    const all = { 'Content-Type': 'application/json', ...signed, ...headers };
    return answered(await app.request(url, { method: 'POST', headers: all, body }));
  };
  return {
    sendRaw,
    send: (events: readonly unknown[], options?: Parameters<typeof sendRaw>[1]) =>
      sendRaw(JSON.stringify({ events }), options),
    /** By hand, as the documentation shows it for files. */
    async sendFile(file: string, type: string, { hash = createHash('sha256').update(file).digest('hex') } = {}) {
      const [id, time] = [`file_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
      const key = Buffer.from(connector.secret.replace('whsec_', ''), 'base64');
      const signature = createHmac('sha256', key).update(`${id}.${time}.${hash}`).digest('base64');
      const headers = { 'Content-Type': type, 'content-sha256': hash, 'webhook-id': id, 'webhook-timestamp': time };
      const all = { ...headers, 'webhook-signature': `v1,${signature}` };
      return answered(
        await app.request(`/v1/connectors/${connector.id}/files`, { method: 'POST', headers: all, body: file }),
      );
    },
  };
}

/** Numbers that look like chance and are the same each time. */
export function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

export interface ClassOf {
  classId: string;
  trainees: number;
  lessons: number;
}

/**
 * What really happened in a class, one lesson of one to two hours an evening, and everything that the platform tells of it: some lessons are corrected,
 * some cancelled, and a tenth of the trainees comes to every second lesson only. `minutes`: per trainee, of each lesson that took place in the end.
 */
export function teach({ classId, trainees, lessons }: ClassOf, random: (below: number) => number) {
  const events: SentEvent[] = [];
  const minutes = new Map<string, number[]>();
  for (let t = 1; t <= trainees; t++) {
    const ref = String(t);
    const attended: number[] = [];
    for (let n = 0; n < lessons; n++) {
      if (t % 10 === 0 && n % 2 === 1) continue;
      const day = new Date(Date.UTC(2020, 3, 7 + n)).toISOString().slice(0, 10);
      const common = { classId, ref, kind: 'lesson', lesson: `L${n + 1}`, startedAt: `${day}T19:00:00+08:00` };
      const at = `${day}T21:30:00+08:00`;
      const first = 30 + random(91);
      const fate = random(20);
      const tell = (more: { minutes: number; revision?: number; cancelled?: boolean }) =>
        events.push({ ...common, eventId: `${ref}-${n}-${more.revision ?? 0}`, at, ...more });
      tell({ minutes: first });
      if (fate === 0) {
        const corrected = 30 + random(91);
        tell({ minutes: corrected, revision: 1 });
        attended.push(corrected);
      } else if (fate === 1) tell({ minutes: first, revision: 1, cancelled: true });
      else attended.push(first);
    }
    minutes.set(ref, attended);
    const common = { classId, ref, at: '2020-04-20T20:00:00+08:00' };
    events.push({ ...common, eventId: `${ref}-sign-in`, kind: 'sign-in', device: 'ab'.repeat(32) });
    events.push({ ...common, eventId: `${ref}-practice`, kind: 'practice', minutes: 20 });
    events.push({ ...common, eventId: `${ref}-question`, kind: 'question', answered: true });
    events.push({ ...common, eventId: `${ref}-test`, kind: 'assessment', passed: t % 7 > 0, score: 60 + (t % 40) });
    events.push({ ...common, eventId: `${ref}-face`, kind: 'face-check', passed: t % 5 > 0, image: `faces/${ref}` });
    events.push({ ...common, eventId: `${ref}-random`, kind: 'random-verification', passed: true });
    events.push({ ...common, eventId: `${ref}-image`, kind: 'image', image: `rooms/2020-04-20/${ref}` });
    events.push({
      ...common,
      eventId: `${ref}-feedback`,
      kind: 'feedback',
      rating: 1 + (t % 5),
      text: `第${ref}条意见`,
    });
  }
  return { events, minutes };
}

import { isDeepStrictEqual } from 'node:util';
import { idOf } from '../../../api/ids.ts';
import { rows } from '../../../db/pool.ts';
import { type Check, named } from './findings.ts';

/** Acts that are numbered on a claim or a recovery. */
const isNumbered = /^\/v1\/(claims(\/[^/]+\/(?!fraud)[^/]+)?$|objections\/|recoveries\/)/;

/** Every act that was answered has happened once, every transition is there, and every key has its answer. */
export const actsHappenedOnce: Check = async ({ db, office, cases }) => {
  const keys = await rows<{ key: string; route: string; act_id: string; status: number | null }>(
    db,
    'select key, route, act_id, status from idempotency_keys',
  );
  const transitions = await rows<{ claim_id: string; n: number; act: string; dossier_id: string | null }>(
    db,
    'select claim_id, n, act, dossier_id from transitions order by claim_id, n',
  );
  const onRecoveries = await rows<{ id: string; n: number }>(
    db,
    `select detail->>'dossierId' as id, count(*) as n from recovery_acts where detail->>'dossierId' is not null group by 1`,
  );
  const times = new Map(onRecoveries.map(({ id, n }) => [id, n]));
  // The bank's answer for one payment, and what a ruling on fraud has changed, may be told again.
  for (const { act, dossier_id: id } of transitions)
    if (id && act !== 'recordPayment' && act !== 'recount') times.set(id, (times.get(id) ?? 0) + 1);
  const byKey = new Map(keys.map((row) => [row.key, row]));

  const found = keys
    .filter(({ status }) => status === null)
    .map(({ key, route }) => `key ${key} of ${route} has no answer`);
  for (const { key, path, status } of office.answered) {
    const row = byKey.get(key);
    if (row?.status !== status) found.push(`${path} was answered ${status}, and its key keeps ${row?.status}`);
    if (!row || !isNumbered.test(path)) continue;
    const happened = times.get(idOf('D', row.act_id)) ?? 0;
    if (happened !== 1) found.push(`${path} was answered ${status} and has happened ${happened} times`);
  }
  for (const [dossier, n] of times) if (n > 1) found.push(`submission ${dossier} has moved its claim ${n} times`);
  for (const one of cases) {
    const own = transitions.filter(({ claim_id }) => claim_id === one.id).map(({ n }) => n);
    if (own.some((n, i) => n !== i + 1)) found.push(`${named(one)} has transitions ${own.join(', ')}`);
  }
  return found;
};

/** Who asks again with the same key gets the same answer again. */
export const answersAreRepeated: Check = async ({ town, office }) => {
  const found: string[] = [];
  const every = Math.max(1, Math.floor(office.answered.length / SAMPLE));
  for (const { key, path, who, body, status, answer } of office.answered.filter((_, i) => i % every === 0)) {
    const token = who && (await office.tokenOf(who));
    const response = await fetch(Object.values(town.apis)[0] + path, {
      method: 'POST',
      headers: {
        'Content-Type': body.contentType,
        'Idempotency-Key': key,
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body.content,
    });
    const same = response.status === status && isDeepStrictEqual(await response.json(), answer);
    if (!same || response.headers.get('Idempotency-Replayed') !== 'true')
      found.push(`${path}: repeated with its key, the answer is another one (${response.status})`);
  }
  return found;
};

const SAMPLE = 40;

import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import {
  decideExchange,
  type ExchangeRow,
  findExchange,
  lockExchange,
  proposeExchange,
  waitingExchanges,
} from '../../db/exchange/exchanges.ts';
import { transaction } from '../../db/pool.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { agreementsIn } from '../../domain/exchange/agreements.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { cite, resolve } from '../../domain/rules/param.ts';
import type { Actor } from '../auth/tokens.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { placeOf } from '../people/place.ts';
import { disclose } from '../privacy.ts';
import { type Content, contentOf } from './content.ts';
import type { Exchange, ExchangeBody, ExchangeDecisionBody } from './schemas.ts';

type View = z.infer<typeof Exchange>;
type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;

/**
 * Proposes a file for another authority, as far as the place has agreed to share.
 * @throws Problem `exchange-not-agreed`, `exchange-period-open`, `exchange-too-large`, `invalid-input`
 */
export async function propose(
  deps: Deps,
  { actor, attempt }: Call,
  bodySha256: string,
  { partner, from, to }: z.infer<typeof ExchangeBody>,
): Promise<View> {
  const place = placeOf(actor);
  const at = msToInstant(await deps.clock.now());
  const today = localDateOf(at);
  const figure = resolve(deps.registry.find(place).parameters, today)['exchange-agreements'];
  const agreements = agreementsIn(figure);
  const agreement = agreements[partner];
  const known = Object.keys(agreements).join(', ') || '–';
  if (!figure || !agreement) throw new Problem('exchange-not-agreed', { partner, known });
  if (from > to) throw new Problem('invalid-input', {}, [fault('period-order', { path: 'from' })]);
  // What is still being earned would make another file tomorrow.
  if (to >= today) throw new Problem('exchange-period-open', { today });
  return transaction(deps.pool, async (tx) => {
    const { rows, persons, sha256 } = await contentOf(tx, { partner, agreement, jurisdiction: place, from, to });
    const proposed = {
      ...{ id: idOf('EX', attempt.actId), jurisdiction: place, partner, from_on: from, to_on: to, agreement, sha256 },
      ...{ source: cite(figure.source), persons: persons.length, rows: rows.length },
      ...{ proposed_by: actor.subject, proposed_at: at },
    };
    await proposeExchange(tx, proposed);
    const view = viewOf({ ...proposed, status: 'proposed', decided_by: null, decided_at: null });
    await attempt.finish(tx, bodySha256, { status: 201, location: null, body: view });
    const of = { place, ids: [view.id, partner] };
    await appendEntries(tx, [await deps.audit.entryOf({ actor, act: 'propose-exchange', of, outcome: 'done' })]);
    return view;
  });
}

/** Another person decides. @throws Problem `exchange-unknown`, `exchange-decided`, `another-person-required`, `exchange-changed` */
export async function decide(
  deps: Deps,
  { actor, attempt }: Call,
  bodySha256: string,
  id: string,
  { decision }: z.infer<typeof ExchangeDecisionBody>,
): Promise<View> {
  const at = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    const proposed = await lockExchange(tx, id, actor.jurisdiction ?? null);
    if (!proposed) throw new Problem('exchange-unknown');
    if (proposed.status !== 'proposed') throw new Problem('exchange-decided');
    if (proposed.proposed_by === actor.subject) throw new Problem('another-person-required');
    if (decision === 'approve') demandSame(proposed, await contentOf(tx, asked(proposed)));
    const status = decision === 'approve' ? 'approved' : 'refused';
    await decideExchange(tx, id, { status, by: actor.subject, at });
    const view = viewOf({ ...proposed, status, decided_by: actor.subject, decided_at: at });
    await attempt.finish(tx, bodySha256, { status: 200, location: null, body: view });
    const of = { place: proposed.jurisdiction, ids: [id, proposed.partner] };
    await appendEntries(tx, [await deps.audit.entryOf({ actor, act: `${decision}-exchange`, of, outcome: 'done' })]);
    return view;
  });
}

/**
 * What an approved file tells. The audit log names everybody in it and the authority, before it leaves.
 * @throws Problem `exchange-unknown`, `exchange-not-approved`, `exchange-changed`
 */
export async function fileOf(deps: Deps, actor: Actor, id: string): Promise<{ exchange: View; content: Content }> {
  const found = await findExchange(deps.pool, id, actor.jurisdiction ?? null);
  if (!found) throw new Problem('exchange-unknown');
  if (found.status !== 'approved') throw new Problem('exchange-not-approved');
  const content = await disclose(deps, {
    ...{ actor, what: `exchange-${found.partner}`, of: { place: found.jurisdiction, ids: [id] }, duty: 'exchange' },
    persons: ({ persons }) => persons,
    open: () =>
      transaction(deps.pool, async (tx) => {
        const content = await contentOf(tx, asked(found));
        demandSame(found, content);
        return content;
      }),
  });
  return { exchange: viewOf(found), content };
}

const asked = ({ partner, agreement, jurisdiction, from_on: from, to_on: to }: ExchangeRow) => {
  return { partner, agreement, jurisdiction, from, to };
};

/** What leaves is what was approved. */
function demandSame({ sha256 }: ExchangeRow, content: Content): void {
  if (content.sha256 !== sha256) throw new Problem('exchange-changed');
}

export function viewOf(one: ExchangeRow): View {
  const { zh, en, basis, fields } = one.agreement;
  return {
    ...{ id: one.id, jurisdiction: one.jurisdiction, partner: one.partner, from: one.from_on, to: one.to_on },
    ...{ purpose: { zh, en, basis }, fields: [...fields], source: one.source, persons: one.persons, rows: one.rows },
    ...{ sha256: one.sha256, status: one.status, proposedBy: one.proposed_by, proposedAt: one.proposed_at },
    ...{ decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}

/** Who proposed one is not waited for. */
export async function exchangeTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingExchanges(deps.pool, actor.jurisdiction ?? null, limit, actor.subject);
  return waiting.map(({ id, jurisdiction, status }) =>
    taskOf(deps, { jurisdiction, workflow_id: null }, { act: 'exchange-decision', exchangeId: id, stage: status }),
  );
}

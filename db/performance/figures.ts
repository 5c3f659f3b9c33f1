import type { Month } from '../../domain/calendar/month.ts';
import type { Fund } from '../../domain/money/types.ts';
import { type Count, type Figures, noFigures, type Sum } from '../../domain/performance/figures.ts';
import { monthOfSet } from '../money/closings.ts';
import { movements } from '../money/ledger-months.ts';
import { type Queryable, rows } from '../pool.ts';

/** Of a place, from month to month, both inclusive. */
export interface Asked {
  jurisdiction: string;
  from: Month;
  to: Month;
}

const monthOf = (at: string) => `to_char(${at} at time zone 'Asia/Shanghai', 'YYYY-MM')`;
const dayOf = (at: string) => `(${at} at time zone 'Asia/Shanghai')::date`;
const asked = (month: string) => `c.jurisdiction = $1 and ${month} between $2 and $3`;
const is = (name: Count, condition: string) => `count(*) filter (where ${condition}) as "${name}"`;

const filed = monthOf('c.filed_at');
const moved = monthOf('t.at');
const earned = monthOf('e.earned_at');
const judged = monthOf('v.at');
const paid = monthOf('p.first');

/** Each answers counts by programme and month. No row of any tells who. */
const queries = [
  `select c.programme, ${filed} as month, count(*) as filed, sum(c.trainees) as planned from claims c where ${asked(filed)} group by 1, 2`,
  `select c.programme, ${moved} as month,
     ${is('approved', `t.act in ('approveFiling', 'approveApplication') and t.detail->>'nothingDue' = 'false'`)},
     ${is('rejected', `t.to_stage = 'rejected' and t.from_stage is distinct from 'rejected'`)},
     ${is('lapsed', `t.act = 'lapse'`)}, ${is('withdrawn', `t.act = 'withdraw'`)}, ${is('overdueReviews', `t.act = 'escalateReview'`)}
   from transitions t join claims c on c.id = t.claim_id where ${asked(moved)} group by 1, 2`,
  `select c.programme, ${earned} as month, ${is('attended', 'e.class_hours > 0')}, ${is('certified', 'e.certificate is not null')},
     sum(e.class_hours) as "classHours"
   from credit_entries e join claims c on c.id = e.claim_id where e.status = 'standing' and ${asked(earned)} group by 1, 2`,
  `select c.programme, ${paid} as month, count(*) as "claimsPaid", sum(${dayOf('p.first')} - ${dayOf('c.filed_at')}) as "daysToPayment"
   from (select claim_id, min(paid_at) as first from payments where status = 'paid' group by 1) p join claims c on c.id = p.claim_id
   where ${asked(paid)} group by 1, 2`,
  `select c.programme, ${judged} as month, count(distinct (v.claim_id, v.ref)) as evaluated, count(*) as opinions, sum(v.rating) as ratings,
     ${is('improved', 'v.skill_improved')}, ${is('kept', `v.outcome = 'kept'`)}, ${is('promoted', `v.outcome = 'promoted'`)},
     ${is('newJob', `v.outcome = 'new-job'`)}, ${is('left', `v.outcome = 'left'`)}
   from (select distinct on (claim_id, ref, side) * from evaluations order by claim_id, ref, side, seq desc) v
   join claims c on c.id = v.claim_id where ${asked(judged)} group by 1, 2`,
  `select programme, month, sum(persons) as persons from (
     select distinct c.id, c.programme, ${monthOfSet} as month,
       coalesce(nullif((select count(distinct l.ref) from lines l where l.claim_id = c.id and l.amount_fen > 0), 0), c.trainees) as persons
     from ledger_sets s join claims c on c.id = s.claim_id where ${asked(monthOfSet)}) behind group by 1, 2`,
];

const money = `
  select c.programme, ${monthOfSet} as month, s.fund, ${movements}
  from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq) join claims c on c.id = s.claim_id
  where s.jurisdiction = $1 and ${monthOfSet} between $2 and $3 group by 1, 2, 3`;

/** By programme and month, in the order of both. Read at one moment. */
export async function figuresOf(db: Queryable, { jurisdiction, from, to }: Asked): Promise<Figures[]> {
  const found = new Map<string, Figures>();
  const rowOf = (programme: string, month: string): Figures => {
    const key = `${programme} ${month}`;
    const row = found.get(key) ?? noFigures(programme, month);
    found.set(key, row);
    return row;
  };
  const period = [jurisdiction, from, to];
  for (const query of queries) {
    for (const { programme, month, ...counted } of await rows<Grouped>(db, query, period)) {
      Object.assign(rowOf(programme, month).counts, counted);
    }
  }
  for (const { programme, month, fund, ...summed } of await rows<Grouped & { fund: Fund }>(db, money, period)) {
    const of = rowOf(programme, month).money[fund];
    for (const [sum, fen] of Object.entries(summed)) of[sum as Sum] = Number(fen);
  }
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

type Grouped = { programme: string; month: string } & Record<string, unknown>;

const keyOf = ({ programme, month }: Figures) => `${programme} ${month}`;

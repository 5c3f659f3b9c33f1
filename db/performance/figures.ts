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

const local = (at: string) => `${at} at time zone 'Asia/Shanghai'`;
const dayOf = (at: string) => `(${local(at)})::date`;
const is = (name: Count, condition: string) => `count(*) filter (where ${condition}) as "${name}"`;

/** Of the place's claims `c` what happened `at` an instant of these months. Instants are compared, and months are written down once they are counted. */
const during = (at: string) => `c.jurisdiction = $1 and ${at} >= ${local(`($2 || '-01')::timestamp`)}
  and ${at} < ${local(`(($3 || '-01')::timestamp + interval '1 month')`)}`;
const monthOf = (at: string) => `date_trunc('month', ${local(at)})`;
const counted = (at: string, columns: string, from: string) =>
  `select c.programme, to_char(${monthOf(at)}, 'YYYY-MM') as month, ${columns} from ${from} where ${during(at)} group by 1, ${monthOf(at)}`;

/** Each answers counts by programme and month. No row of any tells who. */
const queries = [
  counted('c.filed_at', 'count(*) as filed, sum(c.trainees) as planned', 'claims c'),
  counted(
    't.at',
    `${is('approved', `t.act in ('approveFiling', 'approveApplication') and t.detail->>'nothingDue' = 'false'`)},
     ${is('rejected', `t.to_stage = 'rejected' and t.from_stage is distinct from 'rejected'`)},
     ${is('lapsed', `t.act = 'lapse'`)}, ${is('withdrawn', `t.act = 'withdraw'`)}, ${is('overdueReviews', `t.act = 'escalateReview'`)}`,
    'transitions t join claims c on c.id = t.claim_id',
  ),
  counted(
    'e.earned_at',
    `${is('attended', 'e.class_hours > 0')}, ${is('certified', 'e.certificate is not null')}, sum(e.class_hours) as "classHours"`,
    `(select * from credit_entries where status = 'standing') e join claims c on c.id = e.claim_id`,
  ),
  counted(
    'p.first',
    `count(*) as "claimsPaid", sum(${dayOf('p.first')} - ${dayOf('c.filed_at')}) as "daysToPayment"`,
    `(select p.claim_id, min(p.paid_at) as first from payments p where p.status = 'paid' group by 1) p join claims c on c.id = p.claim_id`,
  ),
  counted(
    'v.at',
    `count(distinct (v.claim_id, v.ref)) as evaluated, count(*) as opinions, sum(v.rating) as ratings,
     ${is('improved', 'v.skill_improved')}, ${is('kept', `v.outcome = 'kept'`)}, ${is('promoted', `v.outcome = 'promoted'`)},
     ${is('newJob', `v.outcome = 'new-job'`)}, ${is('left', `v.outcome = 'left'`)}`,
    `(select distinct on (claim_id, ref, side) * from evaluations order by claim_id, ref, side, seq desc) v
     join claims c on c.id = v.claim_id`,
  ),
  // Whom the money of a month is for: counted once per claim, however often it was booked.
  `select c.programme, b.month, sum(coalesce(l.persons, c.trainees)) as persons
   from (select distinct s.claim_id, ${monthOfSet} as month from ledger_sets s
     where s.jurisdiction = $1 and ${monthOfSet} between $2 and $3) b
   join claims c on c.id = b.claim_id
   left join (select l.claim_id, count(distinct l.ref) as persons from lines l join claims o on o.id = l.claim_id
     where o.jurisdiction = $1 and l.amount_fen > 0 group by 1) l on l.claim_id = c.id group by 1, 2`,
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

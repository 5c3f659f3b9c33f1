import type { LocalDate } from '../calendar/date.ts';
import { say } from '../messages/index.ts';
import { numberOf } from '../rules/figures.ts';
import type { CapRule } from '../rules/jurisdiction.ts';
import { cite, type Resolved } from '../rules/param.ts';
import type { Certificate, Line } from './types.ts';
import { decimalYuan } from './yuan.ts';

/** What a person already took under a cap, in the cap's scope and period. */
export interface CapUse {
  /** Fen reserved or paid. */
  fen?: number;
  /** Subsidies reserved or paid. */
  count?: number;
  certificates?: readonly { occupation: string; level: number | null }[];
}

/** The name under which a person's use of a cap is kept, such as `wuxi-10-window` or `guangdong-43:2020`. Undefined facts: the class's end falls back on its opening, then on filing. */
export function capScope(
  cap: CapRule,
  facts: { filedOn?: LocalDate; classOpenedOn?: LocalDate; classEndedOn?: LocalDate },
): string {
  if (cap.period !== 'class-end-year') return `${cap.scope}-${cap.period}`;
  const day = facts.classEndedOn ?? facts.classOpenedOn ?? facts.filedOn;
  if (!day) throw new Error(`cap ${cap.scope} counts by year, but no day is known`);
  return `${cap.scope}:${day.slice(0, 4)}`;
}

/** Limits are for training subsidies; a living allowance has none. */
export const isCapped = (component: Line['component']) => component === 'training-subsidy';

/** Applies a cap to a line: pure, given what the person already took. The trace keeps the full amount and what the cap takes from it. */
export function applyCap(
  line: Line,
  cap: CapRule,
  limit: Resolved,
  used: CapUse,
  certificate?: Certificate | null,
): Line {
  if (line.amountFen === 0 || limit.value === null) return line;
  if (cap.kind === 'amount') return byAmount(line, limit, used.fen ?? 0);
  if (cap.kind === 'count') return byCount(line, limit, used.count ?? 0);
  return limit.value === true ? once(line, limit, used.certificates ?? [], certificate) : line;
}

function byAmount(line: Line, limit: Resolved, usedFen: number): Line {
  const limitFen = numberOf(limit);
  const room = Math.max(0, limitFen - usedFen);
  if (line.amountFen <= room) return line;
  const reason = room === 0 ? 'cap-reached' : 'cap-applied';
  const detail = { limitFen, usedFen, roomFen: room };
  return reduced(line, limit, room, reason, detail, { limitYuan: yuan(limitFen) });
}

function byCount(line: Line, limit: Resolved, count: number): Line {
  if (count < numberOf(limit)) return line;
  const detail = { limit: numberOf(limit), count };
  return reduced(line, limit, 0, 'subsidy-count-reached', detail, { limit: numberOf(limit) });
}

/** The same occupation and level only once, and none for a lower level after a higher one. Level 5 is the lowest, 1 the highest; certificates without level only meet each other. */
function once(
  line: Line,
  rule: Resolved,
  earlier: NonNullable<CapUse['certificates']>,
  certificate?: Certificate | null,
): Line {
  const level = certificate?.level ?? null;
  const blocking = earlier.find(
    (other) =>
      other.occupation === certificate?.occupation &&
      (level === null || other.level === null ? other.level === level : other.level <= level),
  );
  if (!blocking) return line;
  return reduced(line, rule, 0, 'certificate-already-subsidised', { earlierLevel: blocking.level ?? 'none' }, {});
}

function reduced(
  line: Line,
  limit: Resolved,
  toFen: number,
  code: 'cap-reached' | 'cap-applied' | 'subsidy-count-reached' | 'certificate-already-subsidised',
  detail: Record<string, string | number>,
  params: Record<string, string | number>,
): Line {
  const source = cite(limit.source);
  return {
    ...line,
    eligible: toFen > 0,
    amountFen: toFen,
    trace: [...line.trace, { rule: limit.name, source, amountFen: toFen - line.amountFen, detail }],
    code,
    messages: say(code, params),
    source,
  };
}

function yuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : decimalYuan(fen);
}

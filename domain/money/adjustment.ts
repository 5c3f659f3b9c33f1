/** One part of what a person brings in a component, as it stands. Sums in fen. */
export interface Part {
  part: number;
  status: 'fixed' | 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen' | 'revoked';
  amountFen: number;
  /** Of what was paid: what is recovered, because it was too much. */
  reducedFen: number;
}

/** What becomes of the parts when the entitlement becomes another amount. Fen. */
export interface Adjustment {
  beforeFen: number;
  afterFen: number;
  /** Paid, and not recovered. */
  paidFen: number;
  /** A part that is not paid gets another amount; 0: it falls. */
  replace: { part: number; fen: number } | null;
  /** What comes on top of what is paid. */
  add: { part: number; fen: number } | null;
  /** What was paid too much. */
  reduce: { part: number; fen: number }[];
  /** A ruling has taken it, in whole or in part: it is left alone. */
  ruled: boolean;
  /** It brought nothing, so it was not published, and the notice is over: it stays as it is. */
  unpublished: boolean;
}

/** Of the trace of a line of which a part was paid, or is recovered: what the calculation gives is more, or less, than this part. */
export const otherParts = 'repinning';

const unpaid = ['fixed', 'payable', 'in-batch'];
const netFen = ({ amountFen, reducedFen }: Part) => amountFen - reducedFen;

/**
 * How the parts of one line become an entitlement of `toFen`: what is not paid yet takes the difference, then what is paid. A line that a ruling
 * has taken, in whole or in part, is left alone.
 */
export function adjust(parts: readonly Part[], toFen: number, noticeOver: boolean): Adjustment {
  const standing = parts.filter(({ status }) => status !== 'fallen' && status !== 'revoked');
  const paid = standing.filter(({ status }) => status === 'paid' || status === 'returned');
  const open = standing.find(({ status }) => unpaid.includes(status));
  const beforeFen = sum(standing);
  const paidFen = sum(paid);
  const none: Adjustment = {
    ...{
      beforeFen,
      afterFen: beforeFen,
      paidFen,
      replace: null,
      add: null,
      reduce: [],
      ruled: false,
      unpublished: false,
    },
  };
  const ruled = parts.some(({ status, amountFen }) => status === 'revoked' || (status === 'fallen' && amountFen > 0));
  if (ruled) return { ...none, ruled };
  if (toFen === beforeFen) return none;
  if (standing.length === 0) {
    if (noticeOver) return { ...none, unpublished: true };
    const [first] = parts;
    const due = { part: first?.part ?? 1, fen: toFen };
    return { ...none, afterFen: toFen, ...(first ? { replace: due } : { add: due }) };
  }
  const openFen = Math.max(0, toFen - paidFen);
  const last = Math.max(...parts.map(({ part }) => part));
  return {
    ...{ beforeFen, afterFen: toFen, paidFen, ruled: false, unpublished: false },
    replace: open && open.amountFen !== openFen ? { part: open.part, fen: openFen } : null,
    add: !open && openFen > 0 ? { part: last + 1, fen: openFen } : null,
    reduce: reductions(paid, Math.max(0, paidFen - toFen)),
  };
}

/** The part that was paid last is taken back first. */
function reductions(paid: readonly Part[], fen: number): Adjustment['reduce'] {
  let left = fen;
  return [...paid].reverse().flatMap((one) => {
    const taken = Math.min(left, netFen(one));
    left -= taken;
    return taken > 0 ? [{ part: one.part, fen: taken }] : [];
  });
}

const sum = (parts: readonly Part[]) => parts.reduce((fen, one) => fen + netFen(one), 0);

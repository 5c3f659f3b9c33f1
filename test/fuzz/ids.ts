/** Lists whose things have an address of their own, by the name under which answers hold their ids. */
const holders: Record<string, string> = {
  claimId: 'claims',
  fileId: 'files',
  rosterId: 'rosters',
  draftId: 'drafts',
  noticeId: 'public-notices',
  disbursementId: 'disbursements',
  paymentId: 'payment-returns',
  recoveryId: 'recoveries',
  repaymentId: 'repayments',
  refundId: 'refunds',
  findingId: 'fraud-findings',
};

/** Things inside an answer that have ids, by the name of their list. */
const lists: Record<string, string> = {
  objections: 'objections',
  fraudFindings: 'fraud-findings',
  paymentReturns: 'payment-returns',
  recoveries: 'recoveries',
  repayments: 'repayments',
  refunds: 'refunds',
  notice: 'public-notices',
};

const collections = new Set([...Object.values(holders), ...Object.values(lists), 'api-keys', 'previews']);

/** What an answer tells of a thing. */
export type Thing = Record<string, unknown>;

/** What has ids, by its list: `[claims, c1, {…}]`; without what is told of it where only its id stands. `path` is the call's. */
export function thingsIn(answer: unknown, path: string): [list: string, id: string, thing?: Thing][] {
  return walk(answer, answered(path));
}

/** Of which list that is what a call answers: mostly the last one of its path. */
function answered(path: string): string | undefined {
  if (path.endsWith('/ruling')) return 'claims';
  if (path.startsWith('/v1/recoveries')) return 'recoveries';
  if (path.endsWith('/payments')) return 'payment-returns';
  return path.split('/').findLast((part) => collections.has(part));
}

function walk(value: unknown, list: string | undefined): [string, string, Thing?][] {
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((item) => walk(item, list));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]): [string, string, Thing?][] => {
    if (typeof held === 'string') {
      if (name === 'id') return list ? [[list, held, value as Thing]] : [];
      const of = holders[name];
      return of ? [[of, held]] : [];
    }
    return walk(held, name === 'items' ? list : lists[name]);
  });
}

/** Which list the parameter of a path names. */
export function listOf(path: string, parameter: string): string {
  const parts = path.split('/');
  return parts[parts.indexOf(`{${parameter}}`) - 1]!;
}

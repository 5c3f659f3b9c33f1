/** Lists whose things have an address of their own, by the name under which answers hold their ids. */
const holders: Record<string, string> = {
  claimId: 'claims',
  fileId: 'files',
  rosterId: 'rosters',
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

const collections = new Set([...Object.values(holders), ...Object.values(lists), 'api-keys']);

/** What has ids, by its list: `[claims, c1]`. `path` is the call's: what it answers is one of its last list. */
export function idsIn(answer: unknown, path: string): [list: string, id: string][] {
  const segments = path.split('/').filter((part) => !part.startsWith('{'));
  const list = segments.at(-1) === 'payments' ? 'payment-returns' : segments.findLast((part) => collections.has(part));
  return walk(answer, list);
}

function walk(value: unknown, list: string | undefined): [string, string][] {
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((item) => walk(item, list));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]): [string, string][] => {
    if (typeof held === 'string') {
      const of = name === 'id' ? list : holders[name];
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

import type { Role } from '../../../api/auth/access.ts';
import type { Thing } from './belongings.ts';

/** The workflow was asked: access was granted before, and nothing of somebody else's gets that far. */
export const reached = 409;

type Status = number | ({ others: number } & Partial<Record<Role, number>>);

/**
 * What a call answers to a role that may make it (any other role gets 403, whatever the address names).
 * `own`: of the claimant, or of the official's place. `foreign`: of another claimant, of an account with the same code but of another kind,
 * of another place; and, so that nobody learns what exists, of nobody.
 */
export type Answers =
  | { names: Thing | 'place'; own: Status; foreign: number; by?: 'query' | 'body' }
  /** Exactly what is one's own, whatever is asked for. */
  | { lists: Thing | 'place' }
  /** What is made belongs to who makes it; ids inside the body have tests of their own. */
  | { makes: Thing | 'roster' | 'clock' }
  /** The same for everybody: nothing in it is anybody's. */
  | { open: true }
  /** Whose it is shows only inside; the test that tells it. */
  | { toldBy: string };

const reads = (names: Thing, own: Status = 200): Answers => ({ names, own, foreign: 404 });
const acts = (names: Thing, own: Status = reached): Answers => ({ names, own, foreign: 404 });
const open: Answers = { open: true };

/** Every call of the API. The test fails for a call without a row here. */
export const answers: Record<string, Answers> = {
  'GET /': open,
  'GET /healthz': open,
  'GET /readyz': open,
  'GET /metrics': open,
  'GET /openapi.json': open,
  'GET /docs': open,
  'GET /docs/style.css': open,
  'GET /docs/problems': open,
  'POST /v1/rehearsal/token': open,
  'GET /v1/clock': open,
  'POST /v1/rehearsal/clock': { makes: 'clock' },
  'GET /v1/jurisdictions': open,
  'GET /v1/jurisdictions/{slug}': open,
  'GET /v1/jurisdictions/{slug}/privacy-note': open,
  'POST /v1/quotes': open,
  'POST /v1/timetables': open,
  'POST /v1/api-keys': { makes: 'key' },
  'GET /v1/api-keys': { lists: 'key' },
  'POST /v1/api-keys/{id}/revocation': acts('key', 200),
  'POST /v1/connectors': { toldBy: 'test/learning/platform.test.ts' },
  'GET /v1/connectors': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/connectors/{id}/secrets': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/connectors/{id}/secrets/{no}/revocation': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/connectors/{id}/revocation': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/connectors/{id}/events': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/connectors/{id}/files': { toldBy: 'test/learning/platform.test.ts' },
  'POST /v1/registrations': { toldBy: 'test/registration/registration.test.ts' },
  'POST /v1/rosters': { makes: 'roster' },
  'POST /v1/files': { makes: 'file' },
  'GET /v1/files/{id}': reads('file', {
    ...{ enterprise: 200, institution: 200, individual: 200, reviewer: 200, supervisor: 200, inspector: 200 },
    others: 404,
  }),
  'POST /v1/claims': { makes: 'claim' },
  'GET /v1/claims': { lists: 'claim' },
  'GET /v1/claims/{id}': reads('claim'),
  'GET /v1/claims/{id}/timeline': reads('claim'),
  'GET /v1/claims/{id}/dossier': reads('claim'),
  'GET /v1/claims/{id}/certificates': reads('claim'),
  'GET /v1/claims/{id}/archive': reads('claim'),
  'GET /v1/claims/{id}/trace': reads('claim'),
  'GET /v1/claims/{id}/learning': reads('claim'),
  'GET /v1/tasks': { lists: 'claim' },
  'POST /v1/claims/{id}/resubmission': acts('claim'),
  'POST /v1/claims/{id}/filing-review': acts('claim'),
  'POST /v1/claims/{id}/advance-request': acts('claim'),
  'POST /v1/claims/{id}/training-start': acts('claim'),
  'POST /v1/claims/{id}/learning-records': acts('claim'),
  'POST /v1/claims/{id}/training-completion': acts('claim'),
  'POST /v1/claims/{id}/verification': acts('claim'),
  'POST /v1/claims/{id}/application': acts('claim'),
  'POST /v1/claims/{id}/application-review': acts('claim'),
  'POST /v1/claims/{id}/withdrawal': acts('claim'),
  'POST /v1/claims/{id}/evaluation': acts('claim', 201),
  'GET /v1/public-notices': open,
  'GET /v1/public-notices/{id}': open,
  'POST /v1/public-notices/{id}/objections': open,
  'POST /v1/objections/{id}/ruling': acts('objection'),
  'GET /v1/disbursements': { lists: 'batch' },
  'GET /v1/disbursements/{id}': reads('batch'),
  'GET /v1/disbursements/{id}/payments': reads('batch'),
  'POST /v1/disbursements/{id}/submission': acts('batch'),
  'POST /v1/disbursements/{id}/approval': acts('batch'),
  'GET /v1/disbursements/{id}/bank-file': reads('batch'),
  'POST /v1/disbursements/{id}/bank-results': acts('batch'),
  'GET /v1/payment-returns': { lists: 'return' },
  'GET /v1/payment-returns/{id}': reads('return'),
  'POST /v1/payment-returns/{id}/account-correction': acts('return'),
  'POST /v1/payment-returns/{id}/confirmation': acts('return'),
  // The claim's law is not pinned here; who changes what is told with a claim that is.
  'POST /v1/claims/{id}/changes': { toldBy: 'test/changes/stories.test.ts' },
  'GET /v1/claims/{id}/changes': reads('claim'),
  'GET /v1/claims/{id}/changes/{changeId}': { toldBy: 'test/changes/stories.test.ts' },
  'POST /v1/claims/{id}/changes/{changeId}/review': { toldBy: 'test/changes/stories.test.ts' },
  // Nothing is pinned there for a class that has not opened.
  'POST /v1/claims/{id}/repinning': acts('claim', 409),
  'GET /v1/claims/{id}/repinning': reads('claim'),
  'GET /v1/claims/{id}/repinning/{repinningId}': { toldBy: 'test/changes/repinning.test.ts' },
  'POST /v1/claims/{id}/repinning/{repinningId}/decision': { toldBy: 'test/changes/repinning.test.ts' },
  // The claim has no decision yet, so nothing can be set aside.
  'POST /v1/claims/{id}/reopenings': acts('claim', 409),
  'GET /v1/claims/{id}/reopenings': reads('claim'),
  'GET /v1/claims/{id}/reopenings/{reopeningId}': { toldBy: 'test/changes/reopening.test.ts' },
  'POST /v1/claims/{id}/reopenings/{reopeningId}/decision': { toldBy: 'test/changes/reopening.test.ts' },
  'POST /v1/claims/{id}/administrative-reviews': acts('claim', 409),
  'GET /v1/claims/{id}/administrative-reviews': reads('claim'),
  'GET /v1/claims/{id}/administrative-reviews/{reviewId}': { toldBy: 'test/changes/administrative-review.test.ts' },
  'POST /v1/claims/{id}/administrative-reviews/{reviewId}/outcome': {
    toldBy: 'test/changes/administrative-review.test.ts',
  },
  'POST /v1/claims/{id}/administrative-reviews/{reviewId}/confirmation': {
    toldBy: 'test/changes/administrative-review.test.ts',
  },
  'POST /v1/claims/{id}/fraud-findings': acts('claim', 201),
  'POST /v1/fraud-findings/{id}/ruling': acts('finding'),
  'GET /v1/recoveries': { lists: 'recovery' },
  'GET /v1/recoveries/{id}': reads('recovery'),
  'POST /v1/recoveries/{id}/instalments': acts('recovery'),
  'POST /v1/recoveries/{id}/repayments': acts('recovery'),
  'POST /v1/recoveries/{id}/repayments/{repaymentId}/confirmation': acts('recovery'),
  // Nothing is owed, and there is no refund.
  'POST /v1/recoveries/{id}/refunds': acts('recovery', 409),
  'POST /v1/recoveries/{id}/refunds/{refundId}/confirmation': acts('recovery', 404),
  'POST /v1/recoveries/{id}/listing': acts('recovery'),
  'POST /v1/recoveries/{id}/listing-decision': acts('recovery'),
  'POST /v1/inspectors': { toldBy: 'test/inspection/inspection.test.ts' },
  'GET /v1/inspectors': { toldBy: 'test/inspection/inspection.test.ts' },
  'POST /v1/inspectors/{id}/removal': { toldBy: 'test/inspection/inspection.test.ts' },
  'POST /v1/inspectors/{id}/decision': { toldBy: 'test/inspection/inspection.test.ts' },
  'POST /v1/inspectors/{id}/recusals': { toldBy: 'test/inspection/inspection.test.ts' },
  'GET /v1/inspection-draws': open,
  'GET /v1/inspection-draws/{id}': open,
  'GET /v1/inspections': { lists: 'inspection' },
  'GET /v1/inspections/{id}': reads('inspection'),
  'POST /v1/inspections/{id}/visit-record': acts('inspection'),
  'POST /v1/inspections/{id}/finding': acts('inspection'),
  'POST /v1/inspections/{id}/statement': acts('inspection'),
  'POST /v1/inspections/{id}/result': acts('inspection'),
  'POST /v1/inspections/{id}/reassignment': acts('inspection'),
  // There is no result, and no referral.
  // Its result is not fraud.
  'POST /v1/inspections/{id}/credit-listing': acts('inspection', 409),
  'POST /v1/inspections/{id}/judicial-referral': acts('inspection', 409),
  'POST /v1/inspections/{id}/judicial-referral/decision': acts('inspection', 409),
  'GET /v1/credit-listings': { lists: 'recovery' },
  'GET /v1/directory': open,
  'GET /v1/directory/export': open,
  'POST /v1/directory/imports': { toldBy: 'test/api/directory.test.ts' },
  'GET /v1/directory/imports': { toldBy: 'test/api/directory.test.ts' },
  'GET /v1/directory/imports/{id}/entries': { toldBy: 'test/api/directory.test.ts' },
  'POST /v1/directory/imports/{id}/decision': { toldBy: 'test/api/directory.test.ts' },
  'POST /v1/recommendations': { toldBy: 'test/api/directory.test.ts' },
  'GET /v1/recommendations': { toldBy: 'test/api/directory.test.ts' },
  'POST /v1/recommendations/{id}/review': { toldBy: 'test/api/directory.test.ts' },
  'POST /v1/listings': { toldBy: 'test/api/listings.test.ts' },
  'GET /v1/listings': { toldBy: 'test/api/listings.test.ts' },
  'GET /v1/listings/{id}': { toldBy: 'test/api/listings.test.ts' },
  'POST /v1/listings/{id}/lifting': { toldBy: 'test/api/listings.test.ts' },
  'POST /v1/listings/{id}/decision': { toldBy: 'test/api/listings.test.ts' },
  'GET /v1/ledger': { names: 'claim', own: 200, foreign: 404, by: 'query' },
  'GET /v1/ledger/verification': { lists: 'place' },
  // The month is not over.
  'POST /v1/ledger/closings': { names: 'place', own: 409, foreign: 404, by: 'body' },
  'GET /v1/ledger/closings': { lists: 'place' },
  'GET /v1/ledger/register': { names: 'place', own: 200, foreign: 404, by: 'query' },
  'GET /v1/ledger/trial-balance': { names: 'place', own: 200, foreign: 404, by: 'query' },
  'GET /v1/performance': { names: 'place', own: 200, foreign: 404, by: 'query' },
  'POST /v1/people/export': { toldBy: 'test/api/people.test.ts' },
  'POST /v1/people/training-file': { toldBy: 'test/registration/registration.test.ts' },
  'POST /v1/people/correction': { toldBy: 'test/api/people.test.ts' },
  'GET /v1/people/corrections': { toldBy: 'test/api/people.test.ts' },
  'GET /v1/people/corrections/{id}': { toldBy: 'test/api/people.test.ts' },
  'POST /v1/people/corrections/{id}/decision': { toldBy: 'test/api/people.test.ts' },
  'POST /v1/credits/statement': { toldBy: 'test/credits/credits.test.ts' },
  'GET /v1/credits/statements/{code}': open,
  'POST /v1/credits/certificates': { toldBy: 'test/credits/credits.test.ts' },
  'GET /v1/credits/certificates': { toldBy: 'test/credits/credits.test.ts' },
  'POST /v1/credits/certificates/{id}/decision': { toldBy: 'test/credits/credits.test.ts' },
  'GET /v1/credits/certificates/{code}': open,
  'GET /v1/credits/priority': { names: 'place', own: 200, foreign: 404, by: 'query' },
  'POST /v1/exchanges': { toldBy: 'test/exchange/exchange.test.ts' },
  'GET /v1/exchanges': { toldBy: 'test/exchange/exchange.test.ts' },
  'POST /v1/exchanges/{id}/decision': { toldBy: 'test/exchange/exchange.test.ts' },
  'GET /v1/exchanges/{id}/file': { toldBy: 'test/exchange/exchange.test.ts' },
  'GET /v1/reports': { toldBy: 'test/reports/reports.test.ts' },
  'GET /v1/reports/{id}': { toldBy: 'test/reports/reports.test.ts' },
  'GET /v1/reports/{id}/file': { toldBy: 'test/reports/reports.test.ts' },
  'POST /v1/reports/{id}/amendment': { toldBy: 'test/reports/reports.test.ts' },
  'GET /v1/dashboard': { toldBy: 'test/reports/reports.test.ts' },
  'GET /v1/audit': { lists: 'place' },
  'POST /codec/decode': { toldBy: 'test/api/codec.test.ts' },
  'POST /codec/encode': { toldBy: 'test/api/codec.test.ts' },
};

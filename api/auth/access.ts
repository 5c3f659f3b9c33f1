/** Who may act. One role per token. */
export const roles = [
  'enterprise',
  'institution',
  'individual',
  'reviewer',
  'supervisor',
  'finance-preparer',
  'finance-approver',
  'inspector',
  'admin',
  'auditor',
] as const;

export type Role = (typeof roles)[number];

/** What a key of an enterprise's own system may be given. */
export const keyScopes = ['claims:read', 'claims:act', 'rosters:write', 'files:write'] as const;

export type KeyScope = (typeof keyScopes)[number];

export interface AccessRow {
  method: 'GET' | 'POST';
  /** As in the OpenAPI document: `/v1/claims/{id}`. */
  path: string;
  /** Who may call; `open`: anybody, without a token. */
  allow: 'open' | readonly Role[];
  /** What the body is, with its limit. */
  body: 'none' | 'json' | 'roster' | 'file' | 'bank-answer' | 'learning-file';
  /** The call changes state and demands an Idempotency-Key. */
  key: boolean;
  /** Refused while the rehearsal clock moves. */
  frozen: boolean;
  does: string;
  /** The scope by which a key may call; without one only people call. */
  scope?: KeyScope;
  /** Four eyes: whoever did this cannot make the call, under whatever role. */
  apartFrom?: string;
}

const claimants = ['enterprise', 'institution', 'individual'] as const;
const companies = ['enterprise', 'institution'] as const;
const everybody = roles;
/** Who has a system of their own, and who helps when it has run away. */
const keyMakers = ['enterprise', 'institution', 'admin'] as const;
const reviewers = ['reviewer'] as const;
const money = ['finance-preparer', 'finance-approver'] as const;
/** Read what was handed in; who reads numbers in part only is decided in `readerOf`. */
const dossierReaders = [...claimants, 'reviewer', 'supervisor', 'inspector', 'auditor'] as const;
/** Who decides on what another one proposed to put right. */
const correctors = ['reviewer', 'supervisor'] as const;
/** Who sees inspections. */
const inspectionReaders = [...claimants, 'inspector', 'supervisor', 'auditor'] as const;
/** Who looks for fraud. */
const finders = ['inspector', 'reviewer'] as const;
/** Who proposes to put somebody on the black or white list, or off it. */
const listers = ['reviewer', 'supervisor', 'inspector'] as const;
const officials = roles.filter((role) => !(claimants as readonly Role[]).includes(role));
const watchers = ['supervisor', 'admin', 'auditor'] as const;
const returnReaders = [...claimants, 'reviewer', ...money, ...watchers] as const;

const clockPath = '/v1/rehearsal/clock';

type Allow = AccessRow['allow'];
const get = (path: string, allow: Allow, does: string): AccessRow => ({
  method: 'GET',
  path,
  allow,
  body: 'none',
  key: false,
  frozen: false,
  does,
});
/** Changes state: demands an Idempotency-Key. */
const act = (path: string, allow: Allow, does: string, body: AccessRow['body'] = 'json'): AccessRow => ({
  method: 'POST',
  path,
  allow,
  body,
  key: true,
  frozen: (body === 'json' || body === 'bank-answer') && path !== clockPath,
  does,
});
/** Computes only. */
const ask = (path: string, does: string): AccessRow => ({
  method: 'POST',
  path,
  allow: 'open',
  body: 'json',
  key: false,
  frozen: false,
  does,
});
/** Also for keys of this scope. */
const within = (scope: KeyScope, ...rows: AccessRow[]): AccessRow[] => rows.map((row) => ({ ...row, scope }));
const apart = (apartFrom: string, row: AccessRow): AccessRow => ({ ...row, apartFrom });
const handedIn = 'who handed something in for the claim';

/** Of training platforms: told by their signature, and safe to repeat by the ids of what they send. */
const signed = (path: string, does: string, body: 'json' | 'learning-file'): AccessRow => ({
  ...act(path, 'open', does, body),
  ...{ key: false, frozen: true },
});

/** Temporal's remote codec: read and written as its UI and CLI do, without a key. */
const codec = (path: string, allow: Allow, does: string): AccessRow => ({ ...ask(path, does), allow });

/**
 * Every call of the API and who may make it. The app refuses to start with a route that is missing here, enforces the table
 * in one place, and `docs/roles.md` is rendered from it. Whose claims a role sees is decided in `scope.ts`.
 */
export const access: readonly AccessRow[] = [
  get('/', 'open', 'Leads to the documentation'),
  get('/healthz', 'open', 'Says that the process lives'),
  get('/readyz', 'open', 'Says whether PostgreSQL and Temporal answer'),
  get('/metrics', 'open', 'Figures for Prometheus (rehearsal only; in production on `API_METRICS_ADDRESS`)'),
  get('/openapi.json', 'open', 'The OpenAPI document'),
  get('/docs', 'open', 'Every call on one page'),
  get('/docs/style.css', 'open', 'Their style sheet'),
  get('/docs/problems', 'open', 'Every error code with its sentence'),
  ask('/v1/rehearsal/token', 'Issues a token for any role (rehearsal only)'),
  get('/v1/clock', 'open', 'Business time'),
  act(clockPath, ['admin'], 'Moves business time forward (rehearsal only)'),
  get('/v1/jurisdictions', 'open', 'Lists the places'),
  get('/v1/jurisdictions/{slug}', 'open', 'One place: programmes, forms, steps, figures in force on a day'),
  get('/v1/jurisdictions/{slug}/privacy-note', 'open', 'What a place tells people about their data'),
  get('/v1/directory', 'open', 'Institutions, platforms, courses and training projects in force on a day'),
  get('/v1/directory/export', 'open', 'The same as CSV or XLSX'),
  act('/v1/directory/imports', listers, 'Uploads entries for the directory', 'file'),
  get('/v1/directory/imports', listers, 'Files for the directory'),
  get('/v1/directory/imports/{id}/entries', listers, 'What a file proposes'),
  apart(
    'who uploaded it',
    act(
      '/v1/directory/imports/{id}/decision',
      ['supervisor'],
      'Puts a file in force or refuses it; never who uploaded it',
    ),
  ),
  act('/v1/recommendations', companies, 'Submits a platform or course for recommendation'),
  get(
    '/v1/recommendations',
    [...companies, 'reviewer', 'supervisor'],
    'One’s own recommendations, or those of one’s place',
  ),
  apart('who submitted it', act('/v1/recommendations/{id}/review', reviewers, 'Decides on a recommendation')),
  ask('/v1/quotes', 'Computes what would be paid'),
  ask('/v1/timetables', 'Computes every deadline'),
  act('/v1/api-keys', keyMakers, 'Makes a key for an enterprise’s own system'),
  get('/v1/api-keys', keyMakers, 'Lists the keys of the enterprise'),
  act('/v1/api-keys/{id}/revocation', keyMakers, 'Revokes a key', 'none'),
  act('/v1/webhooks', claimants, 'Has one’s own system told of changes of stage'),
  get('/v1/webhooks', claimants, 'Lists one’s webhooks'),
  get('/v1/webhooks/{id}', claimants, 'Reads a webhook'),
  act('/v1/webhooks/{id}/secrets', claimants, 'Changes the secret; the old one signs too for a day', 'none'),
  act('/v1/webhooks/{id}/deactivation', claimants, 'Deactivates a webhook', 'none'),
  act('/v1/webhooks/{id}/ping', claimants, 'Sends a test', 'none'),
  act('/v1/webhooks/{id}/replay', claimants, 'Sends all again that happened since an instant'),
  get('/v1/webhooks/{id}/deliveries', claimants, 'What it was told, and what became of it'),
  act('/v1/webhooks/{id}/deliveries/{deliveryId}/replay', claimants, 'Sends one again under its own id', 'none'),
  act('/v1/connectors', ['admin'], 'Makes a connector for a training platform'),
  get('/v1/connectors', ['admin'], 'Lists the connectors'),
  act('/v1/connectors/{id}/secrets', ['admin'], 'Makes a second secret, so that the platform can change over', 'none'),
  act('/v1/connectors/{id}/secrets/{no}/revocation', ['admin'], 'Revokes a secret', 'none'),
  act('/v1/connectors/{id}/revocation', ['admin'], 'Revokes a connector', 'none'),
  signed('/v1/connectors/{id}/events', 'Takes learning events from a platform, by its signature', 'json'),
  signed(
    '/v1/connectors/{id}/files',
    'Takes a file of learning events, by the signature over its hash',
    'learning-file',
  ),
  ...within(
    'claims:act',
    act('/v1/drafts', claimants, 'Saves a form that is not handed in yet'),
    act('/v1/drafts/{id}/removal', claimants, 'Deletes a draft', 'none'),
  ),
  ...within(
    'claims:read',
    get('/v1/drafts', claimants, 'Drafts of the claimant'),
    get('/v1/drafts/{id}', claimants, 'A draft, to go on with'),
    get('/v1/drafts/{id}/papers', claimants, 'Which papers of a draft can be printed now'),
    get('/v1/drafts/{id}/papers/{kind}', claimants, 'Its filing form and roster, to be sealed before it is filed'),
  ),
  ...within(
    'claims:read',
    get('/v1/rosters/{id}', claimants, 'How many people a roster has'),
    get('/v1/rosters/{id}/foreseen', claimants, 'Who of a roster would have nothing, and why'),
    get('/v1/roster-uploads/{key}', claimants, 'How far an upload of a roster is'),
  ),
  ...within('rosters:write', act('/v1/rosters', claimants, 'Uploads a roster', 'roster')),
  act('/v1/registrations', [...claimants, 'reviewer'], 'Registers people by real name'),
  ...within('files:write', act('/v1/files', [...claimants, 'inspector'], 'Uploads a document', 'file')),
  ...within(
    'claims:read',
    get('/v1/files', claimants, 'Names and sizes of what the claimant has uploaded'),
    get(
      '/v1/files/{id}',
      everybody,
      'The document: its owner, and who reviews, supervises or inspects a claim that names it',
    ),
  ),
  ...within('claims:act', act('/v1/claims', claimants, 'Files a claim')),
  ...within(
    'claims:read',
    get('/v1/claims', everybody, 'Lists the claims that one may see'),
    get('/v1/claims/{id}', everybody, 'Reads a claim'),
    get('/v1/claims/{id}/timeline', everybody, 'What happened to a claim'),
    get('/v1/claims/{id}/clauses', everybody, 'The clauses that a rejection of it can rest on'),
    get('/v1/claims/{id}/foreseen-lines', everybody, 'What each person would have if it were approved now'),
    get('/v1/claims/{id}/dossier', dossierReaders, 'What was handed in for a claim'),
    get('/v1/claims/{id}/certificates', dossierReaders, 'Its certificates, and what the register says of them'),
    get(
      '/v1/claims/{id}/archive',
      [...claimants, 'reviewer', 'supervisor', 'auditor'],
      'The whole dossier as one ZIP, or what is left of it',
    ),
    get('/v1/claims/{id}/papers', dossierReaders, 'Which of its papers can be printed now'),
    get(
      '/v1/claims/{id}/papers/{kind}',
      dossierReaders,
      'Its filing form, rosters and decision letters, to be printed',
    ),
    get('/v1/claims/{id}/trace', everybody, 'How its amount came about'),
    get('/v1/claims/{id}/learning', dossierReaders, 'What platforms told of its class, and what counts'),
    get('/v1/claims/{id}/undelivered-mails', everybody, 'Mails about it that did not arrive'),
    get('/v1/tasks', everybody, 'What waits for me'),
  ),
  get('/v1/workload', ['reviewer', ...watchers], 'Open and overdue claims by stage, and what is due'),
  apart(handedIn, act('/v1/claims/{id}/review-hold', reviewers, 'Takes a claim up for review', 'none')),
  act('/v1/claims/{id}/review-hold/release', correctors, 'Gives a claim back to all reviewers', 'none'),
  act('/v1/claims/{id}/review-hold/handover', correctors, 'Puts a claim on the desk of a named reviewer'),
  get('/v1/reviewers', [...correctors, 'auditor'], 'The reviewers of the place, with what lies on their desks'),
  get('/v1/enterprises/{uscc}', [...correctors, 'inspector', 'auditor'], 'What came of all claims of an enterprise'),
  act('/v1/review-absences', correctors, 'Says when a reviewer is away, and who stands in'),
  get('/v1/review-absences', [...correctors, 'auditor'], 'Who is away, and who stands in'),
  act('/v1/review-absences/{id}/end', correctors, 'Ends an absence', 'none'),
  ...within('claims:act', act('/v1/claims/{id}/resubmission', claimants, 'Hands in a returned claim again')),
  apart(handedIn, act('/v1/claims/{id}/filing-review', reviewers, 'Decides on the filing')),
  ...within(
    'claims:act',
    act('/v1/claims/{id}/advance-request', claimants, 'Asks for the advance'),
    act('/v1/claims/{id}/training-start', claimants, 'Reports that the class has opened'),
    act('/v1/claims/{id}/learning-records', claimants, 'Hands in learning records'),
    act('/v1/claims/{id}/training-completion', claimants, 'Reports that the class has ended'),
  ),
  apart(handedIn, act('/v1/claims/{id}/verification', reviewers, 'Decides on the evidence per person')),
  ...within('claims:act', act('/v1/claims/{id}/application', claimants, 'Applies for the subsidy')),
  apart(handedIn, act('/v1/claims/{id}/application-review', reviewers, 'Decides on the application')),
  ...within('claims:act', act('/v1/claims/{id}/withdrawal', claimants, 'Withdraws the claim')),
  ...within('claims:read', get('/v1/claims/{id}/contact-address', claimants, 'Where mails about a claim go')),
  ...within('claims:act', act('/v1/claims/{id}/contact-address', claimants, 'Changes where mails about a claim go')),
  apart(
    `${handedIn} judges as the claimant only`,
    act('/v1/claims/{id}/evaluation', [...claimants, 'reviewer'], 'Judges a class after its end'),
  ),
  get('/v1/public-notices', 'open', 'What is published now'),
  get('/v1/public-notices/{id}', 'open', 'Reads a notice while it runs'),
  get('/v1/public-notices/{id}/paper', 'open', 'A notice, to be printed'),
  act('/v1/public-notices/{id}/objections', 'open', 'Objects to a published claim or line'),
  get('/v1/objections/{receipt}', 'open', 'What became of an objection, for who holds its receipt'),
  apart(handedIn, act('/v1/objections/{id}/ruling', reviewers, 'Rules on an objection')),
  get('/v1/disbursements', [...money, ...watchers], 'Lists the batches'),
  get('/v1/disbursements/{id}', [...money, ...watchers], 'Reads a batch, compared with the month before'),
  get('/v1/disbursements/{id}/payments', [...money, ...watchers], 'Lists the payments of a batch'),
  get(
    '/v1/disbursements/{id}/paper',
    [...money, 'supervisor', 'auditor'],
    'The disbursement register of a batch, to be printed',
  ),
  act('/v1/disbursements/{id}/submission', ['finance-preparer'], 'Submits a batch for approval'),
  apart(
    'who submitted it; who handed something in for a claim in it',
    act('/v1/disbursements/{id}/approval', ['finance-approver'], 'Approves or refuses a batch; never who submitted it'),
  ),
  get('/v1/disbursements/{id}/bank-file', money, 'The file for the bank'),
  act('/v1/disbursements/{id}/bank-results', money, 'Enters what the bank did', 'bank-answer'),
  get('/v1/disbursements/{id}/bank-results/sample', money, 'A sample of the bank’s answer'),
  act('/v1/disbursements/{id}/bank-results/previews', money, 'Says what the bank’s answer would do', 'bank-answer'),
  get('/v1/disbursements/{id}/bank-results/previews/{previewId}', money, 'What a previewed answer would do now'),
  act(
    '/v1/disbursements/{id}/bank-results/previews/{previewId}/confirmation',
    money,
    'Books exactly the answer that was previewed',
  ),
  ...within(
    'claims:read',
    get('/v1/payment-returns', returnReaders, 'Lists payments that the bank returned'),
    get('/v1/payment-returns/{id}', returnReaders, 'Reads a returned payment'),
  ),
  act('/v1/payment-returns/{id}/account-correction', claimants, 'Corrects the account of a returned payment'),
  apart(
    `who corrected it; ${handedIn}`,
    act('/v1/payment-returns/{id}/confirmation', ['finance-approver'], 'Confirms the corrected account, or refuses it'),
  ),
  ...within(
    'claims:act',
    act('/v1/claims/{id}/changes', claimants, 'Hands in a change after the approval of the filing'),
  ),
  ...within('claims:read', get('/v1/claims/{id}/changes', everybody, 'The changes of a claim')),
  ...within('claims:read', get('/v1/claims/{id}/changes/{changeId}', dossierReaders, 'A change as it was handed in')),
  apart(
    handedIn,
    act('/v1/claims/{id}/changes/{changeId}/review', reviewers, 'Approves or rejects a change of a claim'),
  ),
  apart(handedIn, act('/v1/claims/{id}/repinning', ['supervisor'], 'Proposes to pin the figures of a claim anew')),
  get('/v1/claims/{id}/repinning', officials, 'The re-pinnings of a claim'),
  get('/v1/claims/{id}/repinning/{repinningId}', officials, 'A re-pinning with the difference in money'),
  apart(
    `who proposed it; ${handedIn}`,
    act(
      '/v1/claims/{id}/repinning/{repinningId}/decision',
      ['supervisor'],
      'Decides on a re-pinning; never who proposed it',
    ),
  ),
  apart(handedIn, act('/v1/claims/{id}/reopenings', ['supervisor'], 'Proposes to set a decision aside')),
  get('/v1/claims/{id}/reopenings', everybody, 'The reopenings of a claim'),
  get('/v1/claims/{id}/reopenings/{reopeningId}', everybody, 'A reopening with what it does at once'),
  apart(
    `who proposed it; ${handedIn}`,
    act(
      '/v1/claims/{id}/reopenings/{reopeningId}/decision',
      ['supervisor'],
      'Decides on a reopening; never who proposed it',
    ),
  ),
  act('/v1/claims/{id}/administrative-reviews', claimants, 'Asks for an administrative review of a decision'),
  get('/v1/claims/{id}/administrative-reviews', everybody, 'The administrative reviews of a claim'),
  get(
    '/v1/claims/{id}/administrative-reviews/{reviewId}',
    dossierReaders,
    'An administrative review as it was asked for',
  ),
  apart(
    handedIn,
    act(
      '/v1/claims/{id}/administrative-reviews/{reviewId}/outcome',
      ['supervisor'],
      'Enters the outcome of an administrative review',
    ),
  ),
  apart(
    `who entered it; ${handedIn}`,
    act(
      '/v1/claims/{id}/administrative-reviews/{reviewId}/confirmation',
      ['supervisor'],
      'Confirms the outcome, or sends it back; never who entered it',
    ),
  ),
  act('/v1/claims/{id}/fraud-findings', finders, 'Reports that money was had by fraud'),
  apart(
    `who reported it; ${handedIn}`,
    act('/v1/fraud-findings/{id}/ruling', ['supervisor'], 'Rules on a finding of fraud; never who reported it'),
  ),
  ...within(
    'claims:read',
    get('/v1/recoveries', everybody, 'Lists the recoveries that one may see'),
    get('/v1/recoveries/{id}', everybody, 'Reads a recovery'),
  ),
  act('/v1/recoveries/{id}/instalments', ['finance-preparer'], 'Agrees on instalments for what is open'),
  act('/v1/recoveries/{id}/repayments', ['finance-preparer'], 'Reports that money has come back'),
  apart(
    `who reported it; ${handedIn}`,
    act(
      '/v1/recoveries/{id}/repayments/{repaymentId}/confirmation',
      ['finance-approver'],
      'Confirms or refuses a repayment; never who reported it',
    ),
  ),
  act('/v1/recoveries/{id}/refunds', ['finance-preparer'], 'Reports that what came back too much was sent back'),
  apart(
    `who reported it; ${handedIn}`,
    act(
      '/v1/recoveries/{id}/refunds/{refundId}/confirmation',
      ['finance-approver'],
      'Confirms or refuses a refund; never who reported it',
    ),
  ),
  act('/v1/recoveries/{id}/listing', ['finance-preparer'], 'Proposes to list who is overdue as dishonest'),
  apart(
    `who proposed it; ${handedIn}`,
    act('/v1/recoveries/{id}/listing-decision', ['supervisor'], 'Lists or spares; never who proposed it'),
  ),
  get('/v1/credit-listings', officials, 'Who is listed as dishonest for not repaying'),
  act('/v1/listings', listers, 'Proposes to put somebody on the black or the white list'),
  get('/v1/listings', officials, 'The black and white lists'),
  get('/v1/listings/{id}', [...listers, 'auditor'], 'A listing with why and by which document'),
  act('/v1/listings/{id}/lifting', listers, 'Proposes to lift a listing', 'none'),
  apart(
    'who proposed it',
    act('/v1/listings/{id}/decision', ['supervisor'], 'Decides on a listing or its lifting; never who proposed it'),
  ),
  act('/v1/inspectors', ['supervisor'], 'Proposes somebody for the pool of inspectors'),
  get('/v1/inspectors', ['inspector', 'supervisor', 'auditor'], 'Lists the pool of inspectors'),
  act('/v1/inspectors/{id}/removal', ['supervisor'], 'Proposes that somebody leaves the pool', 'none'),
  apart(
    'who proposed it; the inspector',
    act('/v1/inspectors/{id}/decision', ['supervisor'], 'Decides who comes into the pool or leaves it'),
  ),
  act('/v1/inspectors/{id}/recusals', ['inspector'], 'Says whom the inspector may not inspect'),
  get('/v1/inspection-draws', 'open', 'Lists the draws of claims for inspection'),
  get('/v1/inspection-draws/{id}', 'open', 'One draw: population, hash, seed, results'),
  ...within(
    'claims:read',
    get('/v1/inspections', inspectionReaders, 'Lists the inspections that one may see'),
    get('/v1/inspections/{id}', inspectionReaders, 'Reads an inspection'),
  ),
  act('/v1/inspections/{id}/visit-record', ['inspector'], 'Records the visit; only whom the lot has named'),
  act('/v1/inspections/{id}/finding', ['inspector'], 'Records what was found; only whom the lot has named'),
  act('/v1/inspections/{id}/statement', claimants, 'Answers the finding'),
  apart(
    `who inspected it; ${handedIn}`,
    act('/v1/inspections/{id}/result', ['supervisor'], 'Gives the result of an inspection'),
  ),
  act(
    '/v1/inspections/{id}/reassignment',
    ['inspector', 'supervisor'],
    'An inspector falls away, and the next by lot takes over',
  ),
  act('/v1/inspections/{id}/credit-listing', ['supervisor'], 'Proposes for the black list who defrauded'),
  act('/v1/inspections/{id}/judicial-referral', ['supervisor'], 'Proposes to record a referral to the judicial organs'),
  apart(
    'who proposed it',
    act('/v1/inspections/{id}/judicial-referral/decision', ['supervisor'], 'Decides on the record of a referral'),
  ),
  get('/v1/ledger', [...money, ...watchers], 'Ledger entries'),
  get('/v1/ledger/verification', [...money, ...watchers], 'Checks balance, hash chain and books'),
  act('/v1/ledger/closings', ['finance-approver'], 'Closes a month of the ledger'),
  get('/v1/ledger/closings', [...money, ...watchers], 'Closed months with their trial balances'),
  get('/v1/ledger/register', [...money, 'supervisor', 'auditor'], 'The disbursement register of a month'),
  get('/v1/ledger/trial-balance', [...money, ...watchers], 'Every account in a month'),
  get('/v1/ledger/months', [...money, ...watchers], 'What moved by month, fund and place'),
  get('/v1/performance', [...money, ...watchers], 'Use of funds and performance, without persons'),
  {
    ...ask('/v1/people/export', 'Everything that the place holds about a person, for the person'),
    allow: reviewers,
  },
  {
    ...ask('/v1/people/training-file', 'One person’s training in the place: classes, hours, certificates, subsidies'),
    allow: reviewers,
  },
  apart(
    handedIn,
    act('/v1/people/correction', reviewers, 'Proposes to put right who a person is, in the rosters of the place'),
  ),
  get('/v1/people/corrections', correctors, 'Corrections that wait for a decision'),
  get('/v1/people/corrections/{id}', correctors, 'Reads a correction: what stands there, and what is proposed'),
  apart(
    `who proposed it; ${handedIn}`,
    act('/v1/people/corrections/{id}/decision', correctors, 'Decides on a correction; never who proposed it'),
  ),
  act('/v1/credits/statement', reviewers, 'The credits of a person, for the person'),
  get('/v1/credits/statements/{code}', 'open', 'Whether a statement of credits is true'),
  apart(
    handedIn,
    act('/v1/credits/certificates', reviewers, 'Proposes an exemption or bonus points for a person’s credits'),
  ),
  get('/v1/credits/certificates', correctors, 'Lists exemptions and bonus points'),
  apart(
    `who proposed it; ${handedIn}`,
    act('/v1/credits/certificates/{id}/decision', ['supervisor'], 'Decides on them; never who proposed it'),
  ),
  get('/v1/credits/certificates/{code}', 'open', 'Whether an exemption or bonus points are true'),
  get('/v1/credits/priority', officials, 'Who has priority at public training bases'),
  act('/v1/exchanges', correctors, 'Proposes a file for another authority'),
  get('/v1/exchanges', [...correctors, 'auditor'], 'Lists files for other authorities'),
  apart(
    'who proposed it',
    act('/v1/exchanges/{id}/decision', ['supervisor'], 'Decides on such a file; never who proposed it'),
  ),
  get('/v1/exchanges/{id}/file', ['supervisor'], 'The approved file'),
  get('/v1/reports', officials, 'Lists the biweekly reports of the place'),
  get('/v1/reports/{id}', officials, 'Reads a biweekly report, and what an amended version has changed'),
  get('/v1/reports/{id}/file', officials, 'The report in the form of the annex'),
  act('/v1/reports/{id}/amendment', ['supervisor'], 'Computes a report anew with what is known by now', 'none'),
  get('/v1/dashboard', officials, 'The goals of a place, and how far they are reached'),
  get('/v1/mails', ['admin'], 'What became of mails, addresses in part'),
  act('/v1/mails/{id}/retry', ['admin'], 'Sends a mail again that waits or was refused', 'none'),
  get('/v1/mail-templates', ['admin'], 'Every template of mails'),
  get('/v1/mail-templates/{name}', ['admin'], 'A template with invented facts, as text and as HTML'),
  get('/v1/audit', ['admin', 'auditor'], 'Who was shown what about whom, and why'),
  get('/v1/schedules', ['admin'], 'What is done at fixed times, and whether it will be'),
  get('/v1/accounts', ['admin', 'auditor'], 'Who has been shown or done something, by account'),
  get('/v1/account-blocks', ['admin', 'auditor'], 'Blocked accounts'),
  act('/v1/account-blocks', ['admin'], 'Blocks an account at once; never one’s own'),
  apart(
    'who has blocked it; the blocked',
    act('/v1/account-blocks/{id}/lifting', ['admin'], 'Lets an account act again; never who has blocked it', 'none'),
  ),
  codec('/codec/decode', ['reviewer', ...watchers], 'Opens what Temporal keeps, for its UI and CLI'),
  codec('/codec/encode', ['reviewer', 'admin'], 'Seals what was typed into the Temporal UI or CLI'),
];

const byCall = new Map(access.map((row) => [`${row.method} ${row.path}`, row]));

/** The row of a call, or undefined. `path` may be in the style of OpenAPI or of the router (`:id`). */
export function accessTo(method: string, path: string): AccessRow | undefined {
  return byCall.get(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
}

/** Calls whose refusals are on record: about money that is paid, booked or owed, and about single people. */
export const isWatched = ({ path }: AccessRow) =>
  /^\/v1\/(disbursements|payment-returns|recoveries|credit-listings|listings|ledger|people|registrations|credits|exchanges)\b/.test(
    path,
  );

import {
  type Context,
  ofAccount,
  ofAnswer,
  ofBankAnswer,
  ofCertificate,
  ofConnector,
  ofCorrection,
  ofDossier,
  ofDraft,
  ofEvaluation,
  ofFile,
  ofFraudFinding,
  ofLearningEvent,
  ofMail,
  ofObjection,
  ofPartyListing,
  ofPerson,
  ofWebhook,
} from './context.ts';

/** A column whose values are sealed, as whoever seals them anew has to know it. SQL speaks of the table's row as `t`. */
export interface SealedColumn {
  table: string;
  column: string;
  /** `fields`: each field of an object. `value`: one JSON value. `bytes`: a file. */
  form: 'fields' | 'value' | 'bytes';
  /** What the value belongs to, as text. */
  owner: string;
  context(owner: string): Context;
  /** What names the row to a person. */
  name: string;
}

const personal = { column: 'personal', form: 'fields' } as const;
const byId = { ...personal, owner: 't.id', name: 't.id' };
const indexOfPerson = '(select p.id_number_index from people p where p.person_id = t.person_id)';

/** Every one there is; test/privacy/nothing-in-clear.test.ts finds what is missing here. */
export const sealedColumns: readonly SealedColumn[] = [
  { ...personal, table: 'people', owner: 't.id_number_index', name: 't.person_id', context: ofPerson },
  {
    ...{ ...personal, table: 'roster_rows', owner: indexOfPerson, context: ofPerson },
    name: `t.roster_id || '/' || t.ref`,
  },
  { ...byId, table: 'dossiers', context: ofDossier },
  { ...byId, table: 'drafts', context: ofDraft },
  { ...byId, table: 'person_corrections', context: ofCorrection },
  { ...byId, table: 'evaluations', context: ofEvaluation },
  { ...byId, table: 'objections', context: ofObjection },
  { ...byId, table: 'fraud_findings', context: ofFraudFinding },
  { ...byId, table: 'party_listings', context: ofPartyListing },
  { ...personal, table: 'outbox', owner: 't.once_key', name: 't.id', context: ofMail },
  { ...personal, table: 'payees', owner: 't.claim_id', name: 't.claim_id', context: ofAccount },
  { ...personal, table: 'payments', owner: 't.claim_id', name: 't.id', context: ofAccount },
  { ...personal, table: 'payment_returns', owner: 't.claim_id', name: 't.id', context: ofAccount },
  {
    ...{ ...personal, table: 'bank_import_rows', owner: 't.payment_id', context: ofBankAnswer },
    name: `t.import_id || '/' || t.row_no`,
  },
  {
    ...{ ...personal, table: 'certificates', name: `t.claim_id || '/' || t.ref` },
    owner: 'jsonb_build_array(t.claim_id, t.ref)::text',
    context: (owner) => ofCertificate(...(JSON.parse(owner) as [claimId: string, ref: string])),
  },
  {
    ...{ ...personal, table: 'connector_secrets', owner: 't.connector_id', context: ofConnector },
    name: `t.connector_id || '/' || t.no`,
  },
  {
    ...{ ...personal, table: 'webhook_secrets', owner: 't.webhook_id', context: ofWebhook },
    name: `t.webhook_id || '/' || t.no`,
  },
  {
    ...{ ...personal, table: 'learning_events', context: ofLearningEvent },
    ...{ owner: `t.connector_id || '/' || t.event_id`, name: `t.connector_id || '/' || t.event_id` },
  },
  { ...byId, table: 'files', context: ofFile },
  { table: 'files', column: 'content', form: 'bytes', owner: 't.id', name: 't.id', context: ofFile },
  {
    ...{ table: 'idempotency_keys', column: 'answer', form: 'value', name: 't.key' },
    owner: `jsonb_build_object('key', t.key, 'route', t.route, 'subject', t.subject)::text`,
    context: (owner) => ofAnswer(JSON.parse(owner)),
  },
];

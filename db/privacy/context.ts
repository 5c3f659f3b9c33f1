/** What a sealed value belongs to. Moved to anything else, it does not open. */
export interface Context {
  kind: string;
  owner: string;
}

/** Roster rows and people: the index under which the person is found. A row of the roster may be copied into `people`, and into no other person. */
export const ofPerson = (index: string): Context => ({ kind: 'person', owner: index });

/** Where a claim's money goes: payees, payments and corrected accounts are copies of each other, within one claim. */
export const ofAccount = (claimId: string): Context => ({ kind: 'account', owner: claimId });

export const ofDossier = (id: string): Context => ({ kind: 'dossier', owner: id });
/** The number of a person's certificate in one claim. */
export const ofCertificate = (claimId: string, ref: string): Context => ({
  kind: 'certificate',
  owner: JSON.stringify([claimId, ref]),
});
export const ofDraft = (id: string): Context => ({ kind: 'draft', owner: id });
export const ofFile = (id: string): Context => ({ kind: 'file', owner: id });
export const ofCorrection = (id: string): Context => ({ kind: 'correction', owner: id });
export const ofEvaluation = (id: string): Context => ({ kind: 'evaluation', owner: id });
export const ofObjection = (id: string): Context => ({ kind: 'objection', owner: id });
export const ofPartyListing = (id: string): Context => ({ kind: 'party-listing', owner: id });
export const ofFraudFinding = (id: string): Context => ({ kind: 'fraud-finding', owner: id });

/** The secret by which a training platform signs. */
export const ofConnector = (id: string): Context => ({ kind: 'connector', owner: id });

/** The secret by which what a claimant's system is told is signed. */
export const ofWebhook = (id: string): Context => ({ kind: 'webhook', owner: id });

/** What a learner wrote, by the platform's connector and event. */
export const ofLearningEvent = (event: string): Context => ({ kind: 'learning-event', owner: event });

/** A mail has no number before it is written. */
export const ofMail = (onceKey: string): Context => ({ kind: 'mail', owner: onceKey });

/** What the bank said of a payment. */
export const ofBankAnswer = (paymentId: string): Context => ({ kind: 'bank-answer', owner: paymentId });

/** The answer to an act that is kept for its repetition. Neither key nor route have spaces of their own where they meet. */
export const ofAnswer = ({ key, route, subject }: { key: string; route: string; subject: string }): Context => ({
  kind: 'answer',
  owner: `${key} ${route} ${subject}`,
});

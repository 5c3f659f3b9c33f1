import type { Claim } from '../../../dev/demo/answers.ts';
import type { Registry } from '../../../jurisdictions/registry.ts';
import type { PlannedClaim } from '../plan/claims.ts';
import { companyOf, type Forms, formsOf } from './forms.ts';
import { type Office, type Person, Refused } from './office.ts';

/** A claim of the plan on its way, as the people who deal with it know it. */
export interface Case {
  plan: PlannedClaim;
  forms: Forms;
  /** Known once it is filed. */
  id: string;
  workflowId: string;
  /** By their lines: objections that wait for their ruling. */
  objections: { id: string; ref: string | null }[];
  /** What the API said to a withdrawal that came at the last moment. */
  withdrawal?: 'accepted' | 'too-late';
  /** Of a finding of fraud that waits for its ruling; which persons it is about. */
  fraud?: { findingId: string; refs: string[] | null };
  ruled?: boolean;
  /** Whether its application was approved with something to pay. */
  approved: boolean;
}

export function newCase(registry: Registry, plan: PlannedClaim): Case {
  return { plan, forms: formsOf(registry, plan), id: '', workflowId: '', objections: [], approved: false };
}

export interface Desk {
  /** An act of the claimant, or one of the reviewer: the claim as it then stands. */
  claimant(act: string, body?: object): Promise<Claim>;
  reviewer(act: string, body: object): Promise<Claim>;
  /** One that a rejection of the claim can rest on. */
  clause(): Promise<string>;
  file(): Promise<void>;
  read(): Promise<Claim>;
  /** Somebody objects to the line, or to the whole claim. */
  object(ref: string | null): Promise<void>;
  /** The reviewer rules on an objection that waits. */
  rule(objection: { id: string }, decision: 'uphold' | 'dismiss'): Promise<void>;
  /** An inspector reports fraud. */
  reportFraud(refs: string[] | null): Promise<void>;
  /** A supervisor rules on it. */
  ruleOnFraud(decision: 'uphold' | 'dismiss'): Promise<void>;
}

/** Who deals with a case, and how. Every message names claim and act. */
export function deskOf(office: Office, one: Case): Desk {
  const { plan } = one;
  const { uscc } = companyOf(plan);
  const jurisdiction = plan.place.slug;
  const name = (act: string) => `claim ${plan.no} (${one.id || 'not filed'}, ${jurisdiction}), ${act}`;
  const enterprise = office.as({ role: 'enterprise', uscc, subject: `clerk-${plan.no}` });
  const reviewer = office.as({ role: 'reviewer', jurisdiction, subject: `reviewer-${jurisdiction}` });
  const act =
    (who: Person) =>
    (act: string, body: object = {}) =>
      who.post<Claim>(`/v1/claims/${one.id}/${act}`, body, name(act));
  return {
    claimant: act(enterprise),
    reviewer: act(reviewer),
    clause: async () => {
      const { items } = await reviewer.get<{ items: { clause: string }[] }>(`/v1/claims/${one.id}/clauses`);
      return items[0]!.clause;
    },
    read: () => reviewer.get(`/v1/claims/${one.id}`),
    async file() {
      const { programme } = plan.place;
      const body = { jurisdiction, programme, filing: one.forms.filing, roster: one.forms.roster };
      const filed = await enterprise.post<Claim>('/v1/claims', body, name('filing'));
      one.id = filed.id;
      one.workflowId = filed.workflowId;
    },
    async object(ref) {
      const body = { ref, text: '该人员培训期间不在岗，请核查。', contact: 'citizen@mail.example' };
      const path = `/v1/public-notices/N${one.id}/objections`;
      const { id } = await office.anybody.post<{ id: string }>(path, body, name('objection'));
      one.objections.push({ id, ref });
    },
    async rule({ id }, decision) {
      const body = { decision, reason: decision === 'uphold' ? '经查属实。' : '经查不属实。' };
      await reviewer.post(`/v1/objections/${id}/ruling`, body, name(`ruling (${decision})`));
    },
    async reportFraud(refs) {
      const inspector = office.as({ role: 'inspector', subject: 'inspector-qian' });
      const body = { refs, reasonCode: 'never-trained', reason: '签到系他人代签。' };
      const { id } = await inspector.post<{ id: string }>(`/v1/claims/${one.id}/fraud-findings`, body, name('fraud'));
      one.fraud = { findingId: id, refs };
    },
    async ruleOnFraud(decision) {
      const supervisor = office.as({ role: 'supervisor', subject: 'supervisor-sun' });
      const path = `/v1/fraud-findings/${one.fraud?.findingId}/ruling`;
      await supervisor.post(path, { decision, reason: '经核查。' }, name(`ruling on fraud (${decision})`));
    },
  };
}

/** @returns false when the act was refused for the one reason that may come. */
export async function unless(act: Promise<unknown>, ...codes: string[]): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Refused && codes.includes(error.code)) return false;
    throw error;
  }
}

import * as chongqing from '../../jurisdictions/chongqing/examples.ts';
import { bankAccount, hires } from '../../jurisdictions/wuxi/examples.ts';
import { actOnBatch, bankPays, formBatch, payMonth, submitAndApprove } from '../claims/support/batches.ts';
import { certificates, wuxiFiling } from '../claims/support/filings.ts';
import type { House, TestPerson } from '../claims/support/house.ts';
import {
  applied,
  filedBeyondCalendar,
  inTraining,
  object,
  onNotice,
  publishCalendar,
  trained,
} from '../claims/support/lives.ts';
import { signal } from '../claims/support/signals.ts';
import { changeLives } from './change-lives.ts';
import { inspectionLives } from './inspection-lives.ts';
import { recoveryLives } from './recovery-lives.ts';
import { reportLives } from './report-lives.ts';
import { returnLives } from './return-lives.ts';

/** What is kept of a life: the claim's history and, where they are worth it, those of batches, returns and recoveries, by name. */
export interface Life {
  claimId: string;
  besides?: Record<string, string>;
}

/** Lives of claims with the turns that not every claim takes. */
export const lives: Record<string, (house: House) => Promise<Life>> = {
  ...recoveryLives,
  ...reportLives,
  ...returnLives,
  ...inspectionLives,
  ...changeLives,

  'wuxi returned twice, two objections': async (house) => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const filing = wuxiFiling({ people: people(40_001, 3) });
    const { claimId } = await house.file(filing);
    await house.act(claimId, 'filing-review', undefined, { decision: 'return', reasonCode: 'plan-incomplete' });
    const { roster_id: rosterId } = await house.claim(claimId);
    await house.act(claimId, 'resubmission', { filing: filing.form, rosterId });
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
    await house.advanceTo('2020-05-18T09:00:00+08:00');
    await house.act(claimId, 'training-start', { classOpenedOn: '2020-04-07' });
    const refs = await trained(house, claimId);
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
    const application = { certificates: certificates(...refs), bankAccount };
    await house.act(claimId, 'application', application);
    await house.act(claimId, 'application-review', undefined, { decision: 'return' });
    await house.act(claimId, 'resubmission', application);
    await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
    const [upheld, dismissed] = [await object(house, claimId, '1'), await object(house, claimId, '2')];
    await house.act(claimId, 'ruling', undefined, { objectionId: upheld, decision: 'uphold' });
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const may = await payMonth(house, 'wuxi', '2020-05');
    await house.advanceTo('2020-06-10T10:00:00+08:00');
    await house.act(claimId, 'ruling', undefined, { objectionId: dismissed, decision: 'dismiss' });
    await payMonth(house, 'wuxi', '2020-06');
    await house.reaches(claimId, 'paid');
    return { claimId, besides: { 'batch settled': may.workflow_id } };
  },

  'wuxi objection to the whole claim': async (house) => {
    const [claimId] = (await onNotice(house, people(40_011, 1))) as [string];
    const objectionId = await object(house, claimId, null);
    await house.act(claimId, 'ruling', undefined, { objectionId, decision: 'uphold' });
    return { claimId };
  },

  'wuxi refused batch': async (house) => {
    const [claimId] = (await onNotice(house, people(40_021, 1))) as [string];
    await house.advanceTo('2020-07-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const refused = (await formBatch(house, 'wuxi', '2020-06'))!;
    const { workflow_id } = refused;
    await actOnBatch(house, refused, 'submission', 'preparer');
    await actOnBatch(house, refused, 'approval', 'approver', 'reject');
    await payMonth(house, 'wuxi', '2020-07');
    await house.reaches(claimId, 'paid');
    return { claimId, besides: { 'batch refused': workflow_id } };
  },

  'wuxi hires, some not proven': async (house) => {
    const claimId = await advanced(house, 40_031);
    await house.advanceTo('2020-05-06T10:00:00+08:00');
    const evidence = ['1', '2', '3'].map((ref) => ({ ref, kind: 'sign-in' }));
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-06', evidence });
    await house.advanceTo('2020-05-11T10:00:00+08:00');
    await house.act(claimId, 'verification', { failed: [{ ref: '3', reasonCode: 'not-employed' }] });
    await house.reaches(claimId, 'paid');
    return { claimId };
  },

  'wuxi hires, nobody proven': async (house) => {
    const claimId = await advanced(house, 40_041);
    await house.advanceTo('2020-06-02T00:01:00+08:00');
    await house.reaches(claimId, 'rejected');
    return { claimId };
  },

  'chongqing overdue, half in advance': async (house) => {
    house.setNow('2020-06-24T10:00:00+08:00');
    const plannedCertificate = { kind: 'skill-level', level: 4, occupation: 'fitter', basis: 'other' } as const;
    const { claimId } = await house.file({
      jurisdiction: 'chongqing',
      programme: 'enterprise-online',
      form: {
        ...chongqing.classOpening,
        training: { ...chongqing.classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' },
      },
      people: people(40_051, 2, { registeredOn: '2020-06-01', plannedCertificate }),
    });
    await house.advanceTo('2020-06-30T09:00:00+08:00');
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
    await house.act(claimId, 'advance-request', { bankAccount: chongqing.bankAccount });
    await house
      .act(claimId, 'advance-request', { bankAccount: chongqing.bankAccount })
      .catch(() => 'asked once already');
    await house.advanceTo('2020-07-01T02:00:00+08:00');
    await payMonth(house, 'chongqing', '2020-06');
    await house.advanceTo('2020-08-03T10:00:00+08:00');
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-07-31' });
    const earned = ['1', '2'].map((ref) => ({
      ...plannedCertificate,
      ref,
      number: `N-${ref}`,
      issuedOn: '2020-08-03',
    }));
    await house.act(claimId, 'application', { certificates: earned, bankAccount: chongqing.bankAccount });
    await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
    await house.advanceTo('2020-09-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    await payMonth(house, 'chongqing', '2020-08');
    await house.reaches(claimId, 'paid');
    return { claimId };
  },

  'wuxi lapsed': async (house) => {
    const claimId = await inTraining(house, people(40_061, 1));
    await house.advanceTo('2020-10-01T00:01:00+08:00');
    await house.reaches(claimId, 'lapsed');
    return { claimId };
  },

  'wuxi never corrected': async (house) => {
    const claimId = await inTraining(house, people(40_071, 1));
    await applied(house, [claimId]);
    await house.act(claimId, 'application-review', undefined, { decision: 'return' });
    await house.advanceTo('2020-10-01T00:01:00+08:00');
    await house.reaches(claimId, 'lapsed');
    return { claimId };
  },

  'wuxi withdrawn': async (house) => {
    const [claimId] = (await onNotice(house, people(40_081, 1))) as [string];
    await house.act(claimId, 'withdrawal');
    return { claimId };
  },

  'wuxi rejected': async (house) => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const { claimId } = await house.file(wuxiFiling({ people: people(40_091, 1) }));
    await house.act(claimId, 'filing-review', undefined, { decision: 'reject', reasonCode: 'not-this-city' });
    return { claimId };
  },

  'wuxi decided by signals, garbage among them': async (house) => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const { claimId, workflowId } = await house.file(wuxiFiling({ people: people(40_101, 1) }));
    await signal(house, workflowId, 'filing-review', '{not json');
    await signal(house, workflowId, 'filing-review', '{"decision":42,"by":"x"}');
    await signal(house, workflowId, 'filing-review', 'x', 'binary/encrypted');
    await signal(house, workflowId, 'no-such-signal', '{}');
    await signal(house, workflowId, 'filing-review', '{"decision":"pay-now","by":"x"}');
    await signal(house, workflowId, 'filing-review', '{"decision":"approve","by":"reviewer-7"}');
    await house.reaches(claimId, 'training');
    await applied(house, [claimId]);
    await signal(
      house,
      workflowId,
      'application-review',
      '{"decision":"reject","reasonCode":"no-class","by":"reviewer-7"}',
    );
    await house.reaches(claimId, 'rejected');
    return { claimId };
  },

  'sandbox deadline beyond the calendar': async (house) => {
    const claimId = await filedBeyondCalendar(house, 40_121);
    await publishCalendar(house);
    await house.act(claimId, 'filing-review', undefined, { decision: 'reject', reasonCode: 'too-late' });
    return { claimId };
  },

  'wuxi paid after a late withdrawal was refused': async (house) => {
    const [claimId] = (await onNotice(house, people(40_111, 1))) as [string];
    await house.advanceTo('2020-09-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const batch = (await formBatch(house, 'wuxi', '2020-08'))!;
    await submitAndApprove(house, batch);
    await house.act(claimId, 'withdrawal').catch(() => 'it is with the bank');
    await bankPays(house, batch);
    await house.reaches(claimId, 'paid');
    return { claimId };
  },
};

function people(seed: number, count: number, facts: Partial<TestPerson> = {}): TestPerson[] {
  return Array.from({ length: count }, (_, i) => ({ ...facts, seed: seed + i }));
}

async function advanced(house: House, seed: number): Promise<string> {
  house.setNow('2020-03-16T10:00:00+08:00');
  const dates = { hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' } as const;
  const { claimId } = await house.file({
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', form: { ...hires, bankAccount } },
    people: people(seed, 4, dates),
  });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-04-01T02:00:00+08:00');
  await payMonth(house, 'wuxi', '2020-03');
  await house.reaches(claimId, 'training');
  return claimId;
}

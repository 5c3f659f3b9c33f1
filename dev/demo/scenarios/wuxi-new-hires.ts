import { formatYuan } from '../../../domain/money/yuan.ts';
import { act, approveFiling, file, filingForm, read, reviewer, sameLines } from '../acts.ts';
import type { Claim, Recovery } from '../answers.ts';
import { same, sameFen } from '../expect.ts';
import { wuxiHire } from '../expected.ts';
import { approver, preparer } from '../finance.ts';
import { crew, rosterOf } from '../people.ts';
import { type Scenario, storyClaim } from '../scenario.ts';

/** New hires: the money comes first. One was insured too late, and two cannot be proven afterwards. */
export function wuxiNewHires(): Scenario {
  const members = crew(26, 11_000);
  const insuredTooLate = '26';
  const unproven = ['4', '17'];
  const entitled = members.length - 1;
  const advance = entitled * wuxiHire;
  const recovery = unproven.length * wuxiHire;

  const claim = storyClaim({
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', company: 102, city: 'wuxi', trainees: members.length },
    expected: {
      stage: 'paid',
      amountFen: advance - recovery,
      paidFen: { '2020-03': advance },
      recoveryFen: recovery,
      repaidFen: recovery,
    },
  });

  return {
    name: 'Wuxi new hires',
    claims: [claim],
    acts: [
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'a company files for the people it has hired',
        async run(world) {
          const hired = { relation: 'employee', hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' };
          const roster = rosterOf(members, hired).map((row) =>
            row.ref === insuredTooLate ? { ...row, insuredFrom: '2020-03-01' } : row,
          );
          const filing = await filingForm(world, claim, {}, { bankAccount: claim.account });
          await file(world, claim, filing, { roster }, advance);
          world.note(`person ${insuredTooLate} has been insured for less than a month: nothing`);
        },
      },
      {
        at: '2020-03-17T10:00:00+08:00',
        title: 'the reviewer approves: everything is advanced',
        async run(world) {
          const approved = await approveFiling(world, claim, 'advance');
          sameFen('the advance', approved.advance?.amountFen, advance);
        },
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'the company proves the training, person by person',
        async run(world) {
          await read(world, claim, 'training');
          const evidence = members.map(({ ref }) => ({ ref, kind: 'learning-records', fileId: 'specimen' }));
          const days = { classOpenedOn: '2020-04-07', classEndedOn: '2020-04-30' };
          const proven = await act(world, claim, 'training-completion', { ...days, evidence });
          same('where it stands', proven.stage, 'verification');
        },
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'two of them fail verification: their share is to be recovered',
        async run(world) {
          const failed = unproven.map((ref) => ({ ref, reasonCode: 'not-employed' }));
          const verified = await reviewer(world, claim).post<Claim>(`/v1/claims/${claim.id}/verification`, { failed });
          const [opened] = verified.recoveries;
          same('the recovery', [opened?.amountFen, opened?.status], [recovery, 'open']);
          const paid = members.map(({ ref }) => [ref, wuxiHire] as const);
          sameLines(verified, new Map([...paid, [insuredTooLate, 0]]));
          const fallen = verified.lines?.filter(({ fallenReason }) => fallenReason === 'verification-failed');
          same(
            'who failed',
            fallen?.map(({ ref }) => ref),
            unproven,
          );
          world.note(`recovery of ${formatYuan(recovery)} opened`);
        },
      },
      {
        at: '2020-05-27T10:00:00+08:00',
        title: 'the company has paid it back: one person reports it, another confirms it',
        async run(world) {
          const [opened] = (await read(world, claim, 'paid')).recoveries;
          const path = `/v1/recoveries/${opened!.id}/repayments`;
          const money = { amountFen: recovery, receivedOn: '2020-05-27', bankReference: 'BANK-2020-0527-0001' };
          const { repayments } = await world.as(preparer).post<Recovery>(path, money);
          const confirmation = `${path}/${repayments[0]!.id}/confirmation`;
          const samePerson = world.as({ ...approver, subject: preparer.subject });
          await world.refusal(samePerson.post(confirmation, { decision: 'approve' }), 'another-person-required');
          const repaid = await world.as(approver).post<Recovery>(confirmation, { decision: 'approve' });
          same('the recovery', repaid.status, 'repaid');
          world.note(`${formatYuan(recovery)} are back on the account`);
        },
      },
    ],
  };
}

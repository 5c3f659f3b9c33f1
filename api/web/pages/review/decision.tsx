import { groundsOfFiling, type Reason, rejectReasons, returnReasons } from '../../../../domain/messages/reasons.ts';
import type { Sent } from '../../parts/act.ts';
import { Unpaid } from '../../parts/unpaid.tsx';
import { type Drawn, decisionOf, Given, GivenChoice, Reasons } from './act-page.tsx';
import type { Papers } from './dossier.tsx';
import { ReturnOthers, returnedIn } from './return-mark.tsx';
import { SettleFindings, settled } from './settle.tsx';

/** 通过、退回补正、不予通过: of a filing or an application. */
export function Decision({ drawn, papers }: { drawn: Drawn; papers: Papers }) {
  const { claim, clauses, foreseen } = papers;
  const { say } = drawn.c.var;
  const grounds = (of: readonly Reason[]) => (claim.stage === 'filing-review' ? groundsOfFiling(of) : of);
  return (
    <>
      <Unpaid {...foreseen} say={say} />
      {foreseen.totalFen === 0 && (
        <p class="hint">
          {say(
            '如予通过，申报将以“不予补贴”办结，并出具决定书。',
            'Approved, the claim ends with a letter that nothing is paid.',
          )}
        </p>
      )}
      <SettleFindings drawn={drawn} claim={claim} />
      <GivenChoice
        drawn={drawn}
        name="decision"
        label={say('决定', 'Decision')}
        options={[
          ['approve', say('通过', 'Approve'), '1'],
          ['return', say('退回补正', 'Return for correction'), '2'],
          ['reject', say('不予通过', 'Reject'), '3'],
        ]}
      />
      <p class="hint">
        {say(
          '退回或不予通过时须选择事由并说明；不予通过的，还须选择所依据的条款。退回时可在左侧勾选需要补正的内容，逐项写明原因。',
          'Who returns or rejects says why; a rejection names its clause as well. With a return, tick what is to be corrected in the dossier and say why there.',
        )}
      </p>
      <Reasons
        drawn={drawn}
        groups={[
          { label: say('退回补正', 'Return for correction'), of: grounds(returnReasons) },
          { label: say('不予通过', 'Reject'), of: grounds(rejectReasons) },
        ]}
        needed={say('（退回或不予通过时必填）', '(needed to return or reject)')}
        hint={say('申报单位会看到这段说明。', 'The claimant reads this.')}
      />
      <ReturnOthers {...{ drawn, papers }} />
      {clauses.length > 0 && (
        <Given
          drawn={drawn}
          name="clause"
          label={say('依据条款', 'Clause')}
          needed={say('（不予通过时必选）', '(needed to reject)')}
          hint={say('写入决定书。', 'It stands in the letter.')}
          options={clauses.map(({ clause, states }) => {
            const said = states.map((one) => say(one)).join(say('；', '; '));
            return [clause, `${clause}${say('：', ': ')}${said}`] as const;
          })}
        />
      )}
    </>
  );
}

/** What was found is settled with an approval only. */
export const decisionIn = (sent: Sent) => ({
  ...decisionOf(sent),
  ...sent.some('clause'),
  ...returnedIn(sent),
  ...(sent.text('decision') === 'approve' && settled(sent)),
});

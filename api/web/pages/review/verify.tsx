import { fallenName } from '../../../../domain/messages/fallen.ts';
import { valueName } from '../../../../domain/messages/form-names.ts';
import { verificationReasons } from '../../../../domain/messages/reasons.ts';
import type { Sent } from '../../parts/act.ts';
import { FileLink } from '../../parts/file-link.tsx';
import { Field } from '../../parts/form.tsx';
import { refsText } from '../../parts/refs.ts';
import { Facts, Money, Note, Yuan } from '../../parts/show.tsx';
import { type Drawn, Given } from './act-page.tsx';
import type { ClaimAnswer, Papers } from './dossier.tsx';
import { Others, othersIn, placeIn } from './others.tsx';

/** 核验: who is not named here passes. Whoever stands on a later page of the roster is named by number. */
export function FailPersons({ drawn, papers }: { drawn: Drawn; papers: Papers }) {
  const { claim, dossier } = papers;
  const { c, sent } = drawn;
  const { say } = c.var;
  const options = verificationReasons.map(({ code, name }) => [code, say(name)] as const);
  const linesOf = (ref: string) => (claim.lines ?? []).filter((line) => line.ref === ref);
  const isOpen = (ref: string) => linesOf(ref).some(({ status }) => status !== 'fallen');
  return (
    <>
      <AtStake drawn={drawn} claim={claim} />
      <p>
        {say(
          '只为未通过核验的人员选择事由；其余人员通过。',
          'Choose a ground for those whose evidence does not hold; the others pass.',
        )}
      </p>
      {dossier.roster.items
        .filter(({ ref }) => isOpen(ref))
        .map(({ ref, name }) => (
          <div>
            <input type="hidden" name="person" value={ref} />
            <Field
              name={`fail-${ref}`}
              label={`${ref} ${name}`}
              options={options}
              value={sent.text(`fail-${ref}`)}
              say={say}
            />
            <div class="soft">
              <Money fen={linesOf(ref).reduce((sum, { amountFen }) => sum + amountFen, 0)} /> ·{' '}
              {say('证明：', 'Evidence: ')}
              {dossier.evidence
                .filter((one) => one.ref === ref)
                .map(({ kind, fileId }) => {
                  const called = say(valueName('evidence.kind', kind));
                  return fileId ? (
                    <FileLink c={c} id={fileId}>
                      {called}{' '}
                    </FileLink>
                  ) : (
                    <span>{say(`${called}（无附件）`, `${called}, no document`)} </span>
                  );
                })}
            </div>
          </div>
        ))}
      <Others
        {...{ drawn, papers }}
        label={say(
          '名册其他页上没有培训证明的人员，每行一个名册序号',
          'Numbers of others without evidence, one a line',
        )}
        lineOf={(path) => placeIn('failed', path) - shownIn(sent).length}
      />
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} />
    </>
  );
}

/** What is to be paid back as things stand; who fails adds what they had. */
function AtStake({ drawn: { c, sent }, claim }: { drawn: Drawn; claim: ClaimAnswer }) {
  const { say } = c.var;
  const { lines = [], advance } = claim;
  const failing = new Set(failedIn(sent).map(({ ref }) => ref));
  const standing = lines.filter(({ ref, status }) => status !== 'fallen' && !failing.has(ref));
  const sum = (of: typeof lines) => of.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const paidFen = advance ? advance.amountFen - advance.settledFen : 0;
  const unproven = lines.filter(({ fallenReason }) => fallenReason === 'evidence-missing');
  const missing = [...new Set(unproven.map(({ ref }) => ref))];
  return (
    <>
      {missing.length > 0 && (
        <Note tone="warn">
          {say(
            `名册第 ${refsText(missing)} 号：${fallenName('evidence-missing').zh}，已不予补贴。`,
            `Roster no. ${refsText(missing)}: ${fallenName('evidence-missing').en}; nothing is paid.`,
          )}
        </Note>
      )}
      <Facts
        of={[
          [say('已预拨（元）', 'Paid in advance, yuan'), <Yuan fen={paidFen} />],
          [say('仍可享受（元）', 'Still due, yuan'), <Yuan fen={sum(standing)} />],
          [
            failing.size > 0
              ? say('按所选事由应追回（元）', 'To be recovered by what is chosen, yuan')
              : say('其余全部通过时应追回（元）', 'To be recovered if all others pass, yuan'),
            <strong>
              <Yuan fen={Math.max(0, paidFen - sum(standing))} />
            </strong>,
          ],
        ]}
      />
      <p class="hint">{say('每有一人未通过，另追回该人的金额。', 'Whoever fails adds the sum beside their name.')}</p>
    </>
  );
}

interface Failed {
  ref: string;
  reasonCode: string;
}

const shownIn = (sent: Sent): Failed[] =>
  sent
    .all('person')
    .map((ref) => ({ ref, reasonCode: sent.text(`fail-${ref}`) }))
    .filter(({ reasonCode }) => reasonCode);

export const failedIn = (sent: Sent): Failed[] => [
  ...shownIn(sent),
  ...othersIn(sent).map(({ ref }) => ({ ref, reasonCode: verificationReasons[0]!.code })),
];

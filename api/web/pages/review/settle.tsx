import { clearingReasons, groundsOfFiling, removalReasons } from '../../../../domain/messages/reasons.ts';
import type { Say } from '../../language.ts';
import type { Sent } from '../../parts/act.ts';
import { Field, faultsAt } from '../../parts/form.tsx';
import type { Drawn } from './act-page.tsx';
import type { ClaimAnswer } from './dossier.tsx';

/** As many are settled one by one; the rest together. */
const oneByOne = 100;

/** Each open finding is cleared with its reason, or its person is removed: without that nothing is approved. */
export function SettleFindings({ drawn, claim }: { drawn: Drawn; claim: ClaimAnswer }) {
  const { say } = drawn.c.var;
  const open = claim.findings.filter(({ status }) => status === 'open');
  const rest = open.slice(oneByOne);
  const mayRemove = claim.stage === 'application-review';
  return (
    <>
      {open.slice(0, oneByOne).map((finding) => (
        <Finding drawn={drawn} finding={finding} mayRemove={mayRemove && finding.ref !== null} />
      ))}
      {rest.length > 0 && (
        <>
          {rest.map(({ id }) => (
            <input type="hidden" name="rest" value={id} />
          ))}
          <Field
            name="settle-rest"
            label={say(`其余 ${rest.length} 条疑点，一并处理`, `The other ${rest.length} findings, settled together`)}
            options={clearings(mayRemove, say)}
            value={drawn.sent.text('settle-rest')}
            say={say}
          />
        </>
      )}
      {faultsAt(drawn.problem, 'clearedFindings').map(({ messages }) => (
        <p class="fault">{say(messages)}</p>
      ))}
    </>
  );
}

const clearings = (afterClass: boolean, say: Say) =>
  (afterClass ? clearingReasons : groundsOfFiling(clearingReasons)).map(
    ({ code, name }) => [`clear ${code}`, say(`核实无误：${name.zh}`, `Cleared: ${name.en}`)] as const,
  );

interface FindingProps {
  drawn: Drawn;
  finding: ClaimAnswer['findings'][number];
  mayRemove: boolean;
}

function Finding({ drawn: { c, sent }, finding: { id, ref, messages }, mayRemove }: FindingProps) {
  const { say } = c.var;
  const reasons = [
    ...clearings(mayRemove, say),
    ...(mayRemove ? removalReasons : []).map(({ code, name }) => [
      `remove ${code}`,
      say(`移出人员：${name.zh}`, `Person removed: ${name.en}`),
    ]),
  ] as [string, string][];
  return (
    <fieldset>
      <legend>{findingOn(ref, say)}</legend>
      <div>{say(messages)}</div>
      <input type="hidden" name="finding" value={`${id} ${ref ?? ''}`} />
      <Field
        name={`settle-${id}`}
        label={say('处理', 'Settle')}
        options={reasons}
        value={sent.text(`settle-${id}`)}
        say={say}
      />
      <Field name={`words-${id}`} label={say('说明', 'In words')} value={sent.text(`words-${id}`)} say={say} />
    </fieldset>
  );
}

const findingOn = (ref: string | null, say: Say) =>
  ref ? say(`疑点：名册第 ${ref} 号`, `Finding: roster no. ${ref}`) : say('疑点：整件', 'Finding: the claim');

const chosenIn = (sent: Sent) =>
  sent.all('finding').map((one) => {
    // A number on a roster may hold blanks.
    const [, id = '', ref = ''] = /^(\S+) ?(.*)$/s.exec(one) ?? [];
    const [how, reasonCode = ''] = sent.text(`settle-${id}`).split(' ');
    return { id, ref, how, reasonCode, reason: sent.optional(`words-${id}`) };
  });

/** What is said of each, and of whom it is. */
export const settledWords = (sent: Sent, say: Say) =>
  chosenIn(sent).map(({ ref, reason = '' }) => [findingOn(ref, say), reason] as const);

/** What of it reaches the API. */
export function settled(sent: Sent) {
  const chosen = chosenIn(sent);
  const [, ofRest] = sent.text('settle-rest').split(' ');
  const rest = ofRest ? sent.all('rest').map((id) => ({ id, reasonCode: ofRest })) : [];
  const cleared = chosen.filter(({ how }) => how === 'clear');
  const removed = new Map(chosen.filter(({ how }) => how === 'remove').map((one) => [one.ref, one]));
  return {
    ...(cleared.length + rest.length > 0 && {
      clearedFindings: [...cleared.map(({ id, reasonCode, reason }) => ({ id, reasonCode, reason })), ...rest],
    }),
    ...(removed.size > 0 && {
      removedLines: [...removed.values()].map(({ ref, reasonCode, reason }) => ({ ref, reasonCode, reason })),
    }),
  };
}

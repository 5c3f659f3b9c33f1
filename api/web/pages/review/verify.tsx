import { verificationReasons } from '../../../../domain/messages/reasons.ts';
import type { Sent } from '../../parts/act.ts';
import { Field } from '../../parts/form.tsx';
import { type Drawn, Given } from './act-page.tsx';
import type { Papers } from './dossier.tsx';

/** 核验: who is not named here passes. Whoever stands on a later page of the roster is named by number. */
export function FailPersons({ drawn, papers: { dossier } }: { drawn: Drawn; papers: Papers }) {
  const { c, sent } = drawn;
  const { say } = c.var;
  const options = verificationReasons.map(({ code, name }) => [code, say(name)] as const);
  return (
    <>
      <p>
        {say(
          '只为未通过核验的人员选择事由；其余人员通过。',
          'Choose a ground for those whose evidence does not hold; the others pass.',
        )}
      </p>
      {dossier.roster.items.map(({ ref, name }) => (
        <>
          <input type="hidden" name="person" value={ref} />
          <Field
            name={`fail-${ref}`}
            label={`${ref} ${name}`}
            options={options}
            value={sent.text(`fail-${ref}`)}
            say={say}
          />
        </>
      ))}
      {dossier.roster.nextCursor && (
        <Given
          drawn={drawn}
          name="others"
          rows={3}
          label={say('名册其他页上没有培训证明的人员序号，每行一个', 'Numbers of others without evidence, one a line')}
        />
      )}
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} />
    </>
  );
}

export function failedIn(sent: Sent): { ref: string; reasonCode: string }[] {
  const shown = sent.all('person').map((ref) => ({ ref, reasonCode: sent.text(`fail-${ref}`) }));
  const others = sent
    .text('others')
    .split('\n')
    .map((ref) => ref.trim())
    .filter((ref) => ref !== '');
  const without = verificationReasons[0]!.code;
  return [...shown.filter(({ reasonCode }) => reasonCode), ...others.map((ref) => ({ ref, reasonCode: without }))];
}

import type { Child } from 'hono/jsx';
import type { Sent } from '../../parts/act.ts';
import { faultsAt } from '../../parts/form.tsx';
import { fieldId } from '../../parts/show.tsx';
import type { Drawn } from './act-page.tsx';

/** The form of the decision: what is ticked in the dossier belongs to it. */
export const decisionForm = 'decision-form';

/** Ticks what stands at the path as wrong, and says why. */
export type Mark = (path: string, name: string) => Child;

export const markIn =
  ({ c, sent, problem }: Drawn): Mark =>
  (path, name) => {
    const { say } = c.var;
    const ticked = sent.all('field');
    const faults = faultsAt(problem, `fields.${ticked.indexOf(path)}.reason`);
    return (
      <div class="mark">
        <input
          type="checkbox"
          name="field"
          value={path}
          form={decisionForm}
          checked={ticked.includes(path)}
          aria-label={say(`退回：${name}`, `Return: ${name}`)}
          title={say('退回此项', 'Return this')}
        />
        <input
          type="text"
          id={ticked.includes(path) ? fieldId(`fields.${ticked.indexOf(path)}.reason`) : undefined}
          name={`why-${path}`}
          form={decisionForm}
          value={sent.text(`why-${path}`)}
          maxlength={500}
          placeholder={say('哪里需要补正', 'What is to be corrected')}
          aria-label={say(`退回原因：${name}`, `Why: ${name}`)}
          aria-invalid={faults.length > 0 ? 'true' : undefined}
        />
        {faults.length > 0 && <p class="fault">{faults.map(({ messages }) => say(messages)).join(' ')}</p>}
      </div>
    );
  };

/** What of it reaches the API, in the order of the ticks. */
export const returnedIn = (sent: Sent): { fields?: { path: string; reason: string }[] } => {
  const fields = sent.all('field').map((path) => ({ path, reason: sent.text(`why-${path}`) }));
  return fields.length > 0 ? { fields } : {};
};

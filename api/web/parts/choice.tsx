import type { ProblemBody } from '../../problem.ts';
import type { Say } from '../language.ts';
import { faultsAt } from './form.tsx';
import { fieldId } from './show.tsx';

/** One of few, none of them chosen beforehand: a decision is taken, not passed over; with the arrow keys, and with its own key where it has one. What is barred says why in its label. */
export function Choice({
  name,
  label,
  options,
  value,
  problem,
  say,
}: {
  name: string;
  label: string;
  options: readonly (readonly [value: string, label: string, key?: string, barred?: boolean])[];
  value?: string;
  problem?: ProblemBody;
  say: Say;
}) {
  const faults = faultsAt(problem, name);
  return (
    <fieldset id={fieldId(name)}>
      <legend>{label}</legend>
      {options.map(([one, text, key, barred]) => (
        <label>
          <input
            type="radio"
            name={name}
            value={one}
            checked={one === value}
            required
            disabled={barred}
            accesskey={key}
          />{' '}
          {text}
          {key && <kbd>{key}</kbd>}
        </label>
      ))}
      {faults.length > 0 && <p class="fault">{faults.map(({ messages }) => say(messages)).join(' ')}</p>}
    </fieldset>
  );
}

/** The two ways of every second person. */
export const approveOrReject = (say: Say) =>
  [
    ['approve', say('同意', 'Approve')],
    ['reject', say('不同意', 'Refuse')],
  ] as const;

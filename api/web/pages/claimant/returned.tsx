import { reasonName } from '../../../../domain/messages/reasons.ts';
import { type Fault, Problem } from '../../../../domain/problem.ts';
import { returnedName } from '../../../claims/return-fields.ts';
import { type ProblemBody, problemBody } from '../../../problem.ts';
import type { Say } from '../../language.ts';
import { fieldId, Note } from '../../parts/show.tsx';
import type { Dossier } from './dossier.ts';
import type { Programme } from './law.ts';

type Return = Dossier['submissions'][number];
type People = Dossier['roster']['items'];

/** What the reviewer said when it came back last. */
export const lastReturn = ({ submissions }: Dossier): Return | undefined =>
  submissions.findLast(({ act }) => act.startsWith('return'));

/** Documents are chosen by an input of their own. */
const shownAt = (path: string) => (/\.materials\.[^.]+$/.test(path) ? `${path}.file` : path);

/** What is to be put right stands beside its field, as what the API refuses does. */
export function withReturned(problem: ProblemBody | undefined, { fields }: Pick<Return, 'fields'>): ProblemBody {
  const errors: Fault[] = fields.map(({ path, reason }) => ({
    ...{ path: shownAt(path), code: 'returned', messages: { zh: `退回原因：${reason}`, en: `Returned: ${reason}` } },
  }));
  const base = problem ?? problemBody(new Problem('invalid-input'));
  return { ...base, errors: [...base.errors, ...errors] };
}

interface Props {
  returned: Return;
  people: People;
  programme: Programme;
  /** The page of the form, where it is not this one. */
  form?: string;
  say: Say;
}

/** Why it came back, with a link to everything that is to be put right. */
export function ReturnedNote({ returned: { reason, reasonCode, fields }, people, programme, form = '', say }: Props) {
  const nameOf = (ref: string) => people.find((person) => person.ref === ref)?.name;
  return (
    <Note tone="warn">
      <p>
        <strong>{say('退回原因', 'Why it came back')}</strong>
        {reasonCode && say(`：${reasonName(reasonCode).zh}`, `: ${reasonName(reasonCode).en}`)}
      </p>
      <p>{reason}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map(({ path, reason: why }) => (
            <li>
              <a href={`${form}#${fieldId(shownAt(path))}`}>{say(returnedName(path, nameOf, programme))}</a>
              {say('：', ': ')}
              {why}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

/** Whom of the roster it is about: beside the field for another roster. */
export function ReturnedPeople({ returned, people, say }: Omit<Props, 'programme' | 'form'>) {
  return (
    <>
      {people.map(({ ref, name }) => {
        const found = returned.fields.find(({ path }) => path === `roster.${ref}`);
        return (
          found && (
            <p class="fault" id={fieldId(found.path)}>
              {say(`名册第 ${ref} 号 ${name}：${found.reason}`, `Roster no. ${ref} ${name}: ${found.reason}`)}
            </p>
          )
        );
      })}
    </>
  );
}

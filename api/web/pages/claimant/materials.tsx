import type { Context } from 'hono';
import { documentTypes } from '../../../../domain/claim/documents.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { chosenFrom, storeDocument } from '../../parts/documents.ts';
import { Field } from '../../parts/form.tsx';
import { fieldId } from '../../parts/show.tsx';
import { Faults } from './fields.tsx';
import type { Material } from './law.ts';
import { type Posted, textIn } from './schema.ts';

/** A document of a claim, as forms name it. */
export interface Named {
  kind: string;
  fileId: string;
}

const chosenAs = (at: string, kind: string) => `${at}.${kind}.file`;
const keptAs = (at: string, kind: string) => `${at}.${kind}.fileId`;

/** Tables of a platform may come as CSV; nobody is led to hand in a licence so. */
const usual = Object.keys(documentTypes).filter((type) => type !== 'text/csv');

const filesIn = (form: Posted, name: string) =>
  [form[name]].flat().filter((one): one is File => one instanceof File && one.size > 0);

/**
 * Stores the documents that come with a form, and puts their ids into it, so that nobody chooses a file twice when the form is shown again. The
 * same file under the same form is stored once. @throws Refused for a document that the API does not take; those before it are kept
 */
export async function storeMaterials(
  c: Context<WebEnv>,
  demanded: readonly Material[],
  at: string,
  form: Posted,
): Promise<void> {
  for (const { kind } of demanded) {
    const [chosen, kept] = [chosenAs(at, kind), keptAs(at, kind)];
    const files = filesIn(form, chosen);
    delete form[chosen];
    for (const file of files)
      form[kept] = [...idsIn(form, kept), await storeDocument(c, file, textIn(form, 'key'), chosen)];
  }
}

/** The documents that a form names. */
export const materialsIn = (demanded: readonly Material[], at: string, form: Posted): Named[] =>
  demanded.flatMap(({ kind }) => idsIn(form, keptAs(at, kind)).map((fileId) => ({ kind, fileId })));

const idsIn = (form: Posted, name: string) =>
  [form[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** One input per document that the programme asks for; what is already there is said. */
export function Materials(props: {
  demanded: readonly Material[];
  at: string;
  given: readonly Named[];
  problem?: ProblemBody;
  say: Say;
}) {
  const { demanded, at, given, problem, say } = props;
  if (demanded.length === 0) return null;
  return (
    <fieldset class="broad" id={fieldId(at)}>
      <legend>{say('申报材料', 'Documents')}</legend>
      <p class="hint">{say('PDF、图片、Word 或 Excel。', 'PDF, pictures, Word or Excel.')}</p>
      <div class="grid">
        {demanded.map((material) => (
          <DocumentField {...{ material, at, given, problem, say }} />
        ))}
      </div>
      <Faults {...{ at, problem, say }} />
    </fieldset>
  );
}

/** The input for one document, which says what is already there. */
export function DocumentField(props: {
  material: Material;
  at: string;
  given: readonly Named[];
  problem?: ProblemBody;
  say: Say;
}) {
  const { material, at, given, problem, say } = props;
  const { kind, names, required } = material;
  const own = given.filter((one) => one.kind === kind);
  const label = `${say(names)}${required === 'delegated' ? say('（委托培训时）', ' (when an institution trains)') : ''}`;
  return (
    <div>
      <Field
        {...{ name: chosenAs(at, kind), type: 'file', label, problem, say }}
        required={required === 'always' && own.length === 0}
        hint={own.length > 0 ? say(`已上传 ${own.length} 份`, `${own.length} uploaded`) : undefined}
        more={{ multiple: 'multiple', accept: chosenFrom(usual) }}
      />
      {own.map(({ fileId }) => (
        <input type="hidden" name={keptAs(at, kind)} value={fileId} />
      ))}
    </div>
  );
}

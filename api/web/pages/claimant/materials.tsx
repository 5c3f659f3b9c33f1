import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { documentTypes } from '../../../../domain/claim/documents.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { chosenFrom, storeDocument, type Uploaded, uploadedOf } from '../../parts/documents.ts';
import { Field } from '../../parts/form.tsx';
import { fieldId } from '../../parts/show.tsx';
import { Faults } from './fields.tsx';
import type { Material } from './law.ts';
import { type Posted, textIn } from './schema.ts';

/** A document of a claim, as forms name it. */
interface Named {
  kind: string;
  fileId: string;
}

/** The same, with what is known of its file. */
export type Given = Named & Partial<Uploaded>;

/** The documents that a form names, as they were uploaded. */
export async function givenIn(c: Context<WebEnv>, named: unknown): Promise<Given[]> {
  const materials = (named ?? []) as Named[];
  const uploaded = await uploadedOf(c, [...new Set(materials.map(({ fileId }) => fileId))]);
  const byId = new Map(uploaded.map((one) => [one.fileId, one]));
  return materials.map((one) => ({ ...one, ...byId.get(one.fileId) }));
}

const chosenAs = (at: string, kind: string) => `${at}.${kind}.file`;
const keptAs = (at: string, kind: string) => `${at}.${kind}.fileId`;

/** Tables of a platform may come as CSV; nobody is led to hand in a licence so. */
const usual = Object.keys(documentTypes).filter((type) => type !== 'text/csv');

const filesIn = (form: Posted, name: string) =>
  [form[name]].flat().filter((one): one is File => one instanceof File && one.size > 0);

/**
 * Stores the documents that come with a form, and puts their ids into it, so that nobody chooses a file twice when the form is shown again. What is
 * chosen again is there once. @throws Refused for a document that the API does not take; those before it are kept
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
    if (files.length === 0) continue;
    const known = new Set((await uploadedOf(c, idsIn(form, kept))).map(({ sha256 }) => sha256));
    for (const file of files) {
      const sha256 = await sha256Of(file);
      if (known.has(sha256)) continue;
      form[kept] = [...idsIn(form, kept), await storeDocument(c, file, textIn(form, 'key'), chosen)];
      known.add(sha256);
    }
  }
}

const sha256Of = async (file: File) =>
  createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex');

/** The documents that a form names. */
export const materialsIn = (demanded: readonly Material[], at: string, form: Posted): Named[] =>
  demanded.flatMap(({ kind }) => idsIn(form, keptAs(at, kind)).map((fileId) => ({ kind, fileId })));

const idsIn = (form: Posted, name: string) =>
  [form[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** One input per document that the programme asks for; what is already there is said. */
export function Materials(props: {
  demanded: readonly Material[];
  at: string;
  given: readonly Given[];
  problem?: ProblemBody;
  say: Say;
}) {
  const { demanded, at, given, problem, say } = props;
  if (demanded.length === 0) return null;
  return (
    <fieldset class="broad" id={fieldId(at)}>
      <legend>{say('申报材料', 'Documents')}</legend>
      <p class="hint">
        {say(
          'PDF、图片、Word 或 Excel。已上传的文件取消“保留”后不再提交。',
          'PDF, pictures, Word or Excel. What is uploaded and not kept is not handed in.',
        )}
      </p>
      <div class="grid">
        {demanded.map((material) => (
          <DocumentField {...{ material, at, given, problem, say }} />
        ))}
      </div>
      <Faults {...{ at, problem, say }} />
    </fieldset>
  );
}

/** When a document has to be there that this form could be sent without. */
const needed: Partial<Record<Material['required'], Bilingual>> = {
  always: { zh: '（必须提交；不保留的，另选文件）', en: '(needed: choose another one where this is not kept)' },
  delegated: { zh: '（委托培训的必须提交）', en: '(needed when an institution trains)' },
  signed: { zh: '（勾选签署的，不必上传）', en: '(need not be uploaded: the tick signs it)' },
};

/** The input for one document, which says what is already there. */
export function DocumentField(props: {
  material: Material;
  at: string;
  given: readonly Given[];
  problem?: ProblemBody;
  say: Say;
}) {
  const { material, at, given, problem, say } = props;
  const { kind, names, required } = material;
  const own = given.filter((one) => one.kind === kind);
  const isThere = own.length > 0;
  return (
    <Field
      {...{ name: chosenAs(at, kind), type: 'file', label: say(names), problem, say }}
      required={required === 'always' && !isThere}
      needed={needed[required] && say(needed[required])}
      more={{ multiple: 'multiple', accept: chosenFrom(usual) }}
    >
      {isThere && (
        <ul class="plain">
          {own.map((one) => (
            <li>
              <Kept name={keptAs(at, kind)} of={one} say={say} />
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}

/** A document that is there already: seen by its link, and taken away by unticking it. */
export function Kept({ name, of, say }: { name: string; of: { fileId: string } & Partial<Uploaded>; say: Say }) {
  const { fileId, bytes } = of;
  const called = of.name ?? say('已上传的文件', 'The uploaded file');
  return (
    <>
      <input
        {...{ type: 'checkbox', name, value: fileId, checked: true }}
        aria-label={say(`保留 ${called}，取消勾选则移除`, `Keep ${called}; untick to take it away`)}
      />{' '}
      {say('保留', 'Keep')} <a href={`/files/${encodeURIComponent(fileId)}`}>{called}</a>{' '}
      {bytes !== undefined && <span class="soft">{Math.ceil(bytes / 1024)} KB</span>}
    </>
  );
}

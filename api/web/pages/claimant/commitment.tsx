import type { ProblemBody } from '../../../problem.ts';
import type { Say } from '../../language.ts';
import { When } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { AnyField } from './fields.tsx';
import { cited, type Material, type Programme } from './law.ts';
import { DocumentField, type Given } from './materials.tsx';
import { inPath } from './schema.ts';

/** The letter as a document that is handed in with its seal, as the notices call it. */
export const isLetter = ({ kind }: Pick<Material, 'kind'>) => /commitment/.test(kind);

interface Shown {
  programme: Programme;
  at: string;
  value: Record<string, unknown>;
  given: readonly Given[];
  /** Who signs, and when. */
  signer: { name: string; at: string };
  problem?: ProblemBody;
  say: Say;
}

const ticks = ['willTrain', 'commitmentSigned'];

/** A filing without its signatures: what was signed once is signed anew by who sends it. */
export const unsigned = (filing: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filing).filter(([name]) => !ticks.includes(name)));

/** Where the place has no letter only the form is signed. */
const signedLetter = {
  zh: '已阅读并签署承诺书，所填内容和材料真实有效',
  en: 'Letter read and signed for who claims: what is stated and handed in is true and valid',
};

/** 承诺书: what is promised, to be read; then it is signed, and handed in with its seal where the place demands that. */
export function Commitment({ programme, at, value, given, signer, problem, say }: Shown) {
  const { schema } = programme.forms.filing;
  const letters = programme.materials.filing.filter(isLetter);
  const promised = letters.length > 0 || programme.commitment.length > 0;
  return (
    <fieldset class="broad">
      <legend>
        {letters[0] ? say(letters[0].names) : promised ? say('承诺', 'Commitment') : say('签署', 'Signature')}
      </legend>
      {programme.commitment.length > 0 && (
        <>
          <p>{say('本单位承诺：', 'We promise:')}</p>
          <ol>
            {programme.commitment.map(({ text, source }) => (
              <li>
                {say(text)} <span class="soft">{sourceText(cited(source), say)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {letters.map((letter) => (
        <DocumentField {...{ material: letter, at: inPath(at, 'materials'), given, problem, say }} />
      ))}
      {ticks
        .filter((name) => schema.properties?.[name])
        .map((name) => (
          <AnyField
            {...{ schema: schema.properties![name]!, at: inPath(at, name), value: value[name], problem, say }}
            required={schema.required?.includes(name) ?? false}
            label={promised && name === 'commitmentSigned' ? say(signedLetter) : undefined}
          />
        ))}
      <p class="hint">
        {say(`签署人：${signer.name}，签署时间：`, `Signed by ${signer.name}, on `)}
        <When at={signer.at} />
        {say(
          '。提交时才算签署：草稿不保存勾选，再次打开或补正时请重新勾选。',
          '. It is signed when it is sent: a draft does not keep the tick; set it again when you go on, or correct it.',
        )}
      </p>
    </fieldset>
  );
}

import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { Note } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { Commitment, isLetter } from './commitment.tsx';
import type { OpenDraft } from './drafts.tsx';
import { AnyField, ObjectFields } from './fields.tsx';
import type { Programme } from './law.ts';
import { givenIn, Materials, materialsIn, storeMaterials } from './materials.tsx';
import { changeRows, inPath, type Posted, readPosted, type Schema, textIn } from './schema.ts';
import { ToPrint } from './to-print.tsx';

const at = 'filing';

/** What others fill in, and what this form shows in its own way. */
const elsewhere = ['authorityOpinion', 'materials'];
/** What one signs comes last. */
const signed = ['enterpriseOpinion', 'willTrain', 'commitmentSigned'];

interface Read {
  value: Record<string, unknown>;
  /** A file that the API refused: the others are kept. */
  problem?: ProblemBody;
  /** A row was added or taken away: the form is shown again. */
  rowsChanged: boolean;
}

/** A posted filing form, with its documents stored. */
export async function readFiling(c: Context<WebEnv>, { forms, materials }: Programme, form: Posted): Promise<Read> {
  const asked = textIn(form, 'do');
  const value = (readPosted(forms.filing.schema, at, form, asked !== '') ?? {}) as Record<string, unknown>;
  const rowsChanged = changeRows(value, at, asked);
  const documents = inPath(at, 'materials');
  const problem = await storeMaterials(c, materials.filing, documents, form).catch(refusalOf);
  value.materials = materialsIn(materials.filing, documents, form);
  return { value, rowsChanged, problem: problem ?? undefined };
}

export function refusalOf(error: unknown): ProblemBody {
  if (error instanceof Refused) return error.problem;
  throw error;
}

/** The fields of a filing form: first who and what, then the documents, at last what is signed. */
export async function FilingFields({
  c,
  programme,
  draft,
  people,
  ...shown
}: {
  c: Context<WebEnv>;
  programme: Programme;
  value: Record<string, unknown>;
  draft: OpenDraft | null;
  /** On the roster; null: there is none yet. */
  people: number | null;
  problem?: ProblemBody;
}) {
  const { say, session, remote } = c.var;
  const { value, problem } = shown;
  const { forms, materials } = programme;
  const { schema } = forms.filing;
  const { enterpriseOpinion } = schema.properties ?? {};
  const given = await givenIn(c, value.materials);
  const demanded = materials.filing.filter((one) => !isLetter(one));
  const signer = { name: session!.subject, at: (await remote.get<{ now: string }>('/v1/clock')).now };
  return (
    <>
      {/* The first button is what the Enter key presses: it must not be one that takes a row away. */}
      <button type="submit" class="skip" tabindex={-1}>
        {say('提交', 'Submit')}
      </button>
      <HeadCount {...{ value, people, say }} />
      <ObjectFields {...{ schema: required(schema), at, value, problem, say, leave: [...elsewhere, ...signed] }} />
      <ToPrint {...{ c, demanded, draft }} />
      <Materials {...{ demanded, at: inPath(at, 'materials'), given, problem, say }} />
      {enterpriseOpinion && (
        <AnyField
          {...{ schema: enterpriseOpinion, at: inPath(at, 'enterpriseOpinion'), problem, say }}
          value={value.enterpriseOpinion}
          required={schema.required?.includes('enterpriseOpinion') ?? false}
        />
      )}
      <Commitment {...{ programme, at, value, given, signer, problem, say }} />
    </>
  );
}

/** Told before it is sent, as the reviewer is told it then. It stops nothing. */
function HeadCount({ value, people, say }: { value: Record<string, unknown>; people: number | null; say: Say }) {
  const { plannedHeadCount: planned } = (value.training ?? {}) as { plannedHeadCount?: unknown };
  if (people === null || typeof planned !== 'number' || planned === people) return null;
  return (
    <Note tone="warn">
      {say(
        `计划培训 ${planned} 人，名册为 ${people} 人，两者不一致。请核对；仍可提交，审核人员会看到这一提示。`,
        `The plan is for ${planned} people, the roster names ${people}. Check it; it can be sent all the same, and the reviewer is told.`,
      )}
    </Note>
  );
}

/** What is asked for comes before what may be left out. */
function required(schema: Schema): Schema {
  const fields = Object.entries(schema.properties ?? {});
  const isAsked = ([name]: [string, Schema]) => schema.required?.includes(name) ?? false;
  const ordered = [...fields.filter(isAsked), ...fields.filter((field) => !isAsked(field))];
  return { ...schema, properties: Object.fromEntries(ordered) };
}

import type { Context } from 'hono';
import { calculators } from '../../../../domain/money/calculators/index.ts';
import { figuresOfStep } from '../../../../domain/rules/step-figures.ts';
import { mostHours, mostTrainees } from '../../../../jurisdictions/quote.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { page } from '../../parts/layout.tsx';
import { unreckoned, unreckonedBy, wholeNumber } from '../../parts/reckoning.ts';
import { ProblemNote } from '../../parts/show.tsx';
import { missedBy } from '../../parts/too-late.tsx';
import { Refused } from '../../remote.ts';
import { Figures } from '../public/figures.tsx';
import { deadlinesOf } from './course.ts';
import { Estimate, type Quote, type Timetable } from './estimate-answer.tsx';
import { AnyField, ObjectFields } from './fields.tsx';
import { demandClaimant, type Place, type Programme, programmeIn } from './law.ts';
import { readPosted, type Schema } from './schema.ts';
import { addressOf, Steps } from './steps.tsx';

/** Before anything is filled in: whether one qualifies, what it brings, and by when. The answer comes as one types, and by a button. */
export function estimatePage(site: Site): void {
  site.get('/claims/new/:place/:programme', estimate);
}

async function estimate(c: Context<WebEnv>) {
  const { say } = c.var;
  demandClaimant(c);
  const { place, programme } = await programmeIn(c, c.req.param('place')!, c.req.param('programme')!);
  const asked = new URL(c.req.url).searchParams;
  const questions = questionsOf(programme);
  const answers = (readPosted(questions, '', Object.fromEntries(asked)) ?? {}) as Answers;
  const result = answers.training?.classOpensOn ? await ask(c, place, programme, answers) : null;
  const problem = result && 'code' in result ? result : undefined;
  const title = say('条件与试算', 'Conditions and estimate');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Steps {...{ at: 0, place, programme, say }} />
      <div class="columns">
        <form method="get" action={`/claims/new/${place.slug}/${programme.slug}`} class="stack card" data-live="answer">
          <h2>{say('您的情况', 'Your case')}</h2>
          <div class="grid">
            <ObjectFields
              schema={questions.properties!.enterprise!}
              at="enterprise"
              value={answers.enterprise}
              {...{ say }}
            />
            <ObjectFields
              schema={questions.properties!.training!}
              at="training"
              value={answers.training}
              {...{ problem, say }}
            />
          </div>
          {questions.properties!.plannedCertificate && (
            <AnyField
              schema={questions.properties!.plannedCertificate}
              at="plannedCertificate"
              value={answers.plannedCertificate}
              required
              say={say}
            />
          )}
          <div>
            <button type="submit" class="second">
              {say('试算', 'Estimate')}
            </button>
          </div>
        </form>
        <section class="card" id="answer" aria-live="polite">
          <h2>{say('试算结果', 'Estimate')}</h2>
          {problem ? (
            <ProblemNote problem={problem} say={say} />
          ) : result ? (
            <Estimate {...(result as Told)} say={say} />
          ) : (
            <p>
              {say(
                '填写开班日期后，这里显示能否享受、补多少、各环节何时到期。',
                'State the first day of the class, and you read here whether you qualify, what it brings, and by when.',
              )}
            </p>
          )}
          {result && !problem && (
            <p>
              {isPromising(result as Told) ? (
                <a class="button" href={addressOf(place, programme, '/roster', asked)}>
                  {say('下一步：导入名册', 'Next: the roster')}
                </a>
              ) : (
                <a href={addressOf(place, programme, '/roster', asked)}>
                  {say('仍要继续：导入名册', 'Go on all the same: the roster')}
                </a>
              )}
            </p>
          )}
        </section>
      </div>
      <Law place={place} programme={programme} say={say} />
    </>,
  );
}

interface Answers {
  enterprise?: Record<string, unknown>;
  training?: { classOpensOn?: string; classEndsOn?: string; plannedHeadCount?: number; classHours?: number };
  plannedCertificate?: Record<string, unknown>;
}

interface Told {
  quote: Quote;
  timetable: Timetable;
  endsOn?: string;
}

/** There is money to be had, and time to apply for it. */
const isPromising = (told: Told) => told.quote.totalFen > 0 && !missedBy(told);

/** What a sum and its deadlines depend on, out of the programme's own forms. */
function questionsOf({ forms }: Programme): Schema {
  const { enterprise, training } = forms.filing.schema.properties ?? {};
  const row = forms.rosterRow.schema;
  const pick = (schema: Schema | undefined, names: readonly string[]): Schema => ({
    properties: Object.fromEntries(
      names.flatMap((name) => (schema?.properties?.[name] ? [[name, schema.properties[name]]] : [])),
    ),
    required: schema?.required?.filter((name) => names.includes(name)) ?? [],
  });
  const declared = Object.entries(enterprise?.properties ?? {})
    .filter(([name, { type }]) => type === 'boolean' && enterprise?.required?.includes(name))
    .map(([name]) => name);
  const certificate = row.required?.includes('plannedCertificate') && row.properties?.plannedCertificate;
  return {
    properties: {
      enterprise: pick(enterprise, ['kind', ...declared]),
      training: pick(training, ['classOpensOn', 'classEndsOn', 'plannedHeadCount', 'classHours']),
      ...(certificate && { plannedCertificate: certificate }),
    },
  };
}

/** Sum and deadlines, or why they cannot be told. */
async function ask(
  c: Context<WebEnv>,
  place: Place,
  programme: Programme,
  answers: Answers,
): Promise<Told | ProblemBody> {
  const { remote } = c.var;
  const { enterprise = {}, training = {}, plannedCertificate: certificate } = answers;
  const { classOpensOn: classOpenedOn, classEndsOn: classEndedOn, plannedHeadCount = 1, classHours } = training;
  const faults = [
    ...wholeNumber(plannedHeadCount, 'training.plannedHeadCount', 1, mostTrainees),
    ...wholeNumber(classHours, 'training.classHours', 1, mostHours),
  ];
  if (faults.length > 0) return unreckonedBy(faults);
  const { now } = await remote.get<{ now: string }>('/v1/clock');
  const where = { jurisdiction: place.slug, programme: programme.slug };
  const person = { relation: 'employee', classHours, certificate };
  const trainees = Array.from({ length: plannedHeadCount }, (_, i) => ({ ref: `${i + 1}`, ...person }));
  const dates = { filedAt: now, classOpenedOn, classEndedOn };
  const body = { ...where, ...dates, enterprise, plan: classHours && { classHours }, trainees };
  try {
    const [quote, deadlines] = await Promise.all([
      remote.post<Quote>('/v1/quotes', body, 'quote'),
      deadlinesOf(c, programme, { ...where, ...dates }),
    ]);
    return { quote, timetable: { deadlines }, endsOn: classEndedOn };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return placed(unreckoned(error.problem));
  }
}

/** Faults stand beside the fields of this page, which have the names of the filing form. */
function placed(problem: ProblemBody): ProblemBody {
  const at: Record<string, string> = { classOpenedOn: 'training.classOpensOn', classEndedOn: 'training.classEndsOn' };
  const here = (path = '') => at[path] ?? path.replace(/^trainees\.0\.certificate\b/, 'plannedCertificate');
  return { ...problem, errors: problem.errors.map((fault) => ({ ...fault, path: here(fault.path) })) };
}

/** The figures that decide on sum and deadlines, as the pack's rules name them. */
function restsOn({ calculator, allowance, eligibility, caps, steps, parameters }: Programme) {
  const reads = [calculator, allowance?.calculator].flatMap((name) =>
    Object.keys((name && calculators[name]?.reads) || {}),
  );
  const names = new Set([
    ...reads,
    ...eligibility.flatMap(({ params }) => Object.values(params)),
    ...caps.map(({ param }) => param),
    ...steps.flatMap((step) => figuresOfStep(step).map(({ figure }) => figure)),
  ]);
  return parameters.filter(({ name }) => names.has(name));
}

function Law({ place, programme, say }: { place: Place; programme: Programme; say: Say }) {
  const title = say({ zh: '试算依据的标准', en: 'The figures that the estimate rests on' });
  return (
    <details class="card">
      <summary>{title}</summary>
      <Figures figures={restsOn(programme)} label={title} say={say} />
      <p>
        <a href={`/rules/${place.slug}`}>
          {say('本地区的全部标准与依据', 'All figures of the place, and their sources')}
        </a>
      </p>
    </details>
  );
}

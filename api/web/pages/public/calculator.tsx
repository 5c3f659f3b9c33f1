import type { Context } from 'hono';
import { enterpriseKinds, relations } from '../../../../domain/money/types.ts';
import { fenOfYuan } from '../../../../domain/money/yuan.ts';
import { type Fault, fault } from '../../../../domain/problem.ts';
import { mostHours, mostTrainees } from '../../../../jurisdictions/quote.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { unreckoned, unreckonedBy, wholeNumber } from '../../parts/reckoning.ts';
import { ProblemNote } from '../../parts/show.tsx';
import { TooLate } from '../../parts/too-late.tsx';
import { Refused } from '../../remote.ts';
import { basisNames, certificateNames, enterpriseKindNames, relationNames } from './names.ts';
import { Deadlines, type Quote, QuotePart, type Timetable } from './quoted.tsx';

/** What is typed, by the paths of the API's bodies, so that what it refuses is told beside the field. */
type Typed = Readonly<Record<string, string>>;

/** Sums and deadlines of a class that is only thought of. Its address has what was typed, and can be passed on. */
export async function calculatorPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const typed = c.req.query();
  const places = await placesFor(c);
  const title = say('补贴与期限计算', 'Subsidy and deadline calculator');
  const faults = faultsOf(typed);
  const [quote, timetable] =
    typed.programme && faults.length === 0
      ? await Promise.all([
          answered(remote.post<Quote>('/v1/quotes', quoteBody(typed), '')),
          answered(remote.post<Timetable>('/v1/timetables', timetableBody(typed), '')),
        ])
      : [];
  const refused = quote?.problem ?? timetable?.problem;
  const problem = faults.length > 0 ? unreckonedBy(faults) : refused && unreckoned(refused);
  const endsOn = said(typed.classEndedOn);
  return page(
    c,
    title,
    <>
      {problem && <ProblemNote problem={problem} say={say} />}
      <h1>{title}</h1>
      <p>
        {say(
          '没有填写的条件按已经满足计算，并在结果中说明。结果供参考，以审核为准。',
          'What is left open is taken as fulfilled, and the result says so. It binds nobody: the review decides.',
        )}
      </p>
      {quote?.value && timetable?.value && quote.value.totalFen > 0 && (
        <TooLate timetable={timetable.value} endsOn={endsOn} say={say} />
      )}
      {quote?.value && <QuotePart quote={quote.value} say={say} />}
      {timetable?.value && <Deadlines timetable={timetable.value} say={say} />}
      <CalculatorForm c={c} typed={typed} places={places} problem={problem} />
    </>,
    problem ? (problem.status as 422) : 200,
  );
}

async function answered<T>(asked: Promise<T>): Promise<{ value?: T; problem?: ProblemBody }> {
  try {
    return { value: await asked };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

const said = (text: string | undefined) => text?.trim() || undefined;
const number = (text: string | undefined) => (said(text) === undefined ? undefined : Number(text));
const yesNo = (text: string | undefined) => (said(text) === undefined ? undefined : text === 'yes');
const first = 'trainees.0';

function programmeOf({ programme = '' }: Typed) {
  const [jurisdiction = '', slug = ''] = programme.split('/');
  return { jurisdiction, programme: slug };
}

const sum = `${first}.alreadyPaidFen`;

/** What was typed and is no number, each once. */
const faultsOf = (typed: Typed): Fault[] => [
  ...wholeNumber(typed.count, 'count', 1, mostTrainees),
  ...wholeNumber(typed[`${first}.classHours`], `${first}.classHours`, 0, mostHours),
  ...wholeNumber(typed[`${first}.certificate.level`], `${first}.certificate.level`, 1, 5),
  ...(said(typed[sum]) && fenOfYuan(typed[sum]!.trim()) === null ? [fault('yuan-written', { path: sum })] : []),
];

function quoteBody(typed: Typed) {
  const certificate = {
    kind: said(typed[`${first}.certificate.kind`]),
    level: number(typed[`${first}.certificate.level`]),
    occupation: said(typed[`${first}.certificate.occupation`]),
    basis: said(typed[`${first}.certificate.basis`]),
  };
  const trainee = {
    relation: said(typed[`${first}.relation`]) ?? 'employee',
    classHours: number(typed[`${first}.classHours`]),
    certificate: certificate.kind ? certificate : undefined,
    alreadyPaidFen: said(typed[sum]) && fenOfYuan(typed[sum]!.trim()),
  };
  const count = number(typed.count) ?? 1;
  return {
    ...programmeOf(typed),
    filedAt: said(typed.filedAt),
    classOpenedOn: said(typed.classOpenedOn),
    classEndedOn: said(typed.classEndedOn),
    enterprise: {
      kind: said(typed['enterprise.kind']),
      affectedByEpidemic: yesNo(typed['enterprise.affectedByEpidemic']),
      tookAffectedEnterpriseSubsidy: yesNo(typed['enterprise.tookAffectedEnterpriseSubsidy']),
    },
    trainees: Array.from({ length: count }, (_, i) => ({ ref: String(i + 1), ...trainee })),
  };
}

const laterDates = ['appliedAt', 'advancePaidAt', 'trainingCompletedAt', 'noticePublishedAt'] as const;

const timetableBody = (typed: Typed) => ({
  ...programmeOf(typed),
  ...Object.fromEntries(
    ['filedAt', 'classOpenedOn', 'classEndedOn', ...laterDates].map((name) => [name, said(typed[name])]),
  ),
});

function CalculatorForm({
  c,
  typed,
  places,
  problem,
}: {
  c: Context<WebEnv>;
  typed: Typed;
  places: Places;
  problem: ProblemBody | undefined;
}) {
  const { say } = c.var;
  const common = { say, problem };
  const named = (names: Readonly<Record<string, { zh: string; en: string }>>, keys = Object.keys(names)) =>
    keys.map((key) => [key, say(names[key]!)] as const);
  const yesOrNo = [
    ['yes', say('是', 'Yes')],
    ['no', say('否', 'No')],
  ] as const;
  const programmes = places.items.flatMap((place) =>
    place.programmes.map((one) => [`${place.slug}/${one.slug}`, `${say(place.names)} · ${say(one.names)}`] as const),
  );
  const later = {
    appliedAt: say('申请补贴日期', 'Day of the application'),
    advancePaidAt: say('预拨到账日期', 'Day on which the advance arrived'),
    trainingCompletedAt: say('报告结业日期', 'Day on which the end was reported'),
    noticePublishedAt: say('公示开始日期', 'First day of the public notice'),
  };
  const value = (name: string) => ({ name, value: typed[name] });
  return (
    <form method="get" action="/rules/calculator" class="stack">
      <fieldset class="filter">
        <legend>{say('项目与班次', 'Programme and class')}</legend>
        <Field
          {...value('programme')}
          label={say('地区与项目', 'Place and programme')}
          options={programmes}
          required
          {...common}
        />
        <Field {...value('filedAt')} type="date" label={say('备案日期', 'Day of filing')} {...common} />
        <Field {...value('classOpenedOn')} type="date" label={say('开班日期', 'First day of the class')} {...common} />
        <Field {...value('classEndedOn')} type="date" label={say('结业日期', 'Last day of the class')} {...common} />
      </fieldset>
      <fieldset class="filter">
        <legend>{say('企业', 'Enterprise')}</legend>
        <Field
          {...value('enterprise.kind')}
          label={say('企业类型', 'Kind')}
          options={named(enterpriseKindNames, [...enterpriseKinds])}
          {...common}
        />
        <Field
          {...value('enterprise.affectedByEpidemic')}
          label={say('是否受疫情影响', 'Affected by the epidemic')}
          options={yesOrNo}
          {...common}
        />
        <Field
          {...value('enterprise.tookAffectedEnterpriseSubsidy')}
          label={say('是否已享受受影响企业培训补贴', 'Took the subsidy for affected enterprises')}
          options={yesOrNo}
          {...common}
        />
      </fieldset>
      <fieldset class="filter">
        <legend>{say('参训人员（每人相同）', 'Trainees, all alike')}</legend>
        <Field
          name="count"
          value={typed.count ?? '1'}
          type="number"
          label={say('人数', 'How many')}
          more={{ min: 1, max: mostTrainees }}
          required
          {...common}
        />
        <Field
          {...value(`${first}.relation`)}
          label={say('与企业关系', 'How they belong to the enterprise')}
          options={named(relationNames, [...relations])}
          {...common}
        />
        <Field
          {...value(`${first}.classHours`)}
          type="number"
          label={say('每人课时', 'Class hours of each')}
          more={{ min: 0, max: mostHours }}
          {...common}
        />
        <Field
          {...value(`${first}.certificate.kind`)}
          label={say('取得的证书', 'Certificate')}
          options={named(certificateNames)}
          {...common}
        />
        <Field
          {...value(`${first}.certificate.level`)}
          type="number"
          label={say('技能等级（5 初级工 … 1 高级技师）', 'Level (5 lowest, 1 highest)')}
          more={{ min: 1, max: 5 }}
          {...common}
        />
        <Field {...value(`${first}.certificate.occupation`)} label={say('职业（工种）', 'Occupation')} {...common} />
        <Field
          {...value(`${first}.certificate.basis`)}
          label={say('补贴标准类别', 'Basis of the standard')}
          options={named(basisNames)}
          {...common}
        />
        <Field
          {...value(sum)}
          label={say('每人已享受补贴（元）', 'Already had by each, yuan')}
          more={{ inputmode: 'decimal', pattern: '\\d{1,13}(\\.\\d{1,2})?' }}
          {...common}
        />
      </fieldset>
      <fieldset class="filter">
        <legend>{say('以后的日期', 'Later days')}</legend>
        {laterDates.map((name) => (
          <Field {...value(name)} type="date" label={later[name]} {...common} />
        ))}
      </fieldset>
      <div class="actions">
        <button type="submit">{say('计算', 'Work it out')}</button>
      </div>
    </form>
  );
}

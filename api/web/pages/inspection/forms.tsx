import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type InspectionAct, inspectionFindings, outcomesOf } from '../../../../domain/inspection/inspection.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Inspection } from '../../../inspections/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { chosenFrom } from '../../parts/documents.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { shanghaiDay } from '../../parts/show.tsx';
import { findingCodes, findingNames, leavingCodes, outcomeNames } from './names.ts';
import type { Tried } from './tried.ts';

interface Given {
  c: Context<WebEnv>;
  inspection: z.infer<typeof Inspection>;
  tried: Tried | undefined;
}

/** The form of the act that an inspection waits for. */
export function ActOn({ act, now, ...given }: Given & { act: InspectionAct; now: string }) {
  if (act === 'visit-record') return <VisitRecord {...given} now={now} />;
  if (act === 'finding') return <Finding {...given} />;
  return act === 'result' ? <Result {...given} /> : <Statement {...given} />;
}

/** A form of one act: what was typed is there again, with what is wrong beside it. */
function Act({
  given: { c, inspection, tried },
  act,
  title,
  send,
  upload,
  children,
}: {
  given: Given;
  act: InspectionAct;
  title?: string;
  send: string;
  upload?: boolean;
  children: Child;
}) {
  const key = tried?.act === act ? tried.sent.key : '';
  return (
    <>
      {title && <h2>{title}</h2>}
      <ActForm
        action={`/inspections/${inspection.id}/${act}`}
        {...(key && { idempotencyKey: key })}
        {...(upload && { upload })}
      >
        {children}
        <div class="actions">
          <button type="submit">{send}</button>
          <span class="hint">{c.var.say('提交后不能更改。', 'It cannot be changed afterwards.')}</span>
        </div>
      </ActForm>
    </>
  );
}

/** What the fields of an act have in common. */
function typed({ c, tried }: Given, act: InspectionAct) {
  const mine = tried?.act === act ? tried : undefined;
  return (name: string, otherwise = '') => ({
    ...{ name, say: c.var.say, value: mine ? mine.sent.text(name) : otherwise },
    ...(mine && { problem: mine.problem }),
  });
}

/** Nothing is chosen beforehand. */
const named = (names: Readonly<Record<string, Bilingual>>, { c }: Given, only = Object.keys(names)) => [
  ['', ''] as const,
  ...only.map((one) => [one, c.var.say(names[one]!)] as const),
];

function Attachments({ given, act }: { given: Given; act: InspectionAct }) {
  const { say } = given.c.var;
  return (
    <Field
      {...typed(given, act)('materials')}
      label={say('附件', 'Attachments')}
      hint={say('可选多个：PDF、图片、Word、Excel、CSV。', 'Several if need be: PDF, pictures, Word, Excel, CSV.')}
      type="file"
      more={{ multiple: 'multiple', accept: chosenFrom() }}
    />
  );
}

function VisitRecord({ now, ...given }: Given & { now: string }) {
  const { say } = given.c.var;
  const field = typed(given, 'visit-record');
  return (
    <Act
      {...{ given, act: 'visit-record', upload: true }}
      title={say('登记检查', 'Record the visit')}
      send={say('提交检查记录', 'Hand in the record')}
    >
      <Field
        {...field('visitedOn', shanghaiDay(now))}
        label={say('检查日期', 'Day of the visit')}
        type="date"
        required
      />
      <Field {...field('place')} label={say('检查地点', 'Where')} required />
      <Field {...field('met')} label={say('在场人员', 'Who was met there')} required />
      <Field {...field('observations')} label={say('检查情况', 'What was seen')} rows={5} required />
      <Attachments given={given} act="visit-record" />
    </Act>
  );
}

function Finding(given: Given) {
  const { say } = given.c.var;
  const field = typed(given, 'finding');
  return (
    <Act
      {...{ given, act: 'finding' }}
      title={say('作出认定', 'Give the finding')}
      send={say('提交认定', 'Hand in the finding')}
    >
      <Field
        {...field('finding')}
        label={say('认定', 'Finding')}
        hint={say(
          '发现问题的，申报单位先陈述申辩，再由督办人员作出结果。',
          'Where something was found, the claimant is heard before a supervisor decides.',
        )}
        options={named(findingNames, given, [...inspectionFindings])}
        required
      />
      <Field
        {...field('reasonCode')}
        label={say('事由', 'Of what kind')}
        options={named(findingCodes, given)}
        required
      />
      <Field
        {...field('refs')}
        label={say('涉及人员的名册序号', 'Persons concerned, by their roster numbers')}
        hint={say('用逗号分开；不填表示整个申报。', 'Separated by commas; empty: the whole claim.')}
      />
      <Field
        {...field('reason')}
        label={say('事实', 'The facts')}
        hint={say('申报单位会读到并据此申辩。', 'The claimant reads and answers them.')}
        rows={5}
        required
      />
    </Act>
  );
}

function Statement(given: Given) {
  const { say } = given.c.var;
  return (
    <Act
      {...{ given, act: 'statement', upload: true }}
      title={say('陈述申辩', 'Answer the finding')}
      send={say('提交陈述', 'Hand in the answer')}
    >
      <Field {...typed(given, 'statement')('reason')} label={say('陈述', 'Your answer')} rows={6} required />
      <Attachments given={given} act="statement" />
    </Act>
  );
}

function Result(given: Given) {
  const { say } = given.c.var;
  const field = typed(given, 'result');
  const { finding } = given.inspection;
  return (
    <Act
      {...{ given, act: 'result' }}
      title={say('作出结果', 'Give the result')}
      send={say('作出并公开结果', 'Give and publish the result')}
    >
      <Field
        {...field('outcome')}
        label={say('结果', 'Result')}
        hint={say('不得重于申报单位已申辩的认定。', 'Nothing worse than what the claimant was heard on.')}
        options={named(outcomeNames, given, [...outcomesOf[finding ?? 'none']])}
        required
      />
      <Field
        {...field('reasonCode')}
        label={say('事由', 'Of what kind')}
        options={named(findingCodes, given)}
        required
      />
      <Field {...field('reason')} label={say('理由', 'Why')} rows={5} required />
    </Act>
  );
}

export function Reassignment(given: Given) {
  const { say } = given.c.var;
  const field = typed(given, 'reassignment');
  const { inspectors } = given.inspection;
  return (
    <Act {...{ given, act: 'reassignment' }} send={say('由下一位递补', 'Let the next one by lot come')}>
      <Field
        {...field('staffNumber')}
        label={say('不再检查的人员', 'Who falls away')}
        hint={say(
          '由抽签顺序的下一位递补，不能指定，并公开。',
          'The next by the same lot comes; nobody chooses who. It is published.',
        )}
        options={['', ...inspectors].map((one) => [one, one] as const)}
        required
      />
      <Field
        {...field('leaving')}
        label={say('原因', 'Why they fall away')}
        options={named(leavingCodes, given)}
        required
      />
    </Act>
  );
}

import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Inspection } from '../../../inspections/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { approveOrReject, Choice } from '../../parts/choice.tsx';
import { ActForm, Field } from '../../parts/form.tsx';
import { Facts, shanghaiDay, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { statusName } from '../review/status-names.ts';
import type { Proceeding, Tried } from './tried.ts';

type Whole = z.infer<typeof Inspection>;

interface Given {
  c: Context<WebEnv>;
  inspection: Whole;
  now: string;
  tried: Tried | undefined;
}

/** What follows a result of fraud: a letter to the judicial organs, and the black list; proposed by one supervisor, decided by another. */
export function Proceedings(given: Given) {
  const { c, inspection } = given;
  const { say, session } = c.var;
  const { referrals, listings } = inspection;
  const proposes = session?.role === 'supervisor' && inspection.outcome === 'fraud';
  const open = referrals.find(({ status }) => status === 'proposed');
  const refers = proposes && !inspection.referred && !open;
  if (!proposes && referrals.length + listings.length === 0) return null;
  return (
    <section aria-labelledby="proceedings">
      <h2 id="proceedings">{say('移送与名单', 'Referral and black list')}</h2>
      {referrals.map((one) => (
        <section class="card" aria-label={say('移送司法机关', 'Referral to the judicial organs')}>
          <Facts
            of={[
              [say('移送机关', 'To'), one.organ ?? '—'],
              [say('移送文号', 'Letter'), one.documentNumber ?? '—'],
              [say('移送日期', 'On'), one.referredOn ?? '—'],
              [say('状态', 'Status'), say(referralStates[one.status])],
              [
                say('提出', 'Proposed'),
                <>
                  {one.proposedBy} · <When at={one.proposedAt} />
                </>,
              ],
              ...(one.decidedBy ? [[say('决定', 'Decided'), one.decidedBy] as const] : []),
            ]}
          />
          {one === open && session?.role === 'supervisor' && session.subject !== one.proposedBy && (
            <ReferralDecision {...given} />
          )}
        </section>
      ))}
      {listings.length > 0 && (
        <Table
          label={say('提出列入黑名单', 'Proposed for the black list')}
          columns={[say('编号', 'Number'), say('状态', 'Status'), say('提出', 'Proposed')]}
          rows={listings.map((one) => [
            <a href={`/supervision/listings/${one.id}`}>{one.id}</a>,
            say(statusName(one.status)[0]),
            one.proposedBy,
          ])}
        />
      )}
      <div class="columns">
        {refers && <Referral {...given} />}
        {proposes && <CreditListing {...given} />}
      </div>
    </section>
  );
}

const referralStates = {
  proposed: { zh: '待另一位督办人员决定', en: 'another supervisor decides' },
  done: { zh: '已移送', en: 'referred' },
  refused: { zh: '未同意', en: 'refused' },
};

const keyOf = ({ tried }: Given, act: Proceeding) => (tried?.act === act ? tried.sent.key || undefined : undefined);

function typed({ c, tried }: Given, act: Proceeding) {
  const mine = tried?.act === act ? tried : undefined;
  return (name: string, otherwise = '') => ({
    ...{ name, say: c.var.say, value: mine ? mine.sent.text(name) : otherwise, problem: mine?.problem },
  });
}

function Referral(given: Given) {
  const { say } = given.c.var;
  const field = typed(given, 'judicial-referral');
  return (
    <section class="card">
      <h3>{say('提出移送司法机关', 'Propose a referral')}</h3>
      <ActForm
        action={`/inspections/${given.inspection.id}/judicial-referral`}
        idempotencyKey={keyOf(given, 'judicial-referral')}
      >
        <Field {...field('organ')} label={say('移送机关', 'To which organ')} required />
        <Field {...field('documentNumber')} label={say('移送文号', 'Number of the letter')} required />
        <Field
          {...field('referredOn', shanghaiDay(given.now))}
          type="date"
          label={say('移送日期', 'Day of the letter')}
          required
        />
        <Field {...field('referral-reason')} label={say('移送说明', 'In words')} rows={3} />
        <div class="actions">
          <button type="submit">{say('提出移送', 'Propose it')}</button>
        </div>
      </ActForm>
    </section>
  );
}

function ReferralDecision(given: Given) {
  const { say } = given.c.var;
  const act = 'judicial-referral/decision';
  const field = typed(given, act);
  const { value, problem } = field('decision');
  return (
    <ActForm action={`/inspections/${given.inspection.id}/${act}`} idempotencyKey={keyOf(given, act)}>
      <Choice
        {...{ name: 'decision', value, say, ...(problem && { problem }) }}
        label={say('是否移送', 'Decision')}
        options={approveOrReject(say)}
      />
      <Field {...field('decision-reason')} label={say('决定理由', 'Why')} rows={3} required />
      <div class="actions">
        <button type="submit">{say('作出决定', 'Decide')}</button>
      </div>
    </ActForm>
  );
}

function CreditListing(given: Given) {
  const { say } = given.c.var;
  const act = 'credit-listing';
  const field = typed(given, act);
  return (
    <section class="card">
      <h3>{say('提出列入黑名单', 'Propose for the black list')}</h3>
      <ActForm action={`/inspections/${given.inspection.id}/${act}`} idempotencyKey={keyOf(given, act)}>
        <label>
          <input type="checkbox" name="claimant" value="true" checked={field('claimant').value === 'true'} />{' '}
          {say('申报单位', 'The enterprise or institution')}
        </label>
        <Field
          {...field('listed')}
          label={say('人员的名册序号', 'Persons, by their roster numbers')}
          hint={say('用逗号分开。', 'Separated by commas.')}
        />
        <Field
          {...field('document')}
          label={say('依据文号', 'By which document')}
          hint={say('例如：锡人社监〔2020〕3号', 'The official document by which it is done')}
          required
        />
        <Field {...field('listing-reason')} label={say('列入事由', 'Why')} rows={3} required />
        <Field {...field('from', shanghaiDay(given.now))} type="date" label={say('起始日期', 'From')} required />
        <Field
          {...field('to')}
          type="date"
          label={say('截止日期', 'To')}
          hint={say('含当日；不填：移出为止。', 'Inclusive; empty: until it is lifted.')}
        />
        <div class="actions">
          <button type="submit">{say('提出列入', 'Propose it')}</button>
        </div>
      </ActForm>
    </section>
  );
}

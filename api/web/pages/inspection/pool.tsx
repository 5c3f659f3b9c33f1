import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Inspector } from '../../../inspections/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, Field, Read } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

type One = z.infer<typeof Inspector>;

const statusNames: Readonly<Record<One['status'], readonly [Bilingual, string]>> = {
  proposed: [{ zh: '提名，待决定', en: 'proposed' }, 'warn'],
  active: [{ zh: '在库', en: 'in the pool' }, 'good'],
  refused: [{ zh: '未同意入库', en: 'refused' }, ''],
  'removal-proposed': [{ zh: '在库，拟退出', en: 'in the pool, to leave' }, 'warn'],
  removed: [{ zh: '已退出', en: 'has left' }, ''],
};

/** 检查人员名录库: from whom the lot names inspectors. Who comes in or leaves is proposed by one supervisor and decided by another. */
export function poolPages(site: Site): void {
  site.get('/inspectors', (c) => poolPage(c));
  const acts: readonly [
    path: string,
    call: (c: Context<WebEnv>) => string,
    body: (text: (name: string) => string) => object,
  ][] = [
    ['/inspectors', () => '', (text) => pick(text, 'jurisdiction', 'subject', 'staffNumber')],
    ['/inspectors/:id/removal', (c) => `/${idOf(c)}/removal`, () => ({})],
    ['/inspectors/:id/decision', (c) => `/${idOf(c)}/decision`, (text) => pick(text, 'decision', 'revision')],
    ['/inspectors/:id/recusals', (c) => `/${idOf(c)}/recusals`, (text) => pick(text, 'claimantKind', 'claimant')],
  ];
  for (const [path, call, body] of acts)
    site.post(path, (c) =>
      doAct(
        c,
        ({ key, text }) => c.var.remote.post(`/v1/inspectors${call(c)}`, body(text), key),
        () => '/inspectors',
        (refusal) => poolPage(c, refusal),
      ),
    );
}

const idOf = (c: Context<WebEnv>) => encodeURIComponent(c.req.param('id')!);
const pick = (text: (name: string) => string, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, text(name)]));

async function poolPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<One>>(`/v1/inspectors?limit=100&${askedFor(c, 'cursor')}`),
    placesFor(c),
  ]);
  const title = say('检查人员名录库', 'Pool of inspectors');
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <p>
        {say(
          '双随机检查从在库人员中抽取。入库和退出由一位督办人员提名、另一位决定，均不得是检查人员本人；自下一次抽取起生效。',
          'The lot names inspectors from this pool. Who comes in or leaves is proposed by one supervisor and decided by another, neither of them the inspector; it counts from the next draw on.',
        )}
      </p>
      {items.length === 0 ? (
        <Note>{say('名录库中没有人员。', 'Nobody is in the pool.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('工号', 'Staff number'),
            say('账号', 'Account'),
            say('地区', 'Place'),
            say('状态', 'Status'),
            say('提名', 'Proposed'),
            say('回避', 'Does not inspect'),
            say('办理', 'To do'),
          ]}
          rows={items.map((one) => [
            one.staffNumber,
            one.subject,
            places.place(one.jurisdiction),
            <span class={`badge ${statusNames[one.status][1]}`}>{say(statusNames[one.status][0])}</span>,
            <>
              {one.proposedBy} · <When at={one.proposedAt} />
            </>,
            one.recusals.map(({ claimant }) => claimant).join(say('、', ', ')) || '—',
            <Acts c={c} one={one} />,
          ])}
        />
      )}
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      {session?.role === 'supervisor' && <Proposal c={c} places={places} refusal={refusal} />}
      {session?.role === 'inspector' &&
        items.filter(({ status }) => status === 'active').map((one) => <Recusal c={c} one={one} refusal={refusal} />)}
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

/** What may be done with somebody now by who reads it. */
function Acts({ c, one }: { c: Context<WebEnv>; one: One }) {
  const { say, session } = c.var;
  const { subject, role } = session!;
  if (role !== 'supervisor' || one.subject === subject) return <>—</>;
  if (one.status === 'active')
    return (
      <ActForm action={`/inspectors/${one.id}/removal`}>
        <button
          type="submit"
          class="second"
          aria-label={say(`提出退出：${one.staffNumber}`, `Propose that ${one.staffNumber} leaves`)}
        >
          {say('提出退出', 'Propose to leave')}
        </button>
      </ActForm>
    );
  if (one.status !== 'proposed' && one.status !== 'removal-proposed') return <>—</>;
  if (one.proposedBy === subject) return <>{say('由另一位督办人员决定', 'Another supervisor decides')}</>;
  const choices = [
    ['approve', say('同意', 'Approve')],
    ['reject', say('不同意', 'Refuse')],
  ] as const;
  return (
    <ActForm action={`/inspectors/${one.id}/decision`}>
      <Read revision={one.revision} />
      <div class="actions">
        {choices.map(([decision, name]) => (
          <button
            type="submit"
            name="decision"
            value={decision}
            class={decision === 'reject' ? 'second' : undefined}
            aria-label={`${name} ${one.staffNumber}`}
          >
            {name}
          </button>
        ))}
      </div>
    </ActForm>
  );
}

interface Shown {
  c: Context<WebEnv>;
  refusal: Refusal | undefined;
}

const fieldOf =
  ({ c, refusal }: Shown) =>
  (name: string, otherwise = '') => ({
    ...{ name, say: c.var.say, required: true, problem: refusal?.problem },
    value: refusal?.sent.text(name) || otherwise,
  });

function Proposal({ places, ...shown }: Shown & { places: Places }) {
  const { say, session } = shown.c.var;
  const field = fieldOf(shown);
  const own = places.items.filter(
    ({ slug, programmes }) => programmes.length > 0 && (!session?.jurisdiction || session.jurisdiction === slug),
  );
  return (
    <section class="card">
      <h2>{say('提名入库', 'Propose somebody')}</h2>
      <ActForm action="/inspectors" idempotencyKey={shown.refusal?.sent.key || undefined}>
        <Field
          {...field('jurisdiction')}
          label={say('地区', 'Place')}
          options={own.map(({ slug, names }) => [slug, say(names)] as const)}
        />
        <Field
          {...field('subject')}
          label={say('账号', 'Account')}
          hint={say('登录时使用的账号。', 'As they sign in.')}
        />
        <Field
          {...field('staffNumber')}
          label={say('工号', 'Staff number')}
          hint={say('对外公开的编号，例如 WX-017；不公开姓名。', 'What the public reads, for example WX-017; no name.')}
        />
        <div class="actions">
          <button type="submit">{say('提名', 'Propose')}</button>
        </div>
      </ActForm>
    </section>
  );
}

function Recusal({ one, ...shown }: Shown & { one: One }) {
  const { say } = shown.c.var;
  const field = fieldOf(shown);
  return (
    <section class="card">
      <h2>{say('申明回避', 'Whom you may not inspect')}</h2>
      <p class="hint">
        {say(
          '与申报单位有利害关系的，请申明回避；自下一次抽取起生效。',
          'Say so where you have an interest in a claimant; it counts from the next draw on.',
        )}
      </p>
      <ActForm action={`/inspectors/${one.id}/recusals`} idempotencyKey={shown.refusal?.sent.key || undefined}>
        <Field
          {...field('claimantKind')}
          label={say('对象类型', 'Kind')}
          options={[
            ['enterprise', say('企业', 'Enterprise')],
            ['institution', say('培训机构', 'Training institution')],
            ['individual', say('个人', 'Individual')],
          ]}
        />
        <Field
          {...field('claimant')}
          label={say('统一社会信用代码（个人填账号）', 'Unified social credit code; of an individual the account')}
        />
        <div class="actions">
          <button type="submit">{say('申明回避', 'Say so')}</button>
        </div>
      </ActForm>
    </section>
  );
}

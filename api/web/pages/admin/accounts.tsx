import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type BlockReason, blockReasons } from '../../../../domain/accounts/block.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Account, AccountBlock } from '../../../routes/accounts.ts';
import { roleNames } from '../../desks.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { RealTime } from '../../parts/real-time.tsx';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { actName } from './audit-names.ts';

type Block = z.infer<typeof AccountBlock>;

const reasonNames: Readonly<Record<BlockReason, Bilingual>> = {
  left: { zh: '已离职或调岗', en: 'Has left, or works elsewhere' },
  lost: { zh: '账号或设备遗失', en: 'The account or its device is lost' },
  misuse: { zh: '涉嫌违规使用', en: 'Is misused, as it seems' },
  'on-request': { zh: '本人或单位申请', en: 'Asked for by its owner or the authority' },
};

/** Who acts here, and who may not any more. */
export function accountPages(site: Site): void {
  site.get('/accounts', (c) => accountsPage(c));
  site.post('/accounts/blocks', (c) =>
    doAct(
      c,
      (sent) => {
        const body = { subject: sent.text('subject'), reasonCode: sent.text('reasonCode') };
        return c.var.remote.post('/v1/account-blocks', body, sent.key);
      },
      () => '/accounts',
      (refusal) => accountsPage(c, refusal),
    ),
  );
  site.post('/accounts/blocks/:id/lifting', (c) =>
    doAct(
      c,
      ({ key }) => c.var.remote.post(`/v1/account-blocks/${encodeURIComponent(c.req.param('id'))}/lifting`, {}, key),
      () => '/accounts',
      (refusal) => accountsPage(c, refusal),
    ),
  );
}

async function accountsPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const asked = askedFor(c, 'search');
  const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor')]);
  const [{ items, nextCursor }, blocks, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof Account>>>(`/v1/accounts?${query}`),
    remote.get<Listed<Block>>('/v1/account-blocks?limit=100'),
    placesFor(c),
  ]);
  const title = say('用户账号', 'Accounts');
  const standing = blocks.items.filter(({ liftedAt }) => !liftedAt);
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <Note>
        {say(
          '账号、角色和所属地区由统一身份认证系统发放和收回，本系统不另设密码。此处列出办理过业务的账号：工作人员按审计日志，申报方按其提交的材料；需要立即停止某一账号时，可在此停用。',
          'Accounts, their roles and places are given and taken away where people sign in; there are no passwords here. Listed is who has acted: officials by the audit log, claimants by what they handed in. An account that has to stop at once can be blocked here.',
        )}
      </Note>
      <form method="get" action="/accounts" class="card filter">
        <Field name="search" label={say('账号', 'Account')} value={asked.get('search') ?? ''} say={say} />
        <div class="actions">
          <button type="submit" class="second">
            {say('查询', 'Search')}
          </button>
        </div>
      </form>
      {items.length === 0 ? (
        <Note>{say('没有记录。', 'There are none.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('账号', 'Account'),
            say('角色', 'Role'),
            say('地区', 'Place'),
            say('最近一次行为', 'Last act'),
            say('办理记录', 'What was done'),
          ]}
          rows={items.map((one) => [
            <>
              {one.subject}{' '}
              {standing.some(({ subject }) => subject === one.subject) && (
                <span class="badge bad">{say('已停用', 'blocked')}</span>
              )}
            </>,
            roleOf(one.role) ? say(roleOf(one.role)!) : '—',
            one.jurisdiction ? places.place(one.jurisdiction) : say('全部地区', 'every place'),
            <>
              {say(actName(one.act))}
              <div class="soft">
                <RealTime c={c} at={one.at} />
              </div>
            </>,
            one.logged ? (
              <a href={`/audit?actor=${encodeURIComponent(one.subject)}`}>
                {say(`${one.subject} 的记录`, `Entries of ${one.subject}`)}
              </a>
            ) : (
              say('见其各件申报', 'with their claims')
            ),
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      <Blocks c={c} blocks={blocks.items} />
      {session?.role === 'admin' && <BlockForm c={c} refusal={refusal} />}
    </>,
    refusal ? (refusal.problem.status as 409) : 200,
  );
}

const roleOf = (role: string | null) => (role ? roleNames[role as keyof typeof roleNames] : undefined);

function Blocks({ c, blocks }: { c: Context<WebEnv>; blocks: readonly Block[] }) {
  const { say, session } = c.var;
  const title = say('停用记录', 'Blocked accounts');
  if (blocks.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[say('账号', 'Account'), say('原因', 'Why'), say('停用', 'Blocked'), say('解除', 'Lifted')]}
        rows={blocks.map((one) => [
          one.subject,
          say(reasonNames[one.reasonCode]),
          <>
            {one.blockedBy} · <When at={one.blockedAt} />
          </>,
          one.liftedAt ? (
            <>
              {one.liftedBy} · <When at={one.liftedAt} />
            </>
          ) : session?.role === 'admin' && session.subject !== one.blockedBy ? (
            <ActForm action={`/accounts/blocks/${one.id}/lifting`}>
              <button
                type="submit"
                class="second"
                aria-label={say(`解除停用：${one.subject}`, `Unblock ${one.subject}`)}
              >
                {say('解除停用', 'Unblock')}
              </button>
            </ActForm>
          ) : (
            say('由另一位管理员解除', 'By another administrator')
          ),
        ])}
      />
    </section>
  );
}

function BlockForm({ c, refusal }: { c: Context<WebEnv>; refusal?: Refusal }) {
  const { say } = c.var;
  const common = { say, required: true, problem: refusal?.problem };
  const typed = (name: string) => refusal?.sent.text(name) ?? '';
  return (
    <section class="card">
      <h2>{say('停用账号', 'Block an account')}</h2>
      <p class="hint">
        {say(
          '停用立即生效，该账号的一切请求均被拒绝；须由另一位管理员解除。请同时在统一身份认证系统中收回账号。',
          'It takes effect at once: every request of the account is refused. Another administrator lifts it. Take the account away where people sign in as well.',
        )}
      </p>
      <ActForm action="/accounts/blocks" idempotencyKey={refusal?.sent.key || undefined}>
        <Field name="subject" label={say('账号名称', 'Name of the account')} value={typed('subject')} {...common} />
        <Field
          name="reasonCode"
          label={say('原因', 'Why')}
          options={[['', ''], ...blockReasons.map((one) => [one, say(reasonNames[one])] as const)]}
          value={typed('reasonCode')}
          {...common}
        />
        <div class="actions">
          <button type="submit" class="danger">
            {say('停用', 'Block')}
          </button>
        </div>
      </ActForm>
    </section>
  );
}

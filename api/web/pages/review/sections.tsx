import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { isReview } from '../../../../domain/claim/stages.ts';
import { valueName } from '../../../../domain/messages/form-names.ts';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import type { Change } from '../../../claims/change-schemas.ts';
import type { AdministrativeReview, Reopening } from '../../../claims/reopening-schemas.ts';
import type { Repinning } from '../../../claims/repinning-schemas.ts';
import type { ClaimSection } from '../../claim-sections.ts';
import { opensFor } from '../../doors.ts';
import type { WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import { When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { isOfficial } from '../../session.ts';
import type { ClaimAnswer } from './dossier.tsx';
import { Findings } from './findings.tsx';
import { statusName } from './status-names.ts';

/** What an official can do with a claim now. */
export const officialActs: ClaimSection = async (c, { id, stage, objections }) => {
  const { say, session } = c.var;
  if (!session || !isOfficial(session.role)) return null;
  const { role } = session;
  const links: [path: string, name: string][] = [];
  if (role === 'reviewer')
    for (const { id: objection, ref } of objections.filter(({ status }) => status === 'open'))
      links.push([
        `/review/${id}/objections/${objection}`,
        ref ? say(`处理异议（名册第 ${ref} 号）`, `Rule on an objection (roster no. ${ref})`) : say(taskNames.ruling!),
      ]);
  if (role === 'reviewer' && isReview(stage)) links.push([`/review/${id}`, say(taskNames[stage]!)]);
  else if (['reviewer', 'supervisor', 'inspector', 'auditor'].includes(role))
    links.push([`/review/${id}`, say('查看案卷', 'Read the dossier')]);
  if (role === 'reviewer' || role === 'inspector')
    links.push([`/review/${id}/fraud-findings`, say('报告骗取补贴线索', 'Report fraud')]);
  if (role === 'supervisor') {
    links.push([`/supervision/${id}/reopenings`, say('提议撤销原决定', 'Propose to reopen')]);
    links.push([`/supervision/${id}/repinning`, say('提议重新核定', 'Propose a re-pinning')]);
  }
  if (links.length === 0) return null;
  return (
    <nav class="actions" aria-label={say('办理', 'What you can do')}>
      {links.map(([path, name], i) => (
        <a class={i === 0 ? 'button' : 'button second'} href={path}>
          {name}
        </a>
      ))}
    </nav>
  );
};

export const officialFindings: ClaimSection = async (c, claim) => {
  const { session } = c.var;
  return session && isOfficial(session.role) ? <Findings c={c} claim={claim} /> : null;
};

interface Proceeding {
  what: string;
  path: string;
  status: string;
  by: string;
  at: string;
  why: string | null;
}

/** Whatever was decided, or is to be, beside the reviews. */
export const officialProceedings: ClaimSection = async (c, claim) => {
  const { say, session } = c.var;
  if (!session || !isOfficial(session.role)) return null;
  const found = await proceedingsOf(c, claim);
  if (found.length === 0) return null;
  const title = say('异议、变更与重新办理', 'Objections, changes and reopenings');
  return (
    <section>
      <h2 id="proceedings">{title}</h2>
      <Table
        label={title}
        columns={[say('事项', 'What'), say('状态', 'Status'), say('提出', 'Proposed'), say('事由', 'Ground')]}
        rows={found.map((one) => rowOf(c, one))}
      />
    </section>
  );
};

function rowOf(c: Context<WebEnv>, { what, path, status, by, at, why }: Proceeding): Child[] {
  const { say, session } = c.var;
  const [name, tone] = statusName(status);
  return [
    opensFor(path, session) ? <a href={path}>{what}</a> : what,
    <span class={`badge ${tone}`}>{say(name)}</span>,
    <>
      <When at={at} /> <span class="soft">{by}</span>
    </>,
    why ? say(reasonName(why)) : '—',
  ];
}

async function proceedingsOf(c: Context<WebEnv>, claim: ClaimAnswer): Promise<Proceeding[]> {
  const { say, remote } = c.var;
  const list = async <T,>(name: string) => (await remote.get<{ items: T[] }>(`/v1/claims/${claim.id}/${name}`)).items;
  const [changes, repinnings, reopenings, reviews] = await Promise.all([
    list<z.infer<typeof Change>>('changes'),
    list<z.infer<typeof Repinning>>('repinning'),
    list<z.infer<typeof Reopening>>('reopenings'),
    list<z.infer<typeof AdministrativeReview>>('administrative-reviews'),
  ]);
  const review = `/review/${claim.id}`;
  const supervision = `/supervision/${claim.id}`;
  return [
    ...claim.objections.map(({ id, ref, status, filedAt }) => ({
      ...{ what: ref ? say(`异议（名册第 ${ref} 号）`, `Objection (roster no. ${ref})`) : say('异议', 'Objection') },
      ...{ path: `${review}/objections/${id}`, status, by: '', at: filedAt, why: null },
    })),
    ...changes.map(({ id, kind, status, proposedBy, proposedAt, reasonCode }) => ({
      ...{ what: say(valueName('', kind)), path: `${review}/changes/${id}`, status, by: proposedBy, at: proposedAt },
      why: reasonCode,
    })),
    ...repinnings.map(({ id, status, proposedBy, proposedAt, reasonCode }) => ({
      ...{ what: say('重新核定', 'Re-pinning'), path: `${supervision}/repinning/${id}` },
      ...{ status, by: proposedBy, at: proposedAt, why: reasonCode },
    })),
    ...reopenings.map(({ id, status, proposedBy, proposedAt, reasonCode }) => ({
      ...{ what: say('撤销原决定', 'Reopening'), path: `${supervision}/reopenings/${id}` },
      ...{ status, by: proposedBy, at: proposedAt, why: reasonCode },
    })),
    ...reviews.map(({ id, status, filedBy, filedAt }) => ({
      ...{ what: say('行政复议', 'Administrative review'), path: `${supervision}/administrative-reviews/${id}` },
      ...{ status, by: filedBy, at: filedAt, why: null },
    })),
    ...(claim.fraudFindings ?? []).map(({ id, status, reportedBy, reportedAt, reasonCode }) => ({
      ...{ what: say('骗取补贴线索', 'Finding of fraud'), path: `${supervision}/fraud-findings/${id}` },
      ...{ status, by: reportedBy, at: reportedAt, why: reasonCode },
    })),
  ];
}

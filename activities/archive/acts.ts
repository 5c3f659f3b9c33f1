import { mailsAbout, pinsOf } from '../../db/archive/dossier.ts';
import { certificatesOf } from '../../db/certificates/certificates.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { objectionsOf } from '../../db/claims/notices.ts';
import { noticeOf } from '../../db/claims/published.ts';
import { reopeningsOf } from '../../db/claims/reopenings.ts';
import { repinningsOf } from '../../db/claims/repinnings.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { correctionsOfClaim } from '../../db/people/corrections.ts';
import { type Entry, entry, type Of } from './entry.ts';
import { csv, json, once } from './pieces.ts';

/** What happened to the claim. */
export function actEntries({ db, claim }: Of): Entry[] {
  const timeline = async () =>
    (await timelineOf(db, claim.id)).map((move) => ({
      ...{ n: move.n, act: move.act, by: move.by_subject, via: move.via, at: move.at, fromStage: move.from_stage },
      ...{ toStage: move.to_stage, decision: move.decision, reasonCode: move.reason_code, detail: move.detail },
    }));
  return [
    entry('timeline.json', ['办理过程和决定', 'Acts and decisions'], async function* () {
      yield* json(await timeline());
    }),
    entry('timeline.csv', ['同上，表格形式', 'The same as a table'], async function* () {
      yield* csv(once((await timeline()).map(({ detail: _detail, ...move }) => move)));
    }),
    entry(
      'notices.json',
      ['公示和异议（不含内容）', 'Public notice and objections, without their words'],
      async function* () {
        const objections = (await objectionsOf(db, claim.id)).map(
          ({ id, ref, status, filed_at, ruled_by, ruled_at }) => {
            return { id, ref, status, filedAt: filed_at, ruledBy: ruled_by, ruledAt: ruled_at };
          },
        );
        yield* json({ notice: (await noticeOf(db, claim.id)) ?? null, objections });
      },
    ),
    entry('findings.json', ['疑点及处理', 'Findings, and how each was settled'], async function* () {
      // In which other claims the other half lies is for officials.
      yield* json((await findingsOf(db, claim.id)).map(({ others: _others, ...one }) => one));
    }),
    entry('certificates.csv', ['证书（不含编号）', 'Certificates, without their numbers'], async function* () {
      const shown = (await certificatesOf(db, claim.id)).map(
        ({ number_index: _index, claim_id: _claim, ...one }) => one,
      );
      yield* csv(once(shown));
    }),
    entry('law.json', ['适用的规则及依据', 'The law that bound the claim, with its sources'], async function* () {
      yield* json(await pinsOf(db, claim.id));
    }),
    entry('repinnings.json', ['重新锁定规则及差额', 'Law pinned anew, and the difference'], async function* () {
      // A proposal may wait while the claim is closed; what was carried out has moved it.
      yield* json((await repinningsOf(db, claim.id)).filter(({ status }) => status === 'approved'));
    }),
    entry(
      'corrections.json',
      ['个人信息更正（不含内容）', 'What was put right about persons, without what'],
      async function* () {
        const corrections = await correctionsOfClaim(db, claim.id);
        yield* json(
          corrections.map(({ id, fields, by_subject, at, decided_by, decided_at }) => {
            return { id, fields, proposedBy: by_subject, proposedAt: at, decidedBy: decided_by, decidedAt: decided_at };
          }),
        );
      },
    ),
    entry('reopenings.json', ['撤销原决定、重新办理', 'Decisions set aside and taken anew'], async function* () {
      yield* json((await reopeningsOf(db, claim.id)).filter(({ status }) => status === 'approved'));
    }),
    entry('mails.csv', ['已发通知（不含地址）', 'Mails, without addresses'], async function* () {
      yield* csv(once(await mailsAbout(db, claim.id)));
    }),
  ];
}

import { linePages, mailsAbout, pinsOf, recordPages, rosterPages } from '../../db/archive/dossier.ts';
import { certificatesOf } from '../../db/certificates/certificates.ts';
import { reviewsOf } from '../../db/claims/administrative-reviews.ts';
import { changesOf } from '../../db/claims/changes.ts';
import { type ClaimRow, traceHashOf } from '../../db/claims/claims.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { fraudFindingsOf } from '../../db/claims/fraud-findings.ts';
import { objectionsOf } from '../../db/claims/notices.ts';
import { noticeOf, objectionTexts } from '../../db/claims/published.ts';
import { reopeningsOf } from '../../db/claims/reopenings.ts';
import { repinningsOf } from '../../db/claims/repinnings.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { findDossier, formOf, readDossier } from '../../db/intake/dossiers.ts';
import { findFiles, readFile } from '../../db/intake/files.ts';
import { rostersOf } from '../../db/intake/rosters.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { instalmentsOf } from '../../db/money/instalments.ts';
import { ledgerOfClaim } from '../../db/money/ledger-sets.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOfClaim } from '../../db/money/payments.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { repaymentsOf } from '../../db/money/repayments.ts';
import { correctionsOfClaim } from '../../db/people/corrections.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Audience } from '../../domain/archive/manifest.ts';
import { filesNamedBy } from '../../domain/claim/forms.ts';
import { csv, json, jsonLines, type Piece } from './pieces.ts';

/** One file of a dossier. Its pieces are read when it is written, one after the other. */
export interface Entry {
  path: string;
  audience: Audience;
  /** Holds what an erasure takes. */
  personal?: boolean;
  /** A document as somebody uploaded it: nothing in it can be shown in part. */
  document?: boolean;
  /** For the README: what it is, in Chinese and English. */
  about: [zh: string, en: string];
  pieces(): AsyncIterable<Piece>;
}

type Of = { db: Queryable; claim: ClaimRow };

/** Everything that belongs to a claim, in the order of the archive. Of an erased claim what is left. */
export async function dossierEntries(of: Of, { erased }: { erased: boolean }): Promise<Entry[]> {
  const personal = erased
    ? []
    : [
        ...(await formEntries(of)),
        changesEntry(of),
        reviewsEntry(of),
        ...(await rosterEntries(of)),
        ...(await documentEntries(of)),
      ];
  return [claimEntry(of), ...personal, ...actEntries(of), ...moneyEntries(of), ...(erased ? [] : officialEntries(of))];
}

const claimEntry = ({ claim }: Of): Entry => ({
  ...{ path: 'claim.json', audience: 'all', about: ['申请的基本情况', 'The claim: who, what, when, how much'] },
  pieces: () =>
    json({
      ...{ id: claim.id, jurisdiction: claim.jurisdiction, programme: claim.programme },
      ...{ claimantKind: claim.claimant_kind, claimant: claim.claimant, claimantName: claim.claimant_name },
      ...{ stage: claim.stage, closed: claim.closed, filedAt: claim.filed_at, lastDecision: claim.last_decision },
      ...{ classOpenedOn: claim.class_opened_on, classEndedOn: claim.class_ended_on, trainees: claim.trainees },
      ...{ estimateFen: claim.estimate_fen, amountFen: claim.amount_fen, rulesVersion: claim.rules_version },
    }),
});

/** Every form as it was handed in, act by act; learning records have a table of their own. */
async function formEntries({ db, claim }: Of): Promise<Entry[]> {
  const moves = (await timelineOf(db, claim.id)).filter(({ act }) => act !== 'addLearningRecords');
  const entries: Entry[] = [];
  for (const { n, act, dossier_id: id } of moves) {
    if (!id) continue;
    entries.push({
      path: `forms/${String(n).padStart(3, '0')}-${act}.json`,
      // A ruling on fraud belongs to its finding, which claimants do not see.
      audience: (await findDossier(db, id))?.claimId === claim.id ? 'all' : 'officials',
      personal: true,
      about: [`第 ${n} 步提交的内容`, `What was handed in with act ${n}`],
      pieces: async function* () {
        yield* json((await readDossier(db, id))?.body ?? {});
      },
    });
  }
  return entries;
}

/** Each change with its form, and the decision with its reason. */
const changesEntry = ({ db, claim }: Of): Entry => ({
  ...{ path: 'changes.json', audience: 'all', personal: true, about: ['备案后的变更', 'Changes after the filing'] },
  pieces: async function* () {
    const changes = [];
    for (const { dossier_id: id, ...change } of await changesOf(db, claim.id))
      changes.push({ ...change, form: (await readDossier(db, id))?.body ?? {} });
    yield* json(changes);
  },
});

/** The roster as it stands, those that it took the place of or that came by a change, and the learning records. */
async function rosterEntries({ db, claim }: Of): Promise<Entry[]> {
  const earlier = (await rostersOf(db, claim.id)).filter((id) => id !== claim.roster_id);
  const table = (path: string, about: Entry['about'], pages: () => AsyncGenerator<object[]>): Entry => ({
    ...{ path, audience: 'all', personal: true, about },
    pieces: () => csv(pages()),
  });
  return [
    table('roster.csv', ['人员名册', 'The roster'], () => rosterPages(db, claim.roster_id)),
    ...earlier.map((id, i) => {
      const path = `rosters/${String(i + 1).padStart(3, '0')}.csv`;
      return table(path, ['此前提交的名册', 'A roster that was handed in before'], () => rosterPages(db, id));
    }),
    table('learning-records.csv', ['学习记录', 'Learning records'], () => recordPages(db, claim.id)),
  ];
}

/** Each administrative review with what was asked for, and its outcome with the reason. */
const reviewsEntry = ({ db, claim }: Of): Entry => ({
  ...{
    path: 'administrative-reviews.json',
    audience: 'all',
    personal: true,
    about: ['行政复议', 'Administrative reviews'],
  },
  pieces: async function* () {
    const reviews = [];
    // One that is under way moves without a trace, and holds the archive open.
    const closed = (await reviewsOf(db, claim.id)).filter(({ status }) => status === 'closed');
    for (const { dossier_id, outcome_dossier_id, ...review } of closed) {
      const form = (await formOf<object>(db, dossier_id)) ?? {};
      reviews.push({ ...review, form, outcomeForm: (await formOf<object>(db, outcome_dossier_id)) ?? null });
    }
    yield* json(reviews);
  },
});

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Documents under names that tell nothing; `files.csv` says what each is. */
async function documentEntries({ db, claim }: Of): Promise<Entry[]> {
  const named = new Map<string, { kind: string; ref: string | null }>();
  for (const { dossier_id: id } of await timelineOf(db, claim.id)) {
    const dossier = id && (await findDossier(db, id)) && (await readDossier<Record<string, unknown>>(db, id));
    if (!dossier) continue;
    const form = (dossier.body.filing ?? dossier.body) as Parameters<typeof filesNamedBy>[0];
    for (const { fileId, kind, ref } of filesNamedBy(form)) if (!named.has(fileId)) named.set(fileId, { kind, ref });
  }
  const heads = (await findFiles(db, [...named.keys()])).sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = heads.map((head, i) => {
    const path = `files/${String(i + 1).padStart(4, '0')}.${extensions[head.contentType] ?? 'bin'}`;
    return { path, ...named.get(head.id)!, ...head };
  });
  const list = files.map(({ owner: _owner, id, ...file }) => ({ fileId: id, ...file }));
  const index: Entry = {
    ...{ path: 'files.csv', audience: 'all', personal: true, about: ['材料清单', 'What each document is'] },
    pieces: () => csv(once(list)),
  };
  const documents = files.map(
    ({ path, id, kind }): Entry => ({
      ...{ path, audience: 'all', personal: true, document: true, about: [kind, kind] },
      pieces: async function* () {
        yield { bytes: (await readFile(db, id))!.content };
      },
    }),
  );
  return [index, ...documents];
}

async function* once<T>(page: T[]): AsyncGenerator<T[]> {
  yield page;
}

function actEntries({ db, claim }: Of): Entry[] {
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

function entry(path: string, about: Entry['about'], pieces: Entry['pieces']): Entry {
  return { path, audience: 'all', about, pieces };
}

function moneyEntries({ db, claim }: Of): Entry[] {
  return [
    entry(
      'entitlements.jsonl',
      ['每人补贴及计算过程，每行一条', 'What each person brings and how it comes about, one line each'],
      async function* () {
        yield* jsonLines([
          { calculationSha256: await traceHashOf(db, claim.id), advance: (await advanceOf(db, claim.id)) ?? null },
        ]);
        for await (const page of linePages(db, claim.id)) {
          // Which other claims took room is for officials.
          yield* jsonLines(page.map(({ taken_by: _taken, basis: _basis, ...line }) => line));
        }
      },
    ),
    entry('payments.json', ['付款（不含账户）', 'Payments, without accounts'], async function* () {
      const paid = await paymentsOfClaim(db, claim.id);
      yield* json(
        paid.map(({ id, disbursement_id, kind, amount_fen, status, paid_at, returned_at, reason_code }) => ({
          ...{
            id,
            batch: disbursement_id,
            kind,
            amountFen: amount_fen,
            status,
            paidAt: paid_at,
            returnedAt: returned_at,
          },
          reasonCode: reason_code,
        })),
      );
    }),
    entry('ledger.csv', ['总账分录及哈希链', 'Ledger entries with their hash chain'], async function* () {
      const sets = await ledgerOfClaim(db, claim.id);
      yield* csv(
        once(
          sets.flatMap(({ fund, seq, kind, cause, at, previous_hash, hash, entries }) =>
            entries.map((one) => ({ fund, seq, kind, cause, at, ...one, previousHash: previous_hash, hash })),
          ),
        ),
      );
    }),
    entry('recoveries.json', ['追回', 'Recoveries'], async function* () {
      const recoveries = [];
      for (const one of await recoveriesOf(db, claim.id)) {
        const acts = (await actsOf(db, one.id)).map(({ n, act, by_subject, at, detail }) => ({
          n,
          act,
          by: by_subject,
          at,
          detail,
        }));
        const [instalments, repayments] = [await instalmentsOf(db, one.id), await repaymentsOf(db, one.id)];
        recoveries.push({
          ...{
            id: one.id,
            fund: one.fund,
            amountFen: one.amount_fen,
            repaidFen: one.repaid_fen,
            cancelledFen: one.cancelled_fen,
          },
          ...{
            reason: one.reason,
            status: one.status,
            openedAt: one.opened_at,
            dueAt: one.due_at,
            listing: one.listing,
          },
          ...{ acts, instalments, repayments },
        });
      }
      yield* json(recoveries);
    }),
  ];
}

/** What is said among officials. */
function officialEntries({ db, claim }: Of): Entry[] {
  const of = (path: string, about: Entry['about'], read: () => Promise<unknown>): Entry => ({
    ...{ path: `officials/${path}`, audience: 'officials', personal: true, about },
    pieces: async function* () {
      yield* json(await read());
    },
  });
  return [
    of('objections.json', ['异议内容', 'The words of objections'], () => objectionTexts(db, claim.id)),
    of('fraud-findings.json', ['骗取线索及裁定', 'Findings of fraud and rulings'], () => fraudFindingsOf(db, claim.id)),
    of('finding-others.json', ['疑点涉及的其他申请', 'Other claims in which findings lie as well'], async () =>
      (await findingsOf(db, claim.id))
        .filter(({ others }) => others.length > 0)
        .map(({ id, others }) => ({ id, others })),
    ),
    of('taken-by.json', ['占用上限的其他申请', 'Other claims that took room'], async () =>
      (await linesOf(db, claim.id))
        .filter(({ taken_by }) => taken_by.length > 0)
        .map(({ ref, component, taken_by }) => {
          return { ref, component, takenBy: taken_by };
        }),
    ),
  ];
}

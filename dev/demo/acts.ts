import { shownInstant } from '../../domain/messages/mail-content.ts';
import { formatYuan } from '../../domain/money/yuan.ts';
import type { Claim, List, PublicNotice } from './answers.ts';
import { same, sameFen } from './expect.ts';
import type { StoryClaim } from './scenario.ts';
import { type Api, reaches, type World } from './world.ts';

// What claimants, reviewers and the public do in several stories.

export const enterprise = (world: World, { company }: StoryClaim): Api =>
  world.as({ role: 'enterprise', uscc: company.uscc, subject: `clerk-${company.uscc}` });

export const reviewer = (world: World, { jurisdiction }: Pick<StoryClaim, 'jurisdiction'>): Api =>
  world.as({ role: 'reviewer', jurisdiction, subject: `reviewer-${jurisdiction}` });

/** The programme's example of a filing, with the company and the class of the story. */
export async function filingForm(world: World, claim: StoryClaim, training: object, more: object = {}) {
  const { company, jurisdiction, programme, trainees } = claim;
  const example = await world.example(jurisdiction, programme, 'filing');
  return {
    ...example,
    enterprise: { ...example.enterprise, ...company },
    contact: { name: '示例联系人', mobile: '19900000001', email: `training@company-${company.phone}.example` },
    training: { ...example.training, plannedHeadCount: trainees, ...training },
    ...(example.rosterHeader ? { rosterHeader: { ...example.rosterHeader, enterpriseName: company.name } } : {}),
    ...more,
  };
}

/** Files the claim with its people (or with a roster that was uploaded before); the estimate has to be the story's. */
export async function file(
  world: World,
  claim: StoryClaim,
  filing: object,
  people: { roster: object[] } | { rosterId: string },
  estimateFen: number,
): Promise<Claim> {
  const { jurisdiction, programme } = claim;
  const filed = await enterprise(world, claim).post<Claim>('/v1/claims', {
    jurisdiction,
    programme,
    filing,
    ...people,
  });
  claim.id = filed.id;
  same('where it stands', filed.stage, 'filing-review');
  same('the number of trainees', filed.trainees, claim.trainees);
  sameFen('the estimate', filed.estimateFen, estimateFen);
  world.note(`${claim.company.name}, ${claim.trainees} people, estimate ${formatYuan(estimateFen)}`);
  return filed;
}

/** An act of the claimant. */
export function act(world: World, claim: StoryClaim, name: string, body: object): Promise<Claim> {
  return enterprise(world, claim).post(`/v1/claims/${claim.id}/${name}`, body);
}

export async function approveFiling(world: World, claim: StoryClaim, stage = 'training'): Promise<Claim> {
  const body = { decision: 'approve' };
  const approved = await reviewer(world, claim).post<Claim>(`/v1/claims/${claim.id}/filing-review`, body);
  same('where it stands', approved.stage, stage);
  return approved;
}

/** The class's records, its end and the application, one after the other. */
export async function finishAndApply(
  world: World,
  claim: StoryClaim,
  done: { records?: object[]; classOpenedOn: string; classEndedOn: string; certificates: object[] },
): Promise<void> {
  const { records, classOpenedOn, classEndedOn, certificates } = done;
  if (records) {
    await act(world, claim, 'learning-records', { records });
    world.note(`${records.length} learning records`);
  }
  await act(world, claim, 'training-completion', { classOpenedOn, classEndedOn });
  const example = await world.example(claim.jurisdiction, claim.programme, 'application');
  const applied = await act(world, claim, 'application', { ...example, certificates, bankAccount: claim.account });
  same('where it stands', applied.stage, 'application-review');
}

/** The reviewer approves; what then stands, and what is published, has to be the story's amount. Answers the public notice. */
export async function approveApplication(world: World, claim: StoryClaim, amountFen: number): Promise<PublicNotice> {
  const body = { decision: 'approve' };
  const approved = await reviewer(world, claim).post<Claim>(`/v1/claims/${claim.id}/application-review`, body);
  sameFen('the approved amount', approved.amountFen, amountFen);
  same('where it stands', approved.stage, 'public-notice');
  const notices = await world.anybody.get<List<PublicNotice>>(`/v1/public-notices?jurisdiction=${claim.jurisdiction}`);
  const notice = notices.items.find(({ claimId }) => claimId === claim.id)!;
  sameFen(
    'the published amount',
    notice.lines.reduce((fen, line) => fen + line.amountFen, 0),
    amountFen,
  );
  world.note(
    `${formatYuan(amountFen)} for ${notice.lines.length} people, on public notice until ${shownInstant(notice.endsAt)}`,
  );
  return notice;
}

/** The claim as its reviewer reads it, once it stands in a stage. */
export function read(world: World, claim: StoryClaim, stage: string): Promise<Claim> {
  return reaches(reviewer(world, claim), claim.id, stage);
}

/** Every line of the claim has to be what the story says, by its ref, to the fen. */
export function sameLines(claim: Claim, expected: ReadonlyMap<string, number>): void {
  const lines = new Map(claim.lines?.map((line) => [line.ref, line.amountFen]));
  same('the number of lines', lines.size, expected.size);
  for (const [ref, fen] of expected) sameFen(`line ${ref}`, lines.get(ref), fen);
}

/** How many lines there are of each outcome, most frequent first: `22 × ¥444.00`. */
export function summary(claim: Claim): string {
  const counts = new Map<string, number>();
  for (const { amountFen, code } of claim.lines ?? []) {
    const outcome = `${formatYuan(amountFen)}${code ? ` (${code})` : ''}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} × ${outcome}`).join(', ');
}

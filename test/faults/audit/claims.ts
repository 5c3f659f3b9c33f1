import { type ClaimRow, findClaim } from '../../../db/claims/claims.ts';
import { type LineRow, linesOf } from '../../../db/money/lines.ts';
import { rows } from '../../../db/pool.ts';
import type { Claim } from '../../../dev/demo/answers.ts';
import { chongqingSubsidy, guangdongSubsidy, wuxiSubsidy } from '../../../dev/demo/expected.ts';
import type { Case } from '../people/case.ts';
import type { PlannedPerson } from '../plan/claims.ts';
import { type Check, type Evidence, named } from './findings.ts';

/** No claim is lost or stuck: each stands closed where its course ends, and API and database say the same of it. */
export const claimsAreWhereTheyBelong: Check = async (evidence) => {
  const { db, cases } = evidence;
  const [{ n } = { n: 0 }] = await rows<{ n: number }>(db, 'select count(*) as n from claims');
  const found = n === cases.length ? [] : [`${cases.length} claims were filed, and there are ${n}`];
  for (const one of cases) {
    const claim = await findClaim(db, one.id);
    if (!claim) found.push(`${named(one)} is lost`);
    else found.push(...(await faultsOf(evidence, one, claim)));
  }
  return found;
};

async function faultsOf({ db, office }: Evidence, one: Case, claim: ClaimRow): Promise<string[]> {
  const lines = await linesOf(db, one.id);
  const [repaid] = await rows(db, `select 1 from recoveries where claim_id = $1 and status = 'repaid'`, [one.id]);
  // Nothing of what was paid stays with the claimant.
  const recovered = repaid !== undefined && lines.every(({ status }) => status !== 'paid');
  const expected = recovered ? 'recovered' : stageOf(one, lines);
  const reviewer = office.as({ role: 'reviewer', jurisdiction: claim.jurisdiction, subject: 'reviewer-at-the-end' });
  const shown = await reviewer.get<Claim & { closed: boolean }>(`/v1/claims/${one.id}`);
  const faults = [
    claim.stage !== expected && `stands in ${claim.stage} and not in ${expected}`,
    !claim.closed && 'is not closed',
    (shown.stage !== claim.stage || shown.closed !== claim.closed || shown.amountFen !== claim.amount_fen) &&
      'is told otherwise by the API than by the database',
    ...lines.map((line) => lineFault(one, line)),
    ...lines.filter((line) => line.amount_fen > 0).map((line) => endOf(one, line)),
  ];
  return faults.filter((fault) => typeof fault === 'string').map((fault) => `${named(one)} ${fault}`);
}

/** Where the course ends, given what the lines brought. */
function stageOf({ plan, withdrawal }: Case, lines: readonly LineRow[]): string {
  const { course, advance } = plan;
  if (course === 'filing-rejected' || course === 'application-rejected') return 'rejected';
  if (course === 'withdrawn-in-training' || advance === 'asked-and-withdrawn') return 'withdrawn';
  if (course === 'never-applied') return 'lapsed';
  // Others had taken all the room, or nobody learned enough.
  if (lines.every((line) => line.amount_fen === 0)) return 'rejected';
  if (withdrawal === 'accepted') return 'withdrawn';
  return lines.some((line) => line.status !== 'fallen') ? 'paid' : 'rejected';
}

/** A line with an amount is paid, unless the course lets it fall, for the reason that the course gives. */
function endOf({ plan, objections, withdrawal, fraud }: Case, line: LineRow): string | false {
  const { course } = plan;
  if (fraud && course !== 'fraud-dismissed' && (fraud.refs ?? [line.ref]).includes(line.ref)) {
    if (line.status === 'revoked' || (line.status === 'fallen' && line.fallen_reason === 'fraud')) return false;
    return `has line ${line.ref} as ${line.status} (${line.fallen_reason}), and it was had by fraud`;
  }
  const against = objections.findIndex(({ ref }) => ref === null || ref === line.ref);
  const upheld = against >= 0 && (course.includes('upheld') || (course === 'two-lines-ruled-at-once' && against === 0));
  const reason = upheld ? 'objection-upheld' : withdrawal === 'accepted' ? 'withdrawn' : null;
  const [status, fallen] = reason ? ['fallen', reason] : ['paid', null];
  if (line.status === status && line.fallen_reason === fallen) return false;
  return `has line ${line.ref} as ${line.status} (${line.fallen_reason}) and not as ${status} (${fallen})`;
}

/** No line brings more than the rules give, and one that brings less says why. */
function lineFault({ plan }: Case, { ref, amount_fen, code }: LineRow): string | false {
  const full = fullAmount(plan.place.by, plan.people.find((person) => person.ref === ref)!);
  if (amount_fen === full || (amount_fen < full && code !== null)) return false;
  return `has line ${ref} with ${amount_fen} fen (${code}); the rules give ${full}`;
}

function fullAmount(by: Case['plan']['place']['by'], { minutes, certified, level }: PlannedPerson): number {
  if (by === 'guangdong-hours') return guangdongSubsidy(minutes);
  if (!certified) return 0;
  const hours = minutes.reduce((sum, length) => sum + Math.floor(length / 45), 0);
  return by === 'certificates' ? chongqingSubsidy[level]! : wuxiSubsidy(hours);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actsHappenedOnce, answersAreRepeated } from './acts.ts';
import { limitsHold } from './caps.ts';
import { claimsAreWhereTheyBelong } from './claims.ts';
import type { Check, Evidence } from './findings.ts';
import { everyMailIsSent } from './mails.ts';
import { everythingIsPaidOnce, theBooksAreRight } from './money.ts';
import { workflowsHaveEnded } from './workflows.ts';

const checks: Record<string, Check> = {
  'no claim is lost or stuck': claimsAreWhereTheyBelong,
  'Temporal agrees with the read model': workflowsHaveEnded,
  'every act happened once': actsHappenedOnce,
  'a repeated act gets its answer again': answersAreRepeated,
  'every entitlement is paid once': everythingIsPaidOnce,
  'all caps hold': limitsHold,
  'debits = credits, the chains verify, the books reconcile': theBooksAreRight,
  'every mail is sent': everyMailIsSent,
};

/** Everything that has to hold at the end, by what it is called; the values say in words what does not. */
export async function audit(evidence: Evidence): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, check] of Object.entries(checks)) found[name] = await check(evidence);
  found['only answers of the contract'] = [...evidence.office.strange, ...loggedBehind(evidence)];
  return found;
}

/** What the APIs have logged about answers that the contract does not know. */
function loggedBehind({ office, town }: Evidence): string[] {
  if (office.strange.length === 0) return [];
  const files = readdirSync(town.logs).filter((name) => name.startsWith('api'));
  const lines = files.flatMap((name) => readFileSync(join(town.logs, name), 'utf8').split('\n'));
  return lines.filter((line) => /"(?:ref|code)":"/.test(line) && /"level":[56]0/.test(line));
}

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a third of a minute or more, the longest first. Some are short to read, so that Vitest would begin them last, and one
 * worker would wait for the other.
 */
const long = [
  'api/ownership/ownership',
  'claims/crash',
  'dev/processes',
  'privacy/demo-leaks',
  'web/tour',
  'web/review',
  'dev/start',
  'faults/faults',
  'web/claimant',
  'money/ledger-model',
  'web/drafts',
  'web/money',
  'money/large-batch',
  'dev/servers',
  'claims/recovery-crash',
  'dev/stack',
  'api/batches',
  'changes/reopening',
  'fuzz/fuzz',
  'api/hostile-filings',
  'api/hostile-acts',
  'claims/scale-out',
  'hostile/corpus',
  'bank-files/hostile',
  'claims/sealed',
  'changes/repinning',
  'claims/every-programme',
  'webhooks/webhooks',
  'web/oversight',
  'audit/disclosures',
  'web/claimant-view',
  'web/proceedings',
  'api/recoveries',
  'web/desks',
  'privacy/rotation',
  'claims/fifty-at-once',
  'archive/archive',
  'web/papers',
  'web/admin',
  'security/expressions',
  'claims/ended-demands',
  'audit/commands',
  'bank-files/memory',
  'inspection/inspection',
  'privacy/erasure',
  'claims/returns',
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // A process that files share ends when one that wants its own comes between them.
    const rank = ({ moduleId, project }: TestSpecification) => {
      if (project.config.isolate) return -1;
      const place = long.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

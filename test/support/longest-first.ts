import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take half a minute or more, the longest first. Some are short to read, so that Vitest would begin them last, and one worker would
 * wait for the other.
 */
const long = [
  'api/hostile-filings',
  'dev/processes',
  'money/large-batch',
  'dev/start',
  'claims/crash',
  'faults/faults',
  'privacy/demo-leaks',
  'api/hostile-acts',
  'money/ledger-model',
  'bank-files/memory',
  'fuzz/fuzz',
  'dev/servers',
  'api/ownership/ownership',
  'claims/every-programme',
  'hostile/corpus',
  'money/long-ledger',
  'claims/recovery-crash',
  'claims/sealed',
  'inspection/inspection',
  'dev/stack',
  'api/batches',
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

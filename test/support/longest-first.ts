import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute or more. They are short to read, so that Vitest would begin them last, and one worker would wait for the other. */
const long = [
  'api/ownership/ownership',
  'archive/large',
  'bank-files/memory',
  'changes/repinning',
  'changes/stories',
  'claims/crash',
  'claims/every-programme',
  'claims/recovery-crash',
  'claims/sealed',
  'dev/processes',
  'dev/stack',
  'dev/start',
  'faults/faults',
  'fuzz/fuzz',
  'hostile/corpus',
  'inspection/inspection',
  'learning/platform',
  'money/large-batch',
  'money/ledger-model',
  'privacy/demo-leaks',
  'privacy/rotation',
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(name));
    // A process that files share ends when one that wants its own comes between them.
    const rank = (file: TestSpecification) => (file.project.config.isolate ? 0 : isLong(file) ? 1 : 2);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { runMain, StartFailure } from '../../domain/failure.ts';
import { TEMPORAL_VERSION } from '../temporal/version.ts';

interface Component {
  type: string;
  name: string;
  version: string;
  purl: string;
}

export interface Sbom {
  bomFormat: 'CycloneDX';
  specVersion: string;
  metadata: { component: { name: string } };
  components: Component[];
}

const packageName = () =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { name: string }).name;

/** What runs: npm's own list of what is locked (CycloneDX), and the server that is downloaded beside them. */
export function makeSbom(): Sbom {
  const text = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const sbom = JSON.parse(text) as Sbom;
  // npm names it after its folder.
  sbom.metadata.component.name = packageName();
  const temporal = {
    ...{ type: 'application', 'bom-ref': `temporal@${TEMPORAL_VERSION}`, name: 'temporal', version: TEMPORAL_VERSION },
    licenses: [{ license: { id: 'MIT' } }],
    purl: `pkg:github/temporalio/cli@v${TEMPORAL_VERSION}`,
  };
  return { ...sbom, components: [...sbom.components, temporal] };
}

/** `npm run sbom -- <file>`: a bill of materials in CycloneDX. */
if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    const file = process.argv[2];
    if (!file) throw new StartFailure('Name the file to write: npm run sbom -- sbom.cdx.json');
    const sbom = makeSbom();
    writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
    console.log(`${file}: ${sbom.components.length} components, CycloneDX ${sbom.specVersion}`);
  });
}

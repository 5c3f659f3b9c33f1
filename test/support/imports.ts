import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Rules {
  layers: IForbiddenRuleType[];
  runtime: IForbiddenRuleType[];
  options: ICruiseOptions;
}

export const { layers, runtime, options }: Rules = await import(join(ROOT, '.dependency-cruiser.mjs'));

/** The folders that make up the system; test/ stands beside them. */
export const folders = [
  'domain',
  'jurisdictions',
  'sealing',
  'payloads',
  'tracing',
  'db',
  'activities',
  'workflows',
  'worker',
  'api',
  'dev',
];

/** Names of all files below the folders of a project, from its root. */
export function filesOf(root: string, names: readonly string[] = folders): string[] {
  return names.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
}

/** Those that are code. */
export function sourcesOf(root: string, names: readonly string[] = folders): string[] {
  return filesOf(root, names).filter((file) => /\.(ts|tsx|cjs)$/.test(file));
}

/** A copy of a project as far as it imports: of pages, which the checker cannot read, only that is left. */
export function withoutPages(root: string, into: string): string {
  for (const name of sourcesOf(root)) {
    const file = join(into, name);
    mkdirSync(dirname(file), { recursive: true });
    if (name.endsWith('.tsx')) writeFileSync(file, importsOf(readFileSync(join(root, name), 'utf8')));
    else cpSync(join(root, name), file);
  }
  return into;
}

const importsOf = (source: string) =>
  [...source.matchAll(/^(?:import|export)\b[^;'"]*\bfrom '[^']+';|^import '[^']+';/gm)]
    .map(([line]) => line)
    .join('\n');

/** A copy of a project in which no type is left, so that only imports that run are seen. Names of files stay. */
export function withoutTypes(root: string, into: string): string {
  for (const name of sourcesOf(root)) {
    const file = join(into, name);
    mkdirSync(dirname(file), { recursive: true });
    if (name.endsWith('.cjs')) cpSync(join(root, name), file);
    else writeFileSync(file, erased(join(root, name)));
  }
  return into;
}

function erased(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    configFile: false,
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: file.endsWith('x') },
      // As the project is compiled: an import stays unless it says `type`.
      transform: { verbatimModuleSyntax: true, react: { runtime: 'automatic', importSource: 'hono/jsx' } },
    },
  }).code;
}

/** Which imports break which rule, one line each: `rule: from → to`. Files are named from the project's root. */
export async function violations(root: string, rules: IForbiddenRuleType[]): Promise<string[]> {
  const { output } = await cruise(
    folders,
    { ...options, baseDir: root, validate: true, ruleSet: { forbidden: rules } },
    { extensions: ['.ts', '.tsx', '.cjs', '.js'], conditionNames: ['import', 'node', 'default'] },
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

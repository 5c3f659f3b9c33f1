// Which folder may import which: layers go down only. Run by test/boundaries.test.ts on the sources, and the second list once more
// on a copy without types, where only what runs is left.

const below = {
  dev: ['api', 'worker', 'workflows', 'activities', 'db', 'jurisdictions', 'payloads', 'domain'],
  // The API admits a filing by the very code that files it.
  api: ['activities', 'db', 'jurisdictions', 'payloads', 'tracing', 'domain'],
  worker: ['activities', 'db', 'jurisdictions', 'payloads', 'tracing', 'domain'],
  // Types of activities only; see `workflows-run-on-domain-only`.
  workflows: ['activities', 'domain'],
  activities: ['db', 'jurisdictions', 'domain'],
  db: ['jurisdictions', 'sealing', 'domain'],
  jurisdictions: ['domain'],
  payloads: ['sealing', 'domain'],
  sealing: ['domain'],
  tracing: ['domain'],
  domain: [],
};

const folders = [...Object.keys(below), 'test', 'bench'];
const anyOf = (names) => `^(${names.join('|')})/`;
/** Workflow code: the project's own and that of packs with an external step. */
const workflowCode = '^workflows/|^jurisdictions/[^/]+/workflows\\.ts$';

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** Every import, types included. */
export const layers = [
  ...Object.entries(below).map(([folder, lower]) =>
    rule(
      `${folder}-imports-downwards`,
      `${folder}/ may import ${lower.map((name) => `${name}/`).join(', ') || 'nothing of the project but itself'}`,
      { path: `^${folder}/` },
      { path: anyOf(folders), pathNot: anyOf([folder, ...lower]) },
    ),
  ),
  rule(
    'domain-is-pure',
    'domain/ works with nothing but plain dates: no library, no file, no network (types of zod are allowed)',
    { path: '^domain/' },
    { pathNot: ['^domain/', '(^|/)temporal-polyfill(/|$)', '(^|/)zod(/|$)'] },
  ),
];

/** What really runs. */
export const runtime = [
  rule(
    'workflows-run-on-domain-only',
    'a workflow is replayed for years: it may run pure code of the project and the parts of Temporal made for it',
    { path: workflowCode },
    { pathNot: ['^workflows/', '^domain/', '(^|/)@temporalio/(workflow|common)(/|$)'] },
  ),
  rule(
    'workflows-reach-nothing-heavy',
    'not by detours either: no packs, zod or date library in the workflow bundle',
    { path: workflowCode },
    { path: '^jurisdictions/(?![^/]+/workflows\\.ts$)|(^|/)(temporal-polyfill|zod)(/|$)', reachable: true },
  ),
  rule('domain-without-zod', 'domain/ knows forms by their type only', { path: '^domain/' }, { path: '(^|/)zod(/|$)' }),
  rule(
    'database-driver-in-db-only',
    'queries live in db/: nothing else speaks to PostgreSQL (types may be named)',
    { path: anyOf(Object.keys(below)), pathNot: '^db/' },
    { path: '(^|/)(pg|pg-copy-streams|node-pg-migrate)(/|$)' },
  ),
  rule('no-circles', 'two files that need each other are one idea, or three', {}, { circular: true }),
];

// TypeScript 7 has no compiler API; swc's parser reads our files without it, but takes types for code: hence two lists.
export const options = { parser: 'swc', doNotFollow: { path: 'node_modules' } };

export default { forbidden: layers, options };

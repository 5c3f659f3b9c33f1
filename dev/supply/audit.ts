import { spawnSync } from 'node:child_process';

/** What npm's audit said: nothing known, what is known, or that nobody could be asked. */
export type Audit =
  | { outcome: 'clean' }
  | { outcome: 'vulnerable'; packages: { name: string; severity: string; titles: string[] }[] }
  | { outcome: 'not-checked'; why: string };

interface Report {
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string })[] }>;
  message?: string;
  error?: { summary?: string; detail?: string };
}

/** Asks the registry that npm is set to for known vulnerabilities of what is locked. */
export function audit(registry?: string): Audit {
  const args = ['audit', '--json', ...(registry ? [`--registry=${registry}`] : [])];
  const { stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 120_000 });
  const report = parsed(stdout);
  if (!report?.vulnerabilities) {
    const why = report?.error?.summary || report?.message || stderr.trim().split('\n').at(0) || 'npm gave no report';
    return { outcome: 'not-checked', why };
  }
  const packages = Object.entries(report.vulnerabilities).map(([name, { severity, via }]) => ({
    ...{ name, severity },
    titles: via.map((one) => (typeof one === 'string' ? `by way of ${one}` : one.title)),
  }));
  return packages.length > 0 ? { outcome: 'vulnerable', packages } : { outcome: 'clean' };
}

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}

/** `npm run audit:dependencies`: exit code 0 nothing known, 1 something known, 2 nobody could be asked. */
if (process.argv[1] === import.meta.filename) {
  const found = audit();
  if (found.outcome === 'clean') console.log('No known vulnerability in what package-lock.json pins.');
  else if (found.outcome === 'not-checked') {
    console.error(
      `NOT CHECKED: the registry did not answer the audit (${found.why}). Run it where the audit endpoint is reachable.`,
    );
    process.exitCode = 2;
  } else {
    for (const { name, severity, titles } of found.packages)
      console.error(`${severity}: ${name}: ${titles.join('; ')}`);
    process.exitCode = 1;
  }
}

import { type AccessRow, access, roles } from './access.ts';

/** `docs/roles.md`: the access table as a page. Written by `node --import tsx api/auth/roles-doc.ts`, compared by a test. */
export function renderRoles(rows: readonly AccessRow[] = access): string {
  const calls = rows.map((row) => {
    const marks = roles.map((role) => (row.allow === 'open' || row.allow.includes(role) ? '●' : ''));
    const ends = [row.scope ? `\`${row.scope}\`` : '', row.apartFrom ?? ''];
    const open = row.allow === 'open' ? '●' : '';
    return `| ${[`\`${row.method} ${row.path}\``, row.does, open, ...marks, ...ends].join(' | ')} |`;
  });
  return [
    '# Who may call what',
    '',
    'Rendered from `api/auth/access.ts`, which the API enforces; do not edit by hand.',
    '',
    '- **open**: without a token.',
    '- Another claimant’s claim, or one of another jurisdiction, is answered with 404; a role that may not make the call with 403.',
    '- Enterprises and institutions see the claims of their credit code, individuals their own, reviewers those of their jurisdiction.',
    '  Other officials see all, or only their jurisdiction when their token names one.',
    '- A dossier shows ID numbers, mobiles and bank accounts in full to the claimant and to reviewers. Supervisors, inspectors and auditors',
    '  read an ID number by its first six and last four characters, a mobile by its first three and last four, a bank account by its last four.',
    '- A document is there for its owner, and for reviewers, supervisors and inspectors who see a claim that names it; for others it is not there (404).',
    '- Nobody decides on what they handed in, themselves or with a key that they made; who submitted a batch cannot approve it; who reported a repayment',
    '  or fraud, proposed a listing or corrected an account cannot decide on it. The last column tells it per call: one person is one `sub`, whatever the role.',
    '- **for keys with**: keys of enterprises’ own systems call with the scope named there, and see and act as their enterprise does. They never hold an official’s role.',
    '- Findings of fraud are shown to officials only. A claimant sees their own recoveries, officials those of their jurisdiction.',
    '- What Temporal keeps is opened for reviewers of the place whose workflow it is of, and for those who see all; numbers in part, except to reviewers.',
    '- `POST` that changes state demands an `Idempotency-Key`.',
    '',
    `| call | does | open | ${roles.join(' | ')} | for keys with | kept apart from |`,
    `|---|---|${':-:|'.repeat(roles.length + 1)}---|---|`,
    ...calls,
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const { writeFileSync } = await import('node:fs');
  writeFileSync(new URL('../../docs/roles.md', import.meta.url), renderRoles());
}

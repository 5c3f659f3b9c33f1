import { expect, test } from 'vitest';
import { productionCode } from './expressions.ts';

/** Who speaks to another machine, and to which: each address comes from the settings of the process, never from a caller; but for webhooks, which are held apart. */
const outgoing = {
  'api/auth/provider.ts': 'keys of the identity provider: JWT_ISSUER, JWT_JWKS_URL',
  'api/inspections/verify.ts': 'a command of an outsider: the address is its argument',
  'api/temporal.ts': 'TEMPORAL_ADDRESS',
  'worker/connection.ts': 'TEMPORAL_ADDRESS',
  'worker/ready.mjs': 'the figures of the worker beside it: WORKER_METRICS_ADDRESS',
  'worker/mailer.ts': 'SMTP_URL',
  'db/cluster.ts': 'databases of tests and rehearsals',
  'db/pool.ts': 'DATABASE_URL',
  'db/one-write.ts': 'a socket for it, which node-postgres connects',
  'worker/webhooks/addresses.ts': 'looks up the host of a webhook, and refuses what is not outside',
  'worker/webhooks/post.ts':
    'a webhook, which a claimant names: only to an address that was looked up and is outside, without redirects',
  'tracing/start.ts': 'OTEL_EXPORTER_OTLP_ENDPOINT',
  'worker/certificates/http-registry.ts': 'CERTIFICATE_REGISTRY_URL, by https, without redirects',
};

const opens = [
  /(?<![.\w])fetch\(/,
  /\b(WebSocket|EventSource|XMLHttpRequest|navigator\.sendBeacon)\b/,
  /from '(node:)?(http2?|https|net|tls|dgram|dns)(\/promises)?'/,
  /from '(undici|axios|got|node-fetch|ws)'/,
  /from 'nodemailer'/,
  /\bnew pg\.|\bpg\.(Client|Pool)\b/,
  /\b(Native)?Connection\.(connect|lazy)\(/,
  /createRemoteJWKSet/,
  /\bnew OTLP\w+\(/,
  /from '(node:)?child_process'/,
];

/** Names only: codes of status, types, and the places whose folders the operator names. */
const harmless: Record<string, RegExp> = {
  'api/problem.ts': /STATUS_CODES/,
};

test('only files of this list open connections, or other programs', () => {
  const code = productionCode();
  const found = [...code].filter(([file, text]) => {
    const lines = text
      .split('\n')
      .filter((line) => !/^\s*(import type|\/\/|\*|\/\*)/.test(line) && !harmless[file]?.test(line));
    return lines.some((line) => opens.some((pattern) => pattern.test(line)));
  });
  expect(found.map(([file]) => file).sort()).toEqual(Object.keys(outgoing).sort());
});

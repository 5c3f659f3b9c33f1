import { expect, test } from 'vitest';
import type { Caller } from './callers.ts';
import { type Contract, readContract } from './contract.ts';
import type { Request } from './request.ts';

import { faultOf } from './verdict.ts';

// A check that never strikes protects nothing.
const item = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const contract: Contract = readContract(
  JSON.stringify({
    paths: {
      '/v1/tasks': {
        get: {
          responses: { 200: json(item), 401: { content: { 'application/problem+json': { schema: {} } } } },
          security: [{ token: [] }],
        },
      },
    },
    components: { schemas: {} },
  }),
);
const caller: Caller = {
  ...{ name: 'enterprise', role: 'enterprise', token: 'x' },
  ...{ hidden: new Set(['another company']), known: new Set(), sees: () => false },
};
const request: Request = { operation: contract.operations[0]!, method: 'GET', path: '/v1/tasks', headers: {}, caller };
const answered = (body: unknown, status = 200, type = 'application/json') =>
  faultOf(request, { status, type, body, text: JSON.stringify(body) }, contract);

test('what is as documented is no fault', () => {
  expect(answered({ id: 'c1' })).toBeUndefined();
});

test.each([
  [{ id: 7 }, 200, 'application/json', '/id must be string'],
  [{ id: 'c1', more: 1 }, 200, 'application/json', 'must NOT have unevaluated properties'],
  [{ id: 'c1' }, 202, 'application/json', 'status 202 is not documented'],
  [{ id: 'c1' }, 200, 'text/html', 'content type text/html is not documented'],
  [{ id: 'another company' }, 200, 'application/json', 'the answer tells enterprise of another company'],
  [{ code: 'internal-error' }, 500, 'application/problem+json', '500 internal-error'],
  [{ code: 'no-code-of-ours', status: 401 }, 401, 'application/problem+json', 'unknown code'],
  [{ code: 'token-required', status: 401 }, 401, 'text/plain', '401 is told as text/plain'],
])('%j with %i as %s is a fault', (body, status, type, what) => {
  expect(answered(body, status, type)).toContain(what);
});

test('an answer to nobody is a fault', () => {
  const { caller: _nobody, ...byNobody } = request;
  const answer = { status: 200, type: 'application/json', body: { id: 'c1' }, text: '{"id":"c1"}' };
  expect(faultOf(byNobody, answer, contract)).toBe('200 without a token');
});

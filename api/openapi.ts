import type { z } from '@hono/zod-openapi';
import { accessTo } from './auth/access.ts';
import type { App } from './env.ts';
import { mended } from './openapi-mended.ts';
import { ProblemBody } from './problem.ts';

/** One JSON body with the one example that a reader can send as it is. */
export function jsonBody<S extends z.ZodType>(schema: S, example: unknown) {
  return { required: true, content: { 'application/json': { schema, example } } } as const;
}

/** One JSON answer. */
export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } } as const;
}

interface Operation {
  parameters?: { name: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  security?: unknown[];
  description?: string;
}

/** The document with what holds for every call: who may call, its key, and the problems that may come back. */
export function openApiDocument(app: App) {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Training-subsidy claims',
      version: '1',
      description: [
        'Claims for training subsidies from filing to payment. Money is integer fen; days are local (Asia/Shanghai), instants carry +08:00.',
        'Errors are problem details (RFC 9457): decide by `code`, show `messages`. A field that a body does not know is refused by its name. Lists answer `{items, nextCursor}`; pass `nextCursor` as `cursor`.',
      ].join('\n\n'),
    },
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post'] as const) {
      const operation = (item as Record<string, unknown>)[method] as Operation | undefined;
      if (operation) decorate(operation, method.toUpperCase(), path);
    }
  }
  return mended(document);
}

function decorate(operation: Operation, method: string, path: string): void {
  const row = accessTo(method, path);
  if (!row) return;
  const statuses = [422, 429, 500, 503];
  if (row.body !== 'none') statuses.push(400, 408, 413, 415);
  if (path.includes('{') || namesPlaces(operation)) statuses.push(404);
  if (row.allow !== 'open') {
    statuses.push(401, 403);
    operation.security = [{ token: [] }];
    operation.description = [operation.description, `Roles: ${row.allow.join(', ')}.`].filter(Boolean).join('\n\n');
  }
  if (row.key) {
    statuses.push(400, 409);
    operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
  }
  for (const status of statuses.sort()) operation.responses[String(status)] ??= problemAnswers[status];
}

/** In its body or its query: a place or programme that there is not. */
function namesPlaces({ parameters, requestBody }: Operation): boolean {
  return requestBody !== undefined || (parameters ?? []).some(({ name }) => name === 'jurisdiction');
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'One unique value per act; repeat the same value when you retry.',
  example: '3f0c6a52-7c1d-4e0e-9a53-0a5a1c1c9b1e',
};

const meanings: Record<number, string> = {
  400: 'Malformed JSON, or the Idempotency-Key is missing',
  401: 'No valid token',
  403: 'The role may not do this',
  404: 'Not there, or not yours',
  408: 'The upload fell silent',
  409: 'Not possible in this stage',
  413: 'Body over the limit',
  415: 'Unsupported content type',
  422: 'The input is not as required, see errors',
  429: 'Too many calls; `Retry-After` says when',
  500: 'Internal error; repeating with the same key is safe',
  503: 'Not available now; repeating with the same key is safe',
};

/** One refusal. */
export function problemAnswer(description: string) {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } } as const;
}

const problemAnswers = Object.fromEntries(
  Object.entries(meanings).map(([status, description]) => [status, problemAnswer(description)]),
);

/** Components that every operation refers to. */
export function registerComponents(app: App): void {
  app.openAPIRegistry.register('Problem', ProblemBody);
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
}

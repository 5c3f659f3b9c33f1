import { STATUS_CODES } from 'node:http';
import { z } from '@hono/zod-openapi';
import { type Fault, Problem } from '../domain/problem.ts';

/** One place in what was handed in, and what is to be said of it. */
export const FaultBody = z.object({
  path: z.string().optional().openapi({ description: 'Dotted path of the field' }),
  row: z.int().optional().openapi({ description: 'Row of the roster or file, 1 = the first' }),
  code: z.string(),
  messages: z.object({ zh: z.string(), en: z.string() }),
  source: z.string().optional().openapi({ description: 'Document and clause, where a rule speaks' }),
});

/** Every error answer of the API: problem details of RFC 9457 with a stable code and the sentence in both languages. */
export const ProblemBody = z
  .object({
    type: z
      .string()
      .openapi({ description: 'Address of the explanation of the code', example: '/docs/problems#not-found' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().openapi({ description: 'The sentence in the language of Accept-Language (default English)' }),
    code: z.string().openapi({ description: 'Stable: decide by this' }),
    messages: z.object({ zh: z.string(), en: z.string() }),
    errors: z.array(FaultBody),
  })
  .openapi('Problem');

export type ProblemBody = Omit<z.infer<typeof ProblemBody>, 'errors'> & { errors: Fault[] };

export const problemType = 'application/problem+json; charset=utf-8';

export function problemBody(problem: Problem, language: 'zh' | 'en' = 'en'): ProblemBody {
  return {
    type: `/docs/problems#${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.messages[language],
    code: problem.code,
    messages: problem.messages,
    errors: problem.errors,
  };
}

export function problemResponse(problem: Problem, acceptLanguage = '', headers: Record<string, string> = {}): Response {
  const language = /^\s*zh\b/i.test(acceptLanguage) ? 'zh' : 'en';
  const retry: Record<string, string> = problem.status === 503 ? { 'Retry-After': '1' } : {};
  const challenge: Record<string, string> = problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  return new Response(JSON.stringify(problemBody(problem, language)), {
    status: problem.status,
    headers: { 'Content-Type': problemType, ...retry, ...challenge, ...headers },
  });
}

export { Problem };

import type { Context } from 'hono';
import { Problem } from '../../../domain/problem.ts';

/**
 * What the form of a page sent: one entry per input, a list where several have the same name. @throws Problem `malformed-json` for what is
 * no form, or was cut off
 */
export async function posted(c: Context) {
  try {
    return await c.req.parseBody({ all: true });
  } catch (error) {
    if (error instanceof TypeError) throw new Problem('malformed-json');
    throw error;
  }
}

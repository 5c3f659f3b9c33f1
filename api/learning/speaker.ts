import type { Context } from 'hono';
import { speakingConnector } from '../../db/learning/connectors.ts';
import { asSystem } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { isSigned, readSigned } from './signature.ts';
import type { Speaker } from './take-in.ts';

/**
 * The connector in whose name the call is signed. That there is no such connector is told as a wrong signature is.
 * @throws Problem `webhook-headers-missing`, `webhook-timestamp-outside`, `webhook-signature-invalid`
 */
export async function speakerOf(
  { pool, limits }: Pick<Deps, 'pool' | 'limits'>,
  c: Context<Env>,
  content: Uint8Array,
): Promise<Speaker> {
  const signed = readSigned(c.req.raw.headers, limits.webhookSeconds, Date.now());
  const id = c.req.param('id') ?? '';
  // Who calls is known by the secret, which is the system's to look up.
  const connector = id.length <= 100 ? await asSystem(() => speakingConnector(pool, id)) : undefined;
  if (!connector || !isSigned(connector.secrets, signed, content)) throw new Problem('webhook-signature-invalid');
  return connector;
}

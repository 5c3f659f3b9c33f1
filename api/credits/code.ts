import { randomBytes } from 'node:crypto';
import { z } from '@hono/zod-openapi';

/** Without I, L, O and U, which are misread. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 120 random bits in four groups: `7Q2M4X-…`. Nobody guesses one. */
export function newCode(): string {
  let bits = BigInt(`0x${randomBytes(15).toString('hex')}`);
  let code = '';
  for (let i = 0; i < 24; i += 1, bits >>= 5n) code += letters[Number(bits & 31n)];
  return code.replace(/.{6}(?=.)/g, '$&-');
}

/** As somebody copies it from paper. */
export const Code = z
  .string()
  .max(60)
  .transform((text) =>
    text
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/.{6}(?=.)/g, '$&-'),
  )
  .openapi({ type: 'string', example: '7Q2M4X-9K0T3B-H8V1PD-W5CYNE' });

import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { endToken, isTokenEnded } from '../../db/accounts/ended-tokens.ts';
import type { Db } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import type { Tokens } from './tokens.ts';

export interface EndableTokens extends Tokens {
  /** From now on nobody takes this token, which has been verified before. */
  end(token: string): Promise<void>;
}

/** Tokens that end when their session is signed out: whoever has copied the cookie has nothing afterwards, neither for the pages nor for the API. */
export function endableTokens(tokens: Tokens, pool: Db): EndableTokens {
  return {
    ...tokens,
    async verify(token) {
      const actor = await tokens.verify(token);
      if (await asSystem(() => isTokenEnded(pool, signedPart(token)))) throw new Problem('token-invalid');
      return actor;
    },
    end: (token) => asSystem(() => endToken(pool, signedPart(token), new Date(decodeJwt(token).exp! * 1_000))),
  };
}

/** Without the signature, which can be written in more than one way that holds. */
const signedPart = (token: string) =>
  createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest();

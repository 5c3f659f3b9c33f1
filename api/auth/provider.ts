import type { JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import { isTrustedUrl, type Settings } from '../../domain/env.ts';
import { messageOf } from '../../domain/failure.ts';
import { providerKeys } from './provider-keys.ts';
import { type Tokens, verifier } from './tokens.ts';

export type ProviderSettings = Pick<
  Settings,
  'jwtIssuer' | 'jwtAudience' | 'jwtJwksUrl' | 'jwtRoleClaim' | 'jwtJurisdictionClaim' | 'jwtUsccClaim'
>;

/** Tokens of the authority's identity provider, whose public keys are fetched from `JWT_JWKS_URL`, or from where its issuer says. */
export function providerTokens(settings: ProviderSettings, log: Pick<Logger, 'warn'>): Tokens {
  const { jwtIssuer: issuer, jwtAudience: audience, jwtJwksUrl } = settings;
  if (!issuer) throw new Error('JWT_ISSUER must be set');
  const fetchKeys = async () => fetchJson<JSONWebKeySet>(jwtJwksUrl ?? (await discover(issuer)));
  const keys = providerKeys(fetchKeys, (error) => log.warn({ reason: messageOf(error) }, 'no keys from the provider'));
  const names = {
    role: settings.jwtRoleClaim,
    jurisdiction: settings.jwtJurisdictionClaim,
    uscc: settings.jwtUsccClaim,
  };
  return { verify: verifier(keys, { issuer, audience, names }) };
}

/** Where the issuer publishes its keys (OpenID Connect Discovery). A document that speaks for another issuer is not believed. */
async function discover(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await fetchJson<{ issuer?: unknown; jwks_uri?: unknown }>(address);
  if (found.issuer !== issuer) throw new Error(`${address} is not that of JWT_ISSUER`);
  if (typeof found.jwks_uri !== 'string' || !isTrustedUrl(found.jwks_uri))
    throw new Error(`${address} names no https jwks_uri`);
  return found.jwks_uri;
}

/** Redirects are not followed: they could lead away from https. */
async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url, {
    ...{ redirect: 'error', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(5_000) },
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return (await response.json()) as T;
}

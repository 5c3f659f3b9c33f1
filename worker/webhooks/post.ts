import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isTrustedUrl, type Mode } from '../../domain/env.ts';
import { AddressRefused, isOutside, lookupOutside } from './addresses.ts';

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  mode: Mode;
}

/**
 * Sends a body to an address that a claimant named, and answers with the status. Nothing that comes back is read, no redirect is followed, and
 * nothing inside is reached. @throws AddressRefused, or what the connection failed with
 */
export function post({ url, headers, body, timeoutMs, mode }: Post): Promise<number> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const reachable = protocol === 'https:' || (mode === 'rehearsal' && isTrustedUrl(url));
  // A name is looked at when it is resolved, a number is not.
  if (!reachable || (isIP(host) && !isOutside(host, mode))) return Promise.reject(new AddressRefused());
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sending = send(url, {
      ...{ method: 'POST', agent: false, lookup: lookupOutside(mode) },
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(timeoutMs),
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      response.on('error', () => {});
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sending.end(body);
  });
}

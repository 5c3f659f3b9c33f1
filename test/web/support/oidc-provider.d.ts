/** What we use of the provider, which brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
    on(event: string, told: (ctx: unknown, error: Error) => void): this;
  }
}

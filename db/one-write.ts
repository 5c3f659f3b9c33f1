import { Socket } from 'node:net';

/**
 * Hands over at the end of a turn of the event loop what was written in it: statements that do not wait for one another leave in one system
 * call and not in one each. Over TLS they leave as TLS puts them together.
 */
export class OneWrite extends Socket {
  private gathering = false;

  override write = ((...given: Parameters<Socket['write']>): boolean => {
    if (!this.gathering) {
      this.gathering = true;
      this.cork();
      process.nextTick(() => {
        this.gathering = false;
        this.uncork();
      });
    }
    return super.write(...given);
  }) as Socket['write'];
}

import { Socket } from 'node:net';

/**
 * Hands over at the end of a turn of the event loop what was written in it: statements that do not wait for one another leave in one system
 * call and not in one each. Over TLS they leave as TLS puts them together.
 */
export function oneWrite(): Socket {
  const socket = new Socket();
  // Node.js puts the socket's own `write` back in place when it connects.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
    let gathering = false;
    socket.write = (...given: unknown[]) => {
      if (!gathering) {
        gathering = true;
        socket.cork();
        process.nextTick(() => {
          gathering = false;
          socket.uncork();
        });
      }
      return write(...given);
    };
  });
  return socket;
}

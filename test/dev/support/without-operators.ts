import { connect, createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to Temporal on which its operator service is refused, as Temporal Cloud refuses it. Answers its address. */
export async function withoutOperators(address: string): Promise<string> {
  const temporal = connect(`http://${address}`);
  const server = createServer().on('stream', (stream, headers) => {
    stream.on('error', () => {});
    if (headers[':path']!.startsWith('/temporal.api.operatorservice.')) {
      stream.respond({ ...answered, 'grpc-status': '7', 'grpc-message': 'Request unauthorized.' }, { endStream: true });
      return;
    }
    let trailers: IncomingHttpHeaders = {};
    const passed = temporal.request(headers).on('error', () => {});
    passed.on('response', (answer) => {
      // A failure may be told by the first headers alone.
      if (answer['grpc-status'] !== undefined) stream.respond(answer, { endStream: true });
      else {
        stream.respond(answer, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers(trailers));
        passed.pipe(stream);
      }
    });
    passed.on('trailers', (told) => {
      trailers = told;
    });
    stream.pipe(passed);
  });
  onTestFinished(() => {
    server.close();
    temporal.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answered = { ':status': 200, 'content-type': 'application/grpc' };

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Told {
  id: string;
  body: { type: string; timestamp: string; data: Record<string, unknown> };
  /** Secrets under which the library finds the signature right. */
  rightUnder: string[];
}

/** An enterprise's own system: it verifies with the library, and answers as it is told to. */
export interface Receiver {
  url: string;
  secrets: string[];
  /** A status, or `silent`: it does not answer. */
  answer: number | 'silent';
  told: Told[];
  /** Who waits for an answer that does not come. */
  waiting(): number;
  /** Answers what it was silent to. */
  answerNow(): void;
  close(): void;
}

export async function openReceiver(): Promise<Receiver> {
  const unanswered: ServerResponse[] = [];
  const server = createServer(async (request, response) => {
    const raw = await text(request);
    const headers = request.headers as Record<string, string>;
    const rightUnder = receiver.secrets.filter((secret) => isRight(secret, raw, headers));
    receiver.told.push({ id: headers['webhook-id']!, body: JSON.parse(raw), rightUnder });
    if (receiver.answer === 'silent') unanswered.push(response);
    else response.writeHead(receiver.answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/subsidy`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const answerNow = () => {
    for (const response of unanswered.splice(0)) response.writeHead(204).end();
  };
  const waiting = () => unanswered.filter(({ destroyed }) => !destroyed).length;
  const receiver: Receiver = { url, secrets: [], answer: 204, told: [], waiting, answerNow, close };
  return receiver;
}

function isRight(secret: string, raw: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(raw, headers);
    return true;
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect, type Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A site that pretends to be Temporal's and hands out this program, and a proxy that leads to it. @returns what the environment has to say. */
export async function downloadSite(folder: string, program: string): Promise<Record<string, string>> {
  const { ca, key, cert } = certificates(folder);
  writeFileSync(join(folder, 'temporal'), program, { mode: 0o755 });
  execFileSync('tar', ['-czf', 'archive.tar.gz', 'temporal'], { cwd: folder });
  const archive = readFileSync(join(folder, 'archive.tar.gz'));
  const info = { archiveUrl: `https://${HOST}/archive.tar.gz`, fileToExtract: 'temporal' };
  const site = createServer({ key, cert }, ({ url }, response) => {
    response.end(url?.startsWith('/cli/') ? JSON.stringify(info) : archive);
  });
  const sitePort = await listening(site);
  const proxy = createProxy().on('connect', (_, caller) => {
    const there = connect(sitePort, '127.0.0.1', () => {
      caller.write('HTTP/1.1 200 OK\r\n\r\n');
      there.pipe(caller).pipe(there);
    });
    for (const end of [there, caller]) end.on('error', () => there.destroy());
  });
  return { HTTPS_PROXY: `http://127.0.0.1:${await listening(proxy)}`, SSL_CERT_FILE: ca };
}

const HOST = 'temporal.download';

async function listening(server: Server | NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** For the site's name, signed by an authority that nobody else believes. */
function certificates(folder: string) {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const newKey = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];
  openssl('req', '-x509', ...newKey('ca'), '-out', 'ca.pem', '-days', '2', '-subj', '/CN=authority of a test');
  openssl('req', ...newKey('site'), '-out', 'site.csr', '-subj', `/CN=${HOST}`);
  writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${HOST}\n`);
  const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'site.csr', ...signer, '-days', '2', '-out', 'site.pem');
  const read = (name: string) => readFileSync(join(folder, name));
  return { ca: join(folder, 'ca.pem'), key: read('site.key'), cert: read('site.pem') };
}

import { startMailbox } from './server.ts';

/** The mailbox as a process of its own: `main.ts <folder> <SMTP port> <HTTP port>`. SIGTERM ends it. */
const [folder, port, httpPort] = process.argv.slice(2);
const mailbox = await startMailbox({ folder: folder!, port: Number(port), httpPort: Number(httpPort) });
console.log('mailbox ready');
process.once('SIGTERM', () => void mailbox.stop().then(() => process.exit()));

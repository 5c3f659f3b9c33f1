// `node worker/ready.mjs`, with the settings of a worker that runs here: exit code 0 when it asks for work. A worker has no address that answers
// but that of its figures, and those are told from its first moment on, when it has no database yet. Plain JavaScript: it is asked every few seconds.
const { WORKER_METRICS_ADDRESS: address } = process.env;

try {
  if (!address) throw new Error('WORKER_METRICS_ADDRESS is not set');
  const figures = await (await fetch(`http://${address}/metrics`)).text();
  const asks = (line) => line.startsWith('temporal_num_pollers{') && !line.endsWith(' 0');
  if (!figures.split('\n').some(asks)) throw new Error('it does not ask for work');
} catch (error) {
  console.error(`The worker is not ready: ${error.cause?.message || error.message}.`);
  process.exitCode = 1;
}

// One replica as a process of its own, which asks for tokens until it is told to stop: `node replica-process.ts PEER TASK`.
import { importPeer } from '../peers/token-client.ts';
import { replicaClients } from './replica-clients.ts';
import type { Redis, ReplicaOutcome, ReplicaTask } from './replica-task.ts';

interface RedisPackage {
  readonly createClient: (options: object) => {
    connect(): Promise<unknown>;
    destroy(): void;
    sendCommand(words: string[]): Promise<unknown>;
  };
}

async function run(name: string, task: ReplicaTask): Promise<ReplicaOutcome> {
  const { createClient }: RedisPackage = await importPeer('@redis/client');
  const connection = createClient({ url: task.redisUrl });
  await connection.connect();
  const redis: Redis = words => connection.sendCommand([...words]);
  const client = await replicaClients[name]?.(task, redis);
  if (client === undefined) throw new Error(`There is no replica of ${name}.`);
  const outcome = { calls: 0, failed: 0 };
  const begun = new Promise(resolve => process.once('message', resolve));
  process.send?.('ready');
  await begun;
  const stopping = new AbortController();
  process.once('message', () => stopping.abort());
  while (!stopping.signal.aborted) {
    outcome.calls += 1;
    await client.getToken().catch(() => {
      outcome.failed += 1;
    });
    await new Promise(resolve => setTimeout(resolve, task.pauseMs));
  }
  connection.destroy();
  return outcome;
}

const [, , name, task] = process.argv;
const outcome = await run(name ?? '', JSON.parse(task ?? ''));
process.send?.(outcome, () => process.exit());

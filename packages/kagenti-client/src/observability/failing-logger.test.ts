import { afterEach, beforeEach, expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';

const unhandled: unknown[] = [];
const keep = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', keep);
});
afterEach(() => {
  process.off('unhandledRejection', keep);
});

const broken = (): never => {
  throw new Error('broken');
};

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('disk full');
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full'))],
])(
  'a logger that %s breaks nothing [kagenti-observability/Failing telemetry harms nothing]',
  async (_what, write) => {
    await using server = await ScriptedServer.start((response, { method }) => {
      // A name that is a number is drift.
      json(response, method === 'GET' ? { items: [{ name: 7 }] } : { success: true, message: '' });
    });
    const said: string[] = [];
    const log = (line: string) => {
      said.push(line);
      return write();
    };
    // Everything that the client may have to say: the random key, a lost event, a failing listener.
    const others = Object.fromEntries([['sessions', undefined]]);
    await using kagenti = testClient(server.origin, {
      ...others,
      logger: { warn: log, info: log, debug: log },
      audit: event => (event.outcome === 'started' ? undefined : broken()),
      onDrift: broken,
    });
    const { agents } = kagenti.asUser(jane);

    await expect(agents.list()).resolves.toHaveProperty('items');
    await expect(agents.delete(weatherAgent)).resolves.toHaveProperty('success', true);
    await new Promise(resolve => setTimeout(resolve, 10));

    expect(said.join('\n')).toMatch(/key of this process/);
    expect(said.join('\n')).toMatch(/onDrift/);
    expect(said.filter(line => line.includes('audit event'))).toHaveLength(2);
    expect(unhandled).toEqual([]);
  },
);

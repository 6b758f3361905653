import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { callUnchecked } from '../test/unchecked-call.fixture.ts';

const limit = 'boost.sample.limit';

/** The hints also reach the form of an administrator, who calls no function. */
const functions = /\w\(|createConfigResolver|Knex|\{/;

test('15: hints that an administrator may read name no function', async () => {
  const config = memoryResolver({ maxValueBytes: 64 });
  const refusals = [
    config.rollback(limit, 'unknown'),
    config.restore(1),
    callUnchecked(config, 'purge', {}),
    callUnchecked(config, 'importRows', {}),
    config.set('boost.sample.title', 'x'.repeat(100)),
  ];
  for (const refused of refusals) {
    const error = await refused.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ConfigOverrideError', hint: expect.any(String) });
    expect(error).not.toMatchObject({ hint: expect.stringMatching(functions) });
  }
});

test('15: a conflict with an override that was removed reports that', async () => {
  const config = memoryResolver();
  const { revision: ifRevision } = await config.set(limit, 1);
  await config.set(limit, 2);
  await expect(config.set(limit, 3, { ifRevision })).rejects.toMatchObject({
    hint: expect.stringContaining('current revision'),
  });
  await config.unset(limit);
  await expect(config.set(limit, 3, { ifRevision })).rejects.toMatchObject({
    code: 'conflict',
    message: `The override of ${limit} was removed after it was read.`,
    hint: expect.stringContaining('Read the setting again.'),
    currentRevision: null,
  });
});

test('9c: the hint of a rule says which key can be set only in app-config', async () => {
  const config = memoryResolver({ registry: boostConfigRegistry });
  const endpoint = 'boost.agentApproval.sonataflow.endpoint';
  const mode = 'boost.agentApproval.mode';
  const hint = expect.stringContaining(`${endpoint} can be set only in app-config.`);
  await expect(config.set(mode, 'sonataflow')).rejects.toMatchObject({
    problems: [{ path: endpoint, hint }],
  });
  await expect(config.setMany([{ key: mode, value: 'sonataflow' }])).rejects.toMatchObject({
    problems: [{ key: endpoint, hint }],
  });
});

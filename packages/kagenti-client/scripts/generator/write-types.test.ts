import { expect, test } from 'vitest';
import { overlays } from '../overlay/index.ts';
import { apiModel } from './api-model.ts';
import { readContract } from './contract.ts';
import { writeTypes } from './write-types.ts';

const model = apiModel(readContract(), overlays);

/** The lines of a type, without its documentation's frame. */
function written(group: string, name: string): string {
  const text = writeTypes(model, group) ?? '';
  return new RegExp(`export \\w+ ${name}\\b.*?^(?:\\}|.*;)$`, 'ms').exec(text)?.[0] ?? '';
}

test('a default is documented as the contract has it', () => {
  const type = written('agents', 'CreateAgentParameters');

  expect(type).toContain(`  /**
   * Branch or tag to build.
   * @defaultValue \`'main'\`
   */
  readonly gitBranch?: string;`);
  expect(type).toContain('@defaultValue `true`\n   */\n  readonly authBridgeEnabled?: boolean;');
});

test.each([
  ['an empty namespace, which the server rejects', 'build-info', 'BuildsListParameters', "''"],
  ['a default that the schemas of a type do not share', 'workloads', 'ServicePort', '8080`'],
  ['a field of an answer, which always has it', 'auth', 'UserInfo', '@defaultValue'],
])('%s is no default', (_what, group, name, text) => {
  expect(written(group, name)).toContain('readonly ');
  expect(written(group, name)).not.toContain(text);
});

test('names are camel-cased in parameters, and stay as they come in answers [kagenti-api/Compiler rejects a wrong call]', () => {
  expect(written('workloads', 'OutboundRoute')).toContain('readonly targetAudience: string;');
  expect(written('chat', 'ChatReply')).toContain('readonly session_id: string;');
});

test('what may be missing may be null in an answer, and is a choice in parameters alone [kagenti-api/Compiler rejects a wrong call]', () => {
  expect(written('chat', 'AgentCard')).toContain('readonly streaming?: boolean | null;');
  expect(written('config', 'ComponentStatus')).toContain('readonly status: string;');
  expect(written('builds', 'AllBuildsListParameters')).toContain(
    "readonly for?: 'agents' | 'tools' | 'all';",
  );
  expect(written('agents', 'CreateAgentParameters')).toContain('readonly llmModel?: string;');
});

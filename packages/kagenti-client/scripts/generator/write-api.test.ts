import { expect, test } from 'vitest';
import { overlays } from '../overlay/index.ts';
import { apiModel } from './api-model.ts';
import { readContract } from './contract.ts';
import { writeApi } from './write-api.ts';

const model = apiModel(readContract(), overlays);

/** The interface of a group, each of its comments on one line. */
function written(group: string): string {
  return (writeApi(model, group) ?? '').replaceAll(/\n\s*\*\s+/g, ' ');
}

test('a comment names what the overlay says of the operation', () => {
  expect(written('contexts')).toContain('Requires a server from 2026-08-20 or later.');
  expect(written('tools')).toContain(
    'Default timeouts: 75 s for the headers, 90 s in total. Never sent twice.',
  );
  expect(written('skills.autosync').match(/`namespace_refused`/g)).toHaveLength(2);
});

test('a public operation throws no permission error', () => {
  expect(written('health')).not.toContain('KagentiPermissionError');
  expect(
    written('health').match(/@throws KagentiHttpError with the server's status\./g),
  ).toHaveLength(2);
});

test('parameters may be left out where none is required and no rule asks for one', () => {
  expect(written('agents')).toContain('  list(parameters?: AgentsListParameters, ');
  expect(written('chat')).toContain('  agentCard(parameters?: ChatAgentParameters, ');
  expect(written('builds')).toContain('  list(parameters: AllBuildsListParameters, ');
  expect(written('skills')).toContain('  get(parameters: SkillParameters, ');
});

test('a group contains the interfaces of the groups below it', () => {
  expect(written('agents').match(/readonly \w+: \w+Api;/g)).toEqual([
    'readonly migration: AgentMigrationApi;',
    'readonly builds: AgentBuildsApi;',
    'readonly identity: AgentIdentityApi;',
  ]);
  expect(written('agents')).toContain('/** Builds of agents from source. */');
  expect(writeApi(model, 'workloads')).toBeUndefined();
});

import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { configFields as boostModules } from '@rhdh-boost/config-schema/boost-modules';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explainConfig } from './explain-config.ts';
import type { ConfigExplanation } from './explanation.ts';
import { formatExplanation } from './format-explanation.ts';

const oldFields = defineConfigFields({
  owner: '@acme/old',
  version: 3,
  fields: {
    'boost.old.retries': {
      schema: z.int().min(1).max(9).optional(),
      rules: ['is odd'],
      configScope: 'db-overridable',
      description: 'How often. And more.',
      visibility: 'frontend',
      defaultValue: 3,
      since: 2,
      deprecated: { message: 'Nobody reads it.', replacement: 'boost.old.attempts', removedIn: 4 },
      examples: [5],
    },
    'boost.old.attempts': {
      schema: z.array(z.string()).optional(),
      configScope: 'db-only',
      description: 'A sentence without an end',
      visibility: 'backend',
      since: 3,
      examples: [['a']],
    },
  },
  migrations: [{ to: 3, renamed: { 'boost.old.tries': 'boost.old.attempts' } }],
});
const registry = combineConfigFields([boostFieldSet, oldFields]);

function show(path: string, options: Parameters<typeof explainConfig>[1] = {}): string {
  const { explanation } = explainConfig(path, options);
  return explanation === undefined ? '' : formatExplanation(explanation, { output: 'text' });
}

function pathsIn(explanation: ConfigExplanation | undefined): string[] {
  if (explanation === undefined) return [];
  return explanation.kind === 'field'
    ? [explanation.path]
    : (explanation.children ?? []).flatMap(pathsIn);
}

describe('explanation of a field', () => {
  it('has everything that is known [configuration-command/Field is explained]', () => {
    expect(show('boost.security.mode')).toBe(`boost.security.mode

  How callers are checked: full (sign-in and permissions), plugin-only
  (sign-in to Boost alone), or development-only-no-auth (nobody is checked;
  never in production). Required, so that nobody is without authentication by
  silence.

  value       development-only-no-auth, plugin-only, full
  required    yes
  scope       yaml-only: app-config alone
  visibility  backend: does not reach the browser
  since       Boost configuration version 1
  example     full
`);
  });

  it('has default and deprecation where there are [configuration-command/Field is explained]', () => {
    expect(show('old.retries', { registry })).toContain(`
  value       whole number, 1 to 9
  rule        is odd
  required    no
  default     3
  scope       db-overridable: app-config; an administrator may override it at run time
  visibility  frontend: reaches the browser
  since       @acme/old version 2
  deprecated  Nobody reads it. Use boost.old.attempts. Version 4 removes it.
  example     5
`);
    expect(show('old.attempts', { registry })).toContain(
      'db-only: the database alone, never app-config',
    );
  });

  it('says in words what a pattern wants [configuration-command/Field is explained]', () => {
    expect(show('kagenti.auth.tokenEndpoint')).toMatch(/value {7}https \(http only on loopback/);
  });

  it('says what is asked of it beside other fields [configuration-command/Field is explained]', () => {
    expect(show('kagenti.auth.clientId')).toContain(`
  value       text, must not be empty
  rule        is set with tokenEndpoint or issuer, clientId and clientSecret, or not at all, for a method with a secret
  rule        is set where boost.kagenti.auth.method needs it
  required    no
`);
  });

  it('is the same with and without boost in front', () => {
    expect(show('kagenti.auth.scope')).toBe(show('boost.kagenti.auth.scope'));
    expect(show('')).toBe(show('boost'));
    expect(show('boost.kagenti.')).toBe(show(' kagenti '));
    expect(show('kagenti.auth.scope')).toContain('scopes');
  });

  it('is a JSON object with the schema', () => {
    const { explanation } = explainConfig('old.retries', { registry });
    if (explanation === undefined) throw new Error('there is no explanation');
    expect(JSON.parse(formatExplanation(explanation, { output: 'json' }))).toEqual({
      kind: 'field',
      path: 'boost.old.retries',
      owner: '@acme/old',
      value: 'whole number, 1 to 9',
      rules: ['is odd'],
      description: 'How often. And more.',
      required: false,
      default: 3,
      scope: 'db-overridable',
      visibility: 'frontend',
      since: 2,
      deprecated: { message: 'Nobody reads it.', replacement: 'boost.old.attempts', removedIn: 4 },
      examples: [5],
      schema: { type: 'integer', minimum: 1, maximum: 9 },
    });
  });
});

describe('explanation of a section', () => {
  it('lists fields with a sentence, and sections by name [configuration-command/Section lists its children]', () => {
    expect(show('boost.kagenti')).toBe(`boost.kagenti

  auth  <section>

  allowInClusterHttp  <boolean>
    Takes http for Keycloak and Kagenti on in-cluster names (*.svc,
    *.svc.cluster.local).
`);
    expect(show('old', { registry })).toContain('retries  <integer> deprecated\n    How often.\n');
    expect(show('old', { registry })).toContain(
      'attempts  <list>\n    A sentence without an end\n',
    );
  });

  it('marks what is required and what is secret [configuration-command/Section lists its children]', () => {
    expect(show('security')).toContain(
      'mode  <development-only-no-auth | plugin-only | full> required\n',
    );
    expect(show('kagenti.auth')).toContain('clientSecret  <text> secret\n');
    expect(show('kagenti.auth')).toContain('tokenEndpoint  <URL>\n');
  });

  it('shows the tree when it is asked to', () => {
    const tree = show('boost.providers', { recursive: true });
    expect(tree).toContain('boost.providers\n  kagenti:\n    baseUrl  <URL>\n');
    expect(tree).toContain('\n    tls:\n      caFile  <text>\n');
    const { explanation } = explainConfig('', { recursive: true });
    expect(pathsIn(explanation).sort()).toEqual(Object.keys(boostConfigFields).sort());
    expect(pathsIn(explainConfig('').explanation)).toEqual([
      'boost.encryptionSecret',
      'boost.previousEncryptionSecrets',
      'boost.systemPrompt',
    ]);
  });

  it('has colours only when asked to [configuration-command/Colors on a terminal or on request]', () => {
    const { explanation } = explainConfig('kagenti.auth');
    if (explanation === undefined) throw new Error('there is no explanation');
    const painted = formatExplanation(explanation, { output: 'text', color: true });
    expect(painted).toContain('\u001b[1mboost.kagenti.auth\u001b[22m');
    expect(show('kagenti.auth')).not.toContain('\u001b');
  });
});

describe('unknown path', () => {
  it.each([
    ['kagenti.auth.tokenEndpiont', 'Did you mean boost.kagenti.auth.tokenEndpoint?'],
    ['boost.kagneti', 'Did you mean boost.kagenti?'],
    ['tokenEndpoint', 'Did you mean boost.kagenti.auth.tokenEndpoint?'],
    ['clientSecrt', 'Did you mean boost.kagenti.auth.clientSecret?'],
    ['no.such.thing.at.all', 'List all paths with: boost-config explain --recursive'],
    ['baseUlr', 'List all paths with: boost-config explain --recursive'],
    ['security.mode.more', 'List all paths with: boost-config explain --recursive'],
    ['__proto__', 'List all paths with: boost-config explain --recursive'],
  ])('%s is answered [configuration-command/Unknown path names the nearest]', (path, hint) => {
    expect(explainConfig(path).problem).toEqual({ message: 'is not a known path', hint });
  });

  it.each([
    ['baseUrl', 'boost.model.baseUrl or boost.providers.kagenti.baseUrl'],
    ['endpoint', 'boost.agentApproval.sonataflow.endpoint or boost.skillsMarketplace.endpoint'],
  ])(
    '%s is answered with each path of that name [configuration-command/Name of several paths gives each path]',
    (path, paths) => {
      expect(explainConfig(path).problem).toEqual({
        message: 'is not a known path',
        hint: `Did you mean ${paths}?`,
      });
    },
  );

  it.each([
    ['kagenti.skipTlsVerify', 'boost.providers.kagenti.tls.caFile'],
    ['boost.security.adminUsers', 'boost.admin'],
    ['kagenti.baseUrl', 'Did you mean boost.providers.kagenti.baseUrl?'],
    ['llamaStack.baseUrl', 'Move its keys to boost.providers.ogx.'],
    ['connectors.jira', "boost.connectors belongs to Boost's other modules. Add --fields "],
  ])('B8: %s has the hint of check', (path, hint) => {
    const { problem } = explainConfig(path);
    expect(problem?.message).toBe('is not a known path');
    expect(problem?.hint).toContain(hint);
  });

  it('B8: a section that a given set has gets no hint to add the set', () => {
    const { problem } = explainConfig('connectors.jira.enbled', {
      registry: combineConfigFields([boostFieldSet, boostModules]),
    });
    expect(problem?.hint).toBe('Did you mean boost.connectors.jira.enabled?');
  });

  it.each([
    [3, 'Did you mean boost.part1.sameName or boost.part2.sameName or boost.part3.sameName?'],
    [4, 'List all paths with: boost-config explain --recursive'],
  ])('a name of %i paths is answered', (count, hint) => {
    const parts = Array.from({ length: count }, (_, index) => `boost.part${index + 1}.sameName`);
    const field = {
      schema: z.string().optional(),
      configScope: 'yaml-only',
      description: 'One of several.',
      visibility: 'backend',
      since: 1,
    } as const;
    const fields = defineConfigFields({
      owner: '@acme/parts',
      version: 1,
      fields: Object.fromEntries(parts.map(part => [part, field])),
      migrations: [],
    });
    const { problem } = explainConfig('sameName', {
      registry: combineConfigFields([boostFieldSet, fields]),
    });
    expect(problem?.hint).toBe(hint);
  });

  it('says what became of a removed or renamed key [configuration-command/Unknown path names the nearest]', () => {
    for (const path of [
      'kagenti.auth.tokenExchange.audience',
      'kagenti.auth.tokenExchange',
      'kagenti.auth.tokenExchange.more',
    ]) {
      const { problem } = explainConfig(path);
      expect(problem?.message).toMatch(/^was removed in Boost configuration version 2: /);
      expect(problem?.hint).toContain('boost-config migrate');
    }
    expect(explainConfig('old.tries', { registry }).problem).toEqual({
      message: 'was renamed in @acme/old version 3',
      hint: 'Use boost.old.attempts.',
    });
  });
});

it('a field that the database alone holds is not required, whatever its schema says [configuration-command/Field is explained]', () => {
  const fields = defineConfigFields({
    owner: '@acme/stored',
    version: 1,
    fields: {
      'boost.stored.version': {
        schema: z.int(),
        configScope: 'db-only',
        description: 'The version.',
        visibility: 'backend',
        since: 1,
      },
    },
    migrations: [],
  });
  const { explanation } = explainConfig('stored.version', {
    registry: combineConfigFields([boostFieldSet, fields]),
  });
  expect(explanation).toMatchObject({ kind: 'field', required: false });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type LanguageServer,
  startLanguageServer,
} from '../../test/artefacts/language-server.fixture.ts';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { completeConfiguration } from '../../test/complete-configuration.fixture.ts';
import { assign } from '../../test/likely-configuration.fixture.ts';
import { boostConfigFields } from '../registry.ts';
import { createEditorSchema } from './editor-schema.ts';

const committed = new URL('../../schema/app-config.schema.json', import.meta.url);

let server: LanguageServer;
beforeAll(async () => {
  server = await startLanguageServer(committed.href);
});
afterAll(() => server.stop());

/** A configuration as text: what JSON writes is YAML, too. */
const stringify = (config: object) => JSON.stringify(config, null, 2);

/** Each mark as its text, without quotes, and message. */
async function marks(text: string, by = server): Promise<string[]> {
  const lines = text.split('\n');
  const diagnostics = await by.diagnose(text);
  return diagnostics.map(({ range: { start, end }, message }) => {
    expect(start.line).toBe(end.line);
    const marked = lines[start.line]?.slice(start.character, end.character).replaceAll('"', '');
    return `${marked}: ${message}`;
  });
}

/** Every place below and with `boost`: sections before what is in them. */
const places = [
  ...new Set(
    Object.keys(boostConfigFields).flatMap(key => {
      const names = key.split('.');
      return names.map((_, index) => names.slice(0, index + 1).join('.'));
    }),
  ),
];

describe('yaml-language-server with the editor schema', () => {
  it('offers the keys of a section [boost-configuration/Editor completes keys and choices]', async () => {
    const text = 'boost:\n  kagenti:\n    auth:\n      \n';
    const labels = await server.complete(text, { line: 3, character: 6 });
    expect(labels).toEqual(
      expect.arrayContaining(['tokenEndpoint', 'clientId', 'clientSecret', 'caFile', 'scope']),
    );
    expect(labels).not.toContain('security');
  });

  it('offers the sections of boost [boost-configuration/Editor completes keys and choices]', async () => {
    const labels = await server.complete('boost:\n  \n', { line: 1, character: 2 });
    expect(labels).toEqual(expect.arrayContaining(['security', 'model', 'kagenti', 'providers']));
  });

  it('offers the choices of a field [boost-configuration/Editor completes keys and choices]', async () => {
    const text = 'boost:\n  security:\n    mode: \n';
    const labels = await server.complete(text, { line: 2, character: 10 });
    expect(labels).toEqual(
      expect.arrayContaining(['development-only-no-auth', 'plugin-only', 'full']),
    );
  });

  it('shows the description of a key [boost-configuration/Editor explains a key]', async () => {
    const text = 'boost:\n  security:\n    mode: full\n';
    const shown = await server.hover(text, { line: 2, character: 5 });
    expect(shown.replaceAll('\\', '')).toContain('How callers are checked: full');
  });

  it('marks a misspelt key [boost-configuration/Editor marks a mistake in its place]', async () => {
    expect(await marks('boost:\n  kagenti:\n    auth:\n      clientID: boost\n')).toEqual([
      'clientID: Property clientID is not allowed.',
    ]);
  });

  it.each([
    ['security:\n    mode: none', /^none: Value is not accepted\. Valid values: /],
    ['model:\n    baseUrl: ftp://x', /^ftp:\/\/x: must be an http or https URL/],
    ['providers:\n    kagenti:\n      namespaces: [Team1]', /^Team1: must be a namespace/],
    ['providers:\n    kagenti:\n      maxRetries: -1', /^-1: Value is below the minimum of 0/],
    ['features:\n    agentCreation: perhaps', /^perhaps: Incorrect type\. Expected "boolean/],
  ])(
    'marks a wrong value: %j [boost-configuration/Editor marks a mistake in its place]',
    async (text, expected) => {
      const found = await marks(`boost:\n  ${text}\n`);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(expected);
    },
  );

  it('marks nothing in a complete configuration [boost-configuration/Editor schema takes placeholders at every place]', async () => {
    expect(await marks(stringify(completeConfiguration))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['${VAR}', '${VAR}'],
    ['text with ${VAR}', 'https://${HOST}/x'],
    ['$env', { $env: 'VAR' }],
    ['$file', { $file: '/run/secrets/x' }],
    ['$include', { $include: 'x.yaml#part' }],
  ])(
    'marks no %s at any field or section [boost-configuration/Editor schema takes placeholders at every place]',
    async (_, placeholder) => {
      expect(places.length).toBeGreaterThan(Object.keys(boostConfigFields).length + 10);
      const texts = places.map(place => {
        const root = {};
        assign(root, place.split('.'), placeholder);
        // A mistake beside it proves that the text was judged.
        if (place !== 'boost') assign(root, ['boost', 'mistake'], 1);
        return stringify(root);
      });
      const found = await Promise.all(texts.map(text => marks(text)));
      expect(found).toEqual(
        places.map(place =>
          place === 'boost' ? [] : ['mistake: Property mistake is not allowed.'],
        ),
      );
    },
  );

  it('marks no placeholder in a list [boost-configuration/Editor schema takes placeholders at every place]', async () => {
    const namespaces = ['team1', '${TEAM}', { $env: 'TEAM' }, { $file: 'team' }, 'Team1'];
    const found = await marks(stringify({ boost: { providers: { kagenti: { namespaces } } } }));
    expect(found).toEqual([expect.stringMatching(/^Team1: must be a namespace/)]);
  });
});

describe('yaml-language-server with a deprecated field', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boost-editor-'));
  let other: LanguageServer;
  beforeAll(async () => {
    const deprecated = { message: 'Use boost.lamp.colour.', replacement: 'boost.lamp.colour' };
    const schema = createEditorSchema(
      registryOf({
        'boost.lamp.color': fieldOf(z.string().optional(), { deprecated }),
        'boost.lamp.colour': fieldOf(z.string().optional()),
      }),
    );
    const file = join(folder, 'schema.json');
    writeFileSync(file, JSON.stringify(schema));
    other = await startLanguageServer(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await other.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(['red', '${COLOUR}'])(
    'marks the key, with %s as its value [boost-configuration/Editor shows a deprecated key as such]',
    async value => {
      const text = `boost:\n  lamp:\n    color: ${value}\n    colour: ${value}\n`;
      expect(await marks(text, other)).toEqual([`color: ${value}: Use boost.lamp.colour.`]);
    },
  );

  it('is not offered any more [boost-configuration/Editor shows a deprecated key as such]', async () => {
    const text = 'boost:\n  lamp:\n    \n';
    const labels = await other.complete(text, { line: 2, character: 4 });
    expect(labels).toContain('colour');
    expect(labels).not.toContain('color');
  });
});

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import combined from '../../schema/app-config-with-schemastore.schema.json' with { type: 'json' };
import {
  type LanguageServer,
  startLanguageServer,
} from '../../test/artefacts/language-server.fixture.ts';
import { boostConfigRegistry } from '../boost-field-set.ts';
import { createEditorSchema } from './editor-schema.ts';

const published = (name: string) =>
  new URL(`../../schema/${name}.schema.json`, import.meta.url).href;

/** What the server does at the mark `|` of a text. */
async function at(server: LanguageServer, marked: string) {
  const offset = marked.indexOf('|');
  const before = marked.slice(0, offset).split('\n');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return {
    offered: await server.complete(text, position),
    shown: (await server.hover(text, position)).replaceAll('\\', ''),
  };
}

async function messages(server: LanguageServer, text: string): Promise<string[]> {
  const lines = text.split('\n');
  const marks = (await server.diagnose(text)).map(
    ({ message, range: { start } }) =>
      `${start.line + 1}: ${lines[start.line]?.trim()}: ${message}`,
  );
  return marks.toSorted();
}

describe('yaml-language-server with the schema of dynamic plugins', () => {
  const plugin = 'plugins:\n  - package: oci://x\n    disabled: false\n    pluginConfig:\n';
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer(published('dynamic-plugins'), 'plugins: text');
  });
  afterAll(() => server.stop());

  it('C12: completes, explains and checks pluginConfig [boost-configuration/Editor knows Boost in dynamic plugins]', async () => {
    const { offered } = await at(server, `${plugin}      boost:\n        security:\n          |\n`);
    expect(offered).toEqual(['mode']);
    const { shown } = await at(
      server,
      `${plugin}      boost:\n        security:\n          mo|de: full\n`,
    );
    expect(shown).toContain('How callers are checked');
    const text = `${plugin}      app: {}\n      boost:\n        security:\n          mdoe: full\n`;
    expect(await messages(server, text)).toEqual(['8: mdoe: full: Property mdoe is not allowed.']);
  });

  it('C12: leaves the rest of the file alone', async () => {
    const text = `includes: [a.yaml]\n${plugin}      boost: \${BOOST}\n    integrity: sha512-x\n`;
    expect(await messages(server, text)).toEqual([]);
  });
});

describe('yaml-language-server with the schema of Helm values', () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer(published('helm-values'), 'upstream: text');
  });
  afterAll(() => server.stop());

  it.each([
    ['the chart of RHDH', 'upstream:\n  backstage:\n    appConfig:\n      '],
    ['the chart of Backstage', 'backstage:\n  appConfig:\n    '],
    ['its dynamic plugins', 'global:\n  dynamic:\n    plugins:\n      - pluginConfig:\n          '],
  ])(
    'C12: completes, explains and checks app-config of %s [boost-configuration/Editor knows Boost in Helm values]',
    async (_name, above) => {
      const indent = above.slice(above.lastIndexOf('\n'));
      const section = `${above}boost:${indent}  security:${indent}    `;
      expect((await at(server, `${section}|\n`)).offered).toEqual(['mode']);
      expect((await at(server, `${section}mo|de: full\n`)).shown).toContain('How callers are');
      expect(await messages(server, `${section}mdoe: full\n`)).toEqual([
        expect.stringContaining('mdoe: full: Property mdoe is not allowed.'),
      ]);
    },
  );

  it.each<[string, string, string[]]>([
    ['security', 'mode', ['full', 'development-only-no-auth', 'plugin-only']],
    ['features', 'agentCreation', ['true', 'false']],
    ['model', 'name', ['granite-4-small']],
  ])(
    'C12: offers values at %s.%s, and neither an empty text nor null [boost-configuration/Editor completes keys and choices]',
    async (section, name, values) => {
      const text = `backstage:\n  appConfig:\n    boost:\n      ${section}:\n        ${name}: |`;
      expect((await at(server, text)).offered.toSorted()).toEqual(values.toSorted());
    },
  );

  it.each(['security: { mo|de: full }', 'features: { agentCrea|tion: true }', 'sys|temPrompt: ""'])(
    'C12: explains %s under one title',
    async line => {
      const { shown } = await at(server, `backstage:\n  appConfig:\n    boost:\n      ${line}\n`);
      expect(shown).toMatch(/^#### Boost in Helm values\n\n[A-Z]/);
      expect(shown).not.toContain('||');
    },
  );

  it('C12: explains a placeholder by its field', async () => {
    const text = 'backstage:\n  appConfig:\n    boost:\n      encryption|Secret: ${SECRET}\n';
    const { shown } = await at(server, text);
    expect(shown).toContain('Encrypts the secrets');
    expect(shown).not.toContain('||');
  });

  it('C12: takes a template at every value [boost-configuration/Editor knows Boost in Helm values]', async () => {
    const text = `upstream:
  image: { tag: "1.9" }
  backstage:
    appConfig:
      app: { baseUrl: 'https://{{ include "rhdh.hostname" . }}' }
      boost:
        security: { mode: "{{ .Values.mode }}" }
        providers:
          kagenti:
            baseUrl: "https://{{ .Values.host }}"
            requestTimeoutMs: "{{ .Values.timeout }}"
            maxRetries: many
`;
    expect(await messages(server, text)).toEqual([
      expect.stringMatching(/^12: maxRetries: many: /),
    ]);
  });
});

describe('yaml-language-server with a combined schema', () => {
  const other = {
    type: 'object',
    properties: {
      app: {
        type: 'object',
        properties: { title: { type: 'string', description: 'The name of the portal.' } },
      },
    },
  };
  const folder = mkdtempSync(join(tmpdir(), 'boost-editor-'));
  let http: Server;
  let address = '';
  beforeAll(async () => {
    writeFileSync(join(folder, 'other.json'), JSON.stringify(other));
    http = createServer((_request, response) => response.end(JSON.stringify(other)));
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const bound = http.address();
    if (bound === null || typeof bound === 'string') throw new Error('It has no port.');
    address = `http://127.0.0.1:${bound.port}/other.json`;
  });
  afterAll(() => {
    http.close();
    rmSync(folder, { recursive: true });
  });

  const urlOf = (file: string) => pathToFileURL(join(folder, file)).href;

  function serverWith(url: string): Promise<LanguageServer> {
    const schema = createEditorSchema(boostConfigRegistry, { with: [url] });
    writeFileSync(join(folder, 'combined.json'), JSON.stringify(schema));
    return startLanguageServer(urlOf('combined.json'));
  }

  it.each([
    ['a URL', () => serverWith(address)],
    ['a path', () => serverWith('./other.json')],
    [
      'both in the settings of the editor',
      () => startLanguageServer([published('app-config'), urlOf('other.json')]),
    ],
  ])(
    'C12: completes, explains and checks by both, with %s [boost-configuration/Editor combines Boost with another schema]',
    async (_name, start) => {
      const server = await start();
      try {
        expect((await at(server, '|\n')).offered).toEqual(expect.arrayContaining(['app', 'boost']));
        expect((await at(server, 'app:\n  |\n')).offered).toEqual(['title']);
        expect((await at(server, 'app:\n  ti|tle: x\n')).shown).toContain(
          'The name of the portal.',
        );
        expect((await at(server, 'boost:\n  security:\n    |\n')).offered).toEqual(['mode']);
        expect((await at(server, 'boost:\n  security:\n    mo|de: full\n')).shown).toContain(
          'How callers are checked',
        );
        expect(await messages(server, 'app:\n  title: [1]\nboost:\n  mdoe: full\n')).toEqual([
          expect.stringMatching(/^2: title: \[1\]: Incorrect type/),
          '4: mdoe: full: Property mdoe is not allowed.',
        ]);
      } finally {
        await server.stop();
      }
    },
  );

  it('C12: is published with the schema of SchemaStore [boost-configuration/Editor combines Boost with another schema]', () => {
    const url = 'https://www.schemastore.org/app-config.json';
    expect(combined).toEqual(createEditorSchema(boostConfigRegistry, { with: [url] }));
    expect(combined.allOf).toEqual([{ $ref: url }]);
  });
});

describe('yaml-language-server with a removed key', () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer(published('app-config'));
  });
  afterAll(() => server.stop());

  it.each(['{ enabled: true }', 'true', '${EXCHANGE}'])(
    'C12: marks %s with what replaces the key [boost-configuration/Editor shows what replaces a removed key]',
    async value => {
      const text = `boost:\n  kagenti:\n    auth:\n      tokenExchange: ${value}\n`;
      expect(await messages(server, text)).toEqual([
        expect.stringMatching(
          /^4: tokenExchange: .*: Removed in version 2: set tokenEndpoint, clientId and clientSecret below boost\.kagenti\.auth/,
        ),
      ]);
    },
  );

  it('C12: does not offer it [boost-configuration/Editor shows what replaces a removed key]', async () => {
    const { offered } = await at(server, 'boost:\n  kagenti:\n    auth:\n      |\n');
    expect(offered).toContain('tokenEndpoint');
    expect(offered).not.toContain('tokenExchange');
  });
});

it('C12: the guide names schemas that the package exports', () => {
  const guide = readFileSync(new URL('../../../../docs/editor.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/node_modules\/@rhdh-boost\/config-schema\/([\w./-]+\.json)/g)];
  expect(named.length).toBeGreaterThan(3);
  for (const [, file = ''] of named) expect(manifest.exports).toHaveProperty([`./${file}`]);
  const settings = JSON.parse(/```json\n([^`]*)```/.exec(guide)?.[1] ?? '');
  expect(Object.keys(settings)).toEqual(['yaml.schemas']);
});

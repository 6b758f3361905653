import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import type { CheckOptions } from './check-app-config.ts';

/** A boost section with its mode, and more below. */
const boost = (more: string) => `boost:\n  security: {mode: full}\n${more}`;

/** What is told of one file. */
async function told(text: string, options: Omit<CheckOptions, 'cwd'> = {}) {
  return (await checkScratch({ 'app-config.yaml': text }, options)).told;
}

/** What is told of several files, merged in their order. */
async function toldOf(files: Readonly<Record<string, string>>, env = {}) {
  return (await checkScratch(files, { files: Object.keys(files), env })).told;
}

describe('what is in order', () => {
  it('is not told [configuration-command/Clean files end with 0]', async () => {
    const text = boost(
      '  kagenti:\n    auth:\n      tokenEndpoint: https://keycloak.example.com/token\n      clientId: boost\n      clientSecret: ${SECRET}\n  providers: {kagenti: {baseUrl: https://kagenti.example.com}}\n  features: {agentCreation: "yes"}\n',
    );
    const report = await checkScratch({ 'app-config.yaml': text }, { env: { SECRET: 's' } });
    expect(report).toMatchObject({ findings: [], exitCode: 0 });
  });
});

const finding = (place: string) => `${place} error invalid_value boost.security.mode`;

describe('a wrong value', () => {
  it.each([
    ['boost:\n  security:\n    mode: ful\n', 'app-config.yaml:3:11'],
    ['boost:\r\n  security:\r\n    mode:   "ful"\r\n', 'app-config.yaml:3:13'],
    ['boost: {security: {mode: ful}}', 'app-config.yaml:1:26'],
    ['x: &x\n  mode: ful\nboost:\n  security: *x\n', 'app-config.yaml:2:9'],
    ['x: &x ful\nboost:\n  security:\n    mode: *x\n', 'app-config.yaml:1:7'],
    [
      '%YAML 1.1\n---\nx: &x {mode: ful}\nboost:\n  security:\n    <<: *x\n',
      'app-config.yaml:3:14',
    ],
    ['boost: {"security": {? mode : ful}}', 'app-config.yaml:1:31'],
    ['boost:\n  security:\n    mode: >-\n      ful\n', 'app-config.yaml:3:11'],
  ])(
    'in %j is told at its place [configuration-check/Wrong value is reported at the value]',
    async (text, place) => {
      expect(await told(text)).toEqual([finding(place)]);
    },
  );

  it('is told with its end [configuration-check/Wrong value is reported at the value]', async () => {
    const { findings } = await checkScratch({
      'app-config.yaml': 'boost: {security: {mode: ful}}',
    });
    expect(findings[0]?.location).toEqual({
      file: 'app-config.yaml',
      line: 1,
      column: 26,
      endLine: 1,
      endColumn: 29,
    });
  });

  it('is told in the file that set it last [configuration-check/Wrong value is reported at the value]', async () => {
    const files = {
      'one.yaml': 'boost: {security: {mode: ful}}',
      'two.yaml': 'app: {}\nboost:\n  security:\n    mode: ${MODE}\n',
      'three.yaml': 'boost: {security: {}, model: {name: x}}',
    };
    expect(await toldOf(files, { MODE: 'fll' })).toEqual([finding('two.yaml:4:11')]);
  });

  it('in a list is told at its item [configuration-check/Wrong value is reported at the value]', async () => {
    const text = boost(
      '  providers:\n    kagenti:\n      namespaces:\n      - team1\n      - "Team 2"\n',
    );
    expect(await told(text)).toEqual([
      'app-config.yaml:7:9 error invalid_value boost.providers.kagenti.namespaces[1]',
    ]);
  });

  it('of several lines is told at its key [configuration-check/Wrong value is reported at the value]', async () => {
    const text = boost('  model:\n    name:\n      a: 1\n      b: 2\n  features:\n  - 1\n');
    expect(await told(text)).toEqual([
      'app-config.yaml:4:5 error wrong_type boost.model.name',
      'app-config.yaml:7:3 error wrong_type boost.features',
    ]);
  });
});

describe('an unknown key', () => {
  it('is told at the key, with the nearest one [configuration-check/Unknown key is reported at the key]', async () => {
    const text = boost('  modle: {name: x}\n  "kagenti":\n    "od d": 1\n  1: x\n');
    const { told: all, findings } = await checkScratch({ 'app-config.yaml': text });
    expect(all).toEqual([
      'app-config.yaml:3:3 error unknown_key boost.modle',
      'app-config.yaml:5:5 error unknown_key boost.kagenti["od d"]',
      'app-config.yaml:6:3 error unknown_key boost["1"]',
    ]);
    expect(findings[0]?.hint).toBe('Did you mean boost.model?');
  });

  it('that is long is told at the first that looks alike [configuration-check/Unknown key is reported at the key]', async () => {
    const long = 'x'.repeat(60);
    expect(await told(boost(`  ${long}1: 1\n  ${long}2: 2\n`))).toEqual([
      expect.stringContaining('app-config.yaml:3:3 error unknown_key'),
    ]);
  });

  it('<< has a hint of its own', async () => {
    const text = `x: &x {mode: full}\n${boost('  model:\n    <<: *x\n')}`;
    const { told: all, findings } = await checkScratch({ 'app-config.yaml': text });
    expect(all).toEqual(['app-config.yaml:5:5 error unknown_key boost.model["<<"]']);
    expect(findings[0]?.hint).toContain('Backstage does not merge');
  });

  it('of another module is known by its set [configuration-check/Contributed keys need their set]', async () => {
    const text = boost('  connectors:\n    jira:\n      site: " "\n      token: hunter2\n');
    const { schema } = boostConfigFields['boost.model.name'];
    const field = { schema, configScope: 'yaml-only', description: 'A site.', since: 1 } as const;
    const connectors = defineConfigFields({
      owner: 'connectors',
      version: 1,
      fields: {
        'boost.connectors.jira.site': { ...field, visibility: 'backend', examples: ['a'] },
        'boost.connectors.jira.token': {
          ...field,
          visibility: 'secret',
          sensitive: true,
          examples: ['placeholder'],
        },
      },
      migrations: [],
    });
    const registry = combineConfigFields([boostFieldSet, connectors]);
    expect(await told(text)).toEqual(['app-config.yaml:3:3 error unknown_key boost.connectors']);
    expect(await told(text, { registry })).toEqual([
      'app-config.yaml:5:13 error invalid_value boost.connectors.jira.site',
      'app-config.yaml:6:14 warning literal_secret boost.connectors.jira.token',
    ]);
  });
});

describe('a missing value', () => {
  it('is the mode alone, told at the section of the last file [boost-configuration/Security mode is required]', async () => {
    const mode = 'error required boost.security.mode';
    expect(await told('boost: {}')).toEqual([`app-config.yaml:1:1 ${mode}`]);
    expect(await told('app: {}\nboost:\n  security: {}\n')).toEqual([
      `app-config.yaml:3:3 ${mode}`,
    ]);
    const files = { 'one.yaml': 'boost: {}', 'two.yaml': 'app: 1\nboost: {model: {name: x}}' };
    expect(await toldOf(files)).toEqual([`two.yaml:2:1 ${mode}`]);
  });

  it('is told at the nearest section [configuration-check/Missing value is reported at the nearest section]', async () => {
    const text = boost(
      '  agentApproval: {mode: sonataflow}\n  kagenti:\n    auth:\n      clientId: x\n',
    );
    expect(await told(text)).toEqual([
      'app-config.yaml:3:3 error required boost.agentApproval.sonataflow.endpoint',
      'app-config.yaml:5:5 error required boost.kagenti.auth.tokenEndpoint',
      'app-config.yaml:5:5 error required boost.kagenti.auth.clientSecret',
    ]);
  });
});

describe('a key of version 1', () => {
  it('is told once, in the last file that sets it', async () => {
    const old =
      'boost:\n  security: {mode: full}\n  kagenti:\n    auth:\n      tokenExchange:\n        enabled: true\n';
    expect(
      await toldOf({ 'one.yaml': old, 'two.yaml': `\n${old}`, 'three.yaml': 'boost: {}' }),
    ).toEqual(['two.yaml:7:9 error removed_key boost.kagenti.auth.tokenExchange.enabled']);
    const removed = {
      'one.yaml': old,
      'two.yaml': 'boost: {kagenti: {auth: {tokenExchange: null}}}',
    };
    expect(await toldOf(removed)).toEqual([]);
  });
});

const providers = (retries: string, timeout: string) =>
  `  providers: {kagenti: {maxRetries: ${retries}, requestTimeoutMs: ${timeout}}}\n`;

describe('values of fields', () => {
  it('that are text are booleans and numbers where those are wanted [boost-configuration/Boolean words are booleans]', async () => {
    expect(
      await told(boost(`  features: {agentCreation: "NO"}\n${providers('"0x3"', '"1e4"')}`)),
    ).toEqual([]);
    const { told: all, findings } = await checkScratch({
      'app-config.yaml': boost(
        `  features: {agentCreation: maybe}\n${providers('few', 'true')}  systemPrompt: 7\n  model: {name: [a]}\n`,
      ),
    });
    expect(all).toEqual([
      'app-config.yaml:3:29 error wrong_type boost.features.agentCreation',
      'app-config.yaml:4:37 error wrong_type boost.providers.kagenti.maxRetries',
      'app-config.yaml:4:60 error wrong_type boost.providers.kagenti.requestTimeoutMs',
      'app-config.yaml:5:17 error wrong_type boost.systemPrompt',
      'app-config.yaml:6:11 error wrong_type boost.model.name',
    ]);
    expect(findings[3]?.hint).toContain('quotes');
    expect(findings[4]?.hint).not.toContain('quotes');
  });

  it('that are URLs keep the rules of URLs [boost-configuration/Credential URL refuses plain http]', async () => {
    const text = boost(
      '  model: {baseUrl: "ftp://x"}\n  skillsMarketplace: {endpoint: "https://user:hunter2@x"}\n  providers: {kagenti: {baseUrl: "http://x"}}\n',
    );
    expect(await told(text)).toEqual([
      'app-config.yaml:3:20 error invalid_url boost.model.baseUrl',
      'app-config.yaml:4:33 error credentials_in_url boost.skillsMarketplace.endpoint',
      'app-config.yaml:5:34 error insecure_url boost.providers.kagenti.baseUrl',
    ]);
    const account = 'auth: {tokenEndpoint: "https://x", clientId: a, clientSecret: "${S}"}';
    const options = { env: { S: 's' } };
    const inOrder = boost(
      `  model: {baseUrl: "http://x"}\n  kagenti: {allowInClusterHttp: true, ${account}}\n  providers: {kagenti: {baseUrl: "http://a.b.svc"}}\n`,
    );
    expect(await told(inOrder, options)).toEqual([]);
    const loopback = boost(
      `  kagenti: {${account}}\n  providers: {kagenti: {baseUrl: "http://127.9.9.9:1"}}\n`,
    );
    expect(await told(loopback, options)).toEqual([]);
  });

  it('that are blank or broken numbers are wrong', async () => {
    const text = boost('  model: {name: "  "}\n  providers: {kagenti: {maxRetries: 1.5}}\n');
    expect(await told(text)).toEqual([
      'app-config.yaml:3:17 error invalid_value boost.model.name',
      'app-config.yaml:4:37 error invalid_value boost.providers.kagenti.maxRetries',
    ]);
  });
});

describe('keys of prototypes', () => {
  it.each(['__proto__', 'constructor', 'prototype'])(
    "%s is an error at any depth [boost-configuration/Keys that change an object's prototype are refused]",
    async name => {
      const text = boost(`  ${name}: {a: 1}\n  model:\n    x: [1, {"${name}": 1}]\n`);
      const all = await told(text);
      expect(all.filter(line => line.includes('forbidden_key'))).toEqual([
        `app-config.yaml:3:3 error forbidden_key boost.${name}`,
        `app-config.yaml:5:13 error forbidden_key boost.model.x[1].${name}`,
      ]);
    },
  );

  it("is told beside boost, and where a later file hides it [boost-configuration/Keys that change an object's prototype are refused]", async () => {
    const files = {
      'one.yaml': '__proto__: {boost: {security: {mode: full}}}\nboost: {__proto__: {a: 1}}\n',
      'two.yaml': boost('  __proto__: null\n'),
      'three.yaml': 'constructor: 1\nprototype: 2\n',
    };
    expect(await toldOf(files)).toEqual([
      'one.yaml:1:1 error forbidden_key __proto__',
      'one.yaml:2:9 error forbidden_key boost.__proto__',
      'two.yaml:3:3 error forbidden_key boost.__proto__',
    ]);
  });
});

describe('findings', () => {
  it('are sorted by file and place', async () => {
    const files = {
      'b.yaml': boost('  z: 1\n  kagenti: {y: 1, auth: {x: "${X}"}}\n  a: 1\n'),
      'a.yaml': 'x: {$include: none.yaml}\nboost: {m: 1}\n',
    };
    expect(await toldOf(files)).toEqual([
      'b.yaml:3:3 error unknown_key boost.z',
      'b.yaml:4:13 error unknown_key boost.kagenti.y',
      'b.yaml:4:26 error unknown_key boost.kagenti.auth.x',
      'b.yaml:4:29 warning unset_variable boost.kagenti.auth.x',
      'b.yaml:5:3 error unknown_key boost.a',
      'a.yaml:1:15 error include_missing x',
      'a.yaml:2:9 error unknown_key boost.m',
    ]);
  });

  it('are told once, though a file is included twice', async () => {
    const files = {
      'app-config.yaml': 'a: {$include: b.yaml}\nc: {$include: b.yaml#d}\n',
      'b.yaml': 'e: [',
    };
    expect((await checkScratch(files)).told).toEqual(['b.yaml:1:5 error invalid_yaml']);
  });

  it('that are warnings end with 0, and with an error 1 [configuration-command/Clean files end with 0]', async () => {
    const warning = boost('  encryptionSecret: hunter2hunter2hunter2\n');
    expect((await checkScratch({ 'app-config.yaml': warning })).exitCode).toBe(0);
    expect((await checkScratch({ 'app-config.yaml': `${warning}  x: 1\n` })).exitCode).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import editorSchema from '../schema/app-config.schema.json' with { type: 'json' };
import backstageSchema from '../schema/config.schema.json' with { type: 'json' };
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import { createBackstageSchema, createEditorSchema } from './artefacts/index.ts';
import { boostConfigRegistry, parseBoostConfig } from './index.ts';

// The package's other tests run here, too; this one proves that here is a browser.
describe('in Chromium', () => {
  it('is a page, without anything of Node [boost-configuration/Package runs in a browser]', () => {
    expect(globalThis).toHaveProperty('document.body');
    expect(globalThis).toHaveProperty('navigator.userAgent', expect.stringContaining('Chrome/'));
    expect(globalThis).not.toHaveProperty('process.versions.node');
    expect(globalThis).not.toHaveProperty('Buffer');
  });

  it('reads a configuration [boost-configuration/Package runs in a browser]', () => {
    const { boost } = completeConfiguration;
    expect(parseBoostConfig(completeConfiguration)).toEqual({ boost });
    expect(() => parseBoostConfig({ boost: {} })).toThrow('boost.security.mode is required');
  });

  it('makes the schemas that are committed [boost-configuration/Package runs in a browser]', () => {
    expect(createEditorSchema(boostConfigRegistry)).toEqual(editorSchema);
    expect(createBackstageSchema(boostConfigRegistry)).toEqual(backstageSchema);
  });
});

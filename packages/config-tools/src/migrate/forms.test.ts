import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { migrateTexts } from './migrate-texts.ts';

const exchange = 'boost: {kagenti: {auth: {tokenExchange: {enabled: true}}}}';
const migrate = (text: string) =>
  migrateTexts([{ name: 'a.yaml', path: '/nowhere/a.yaml', text }], boostConfigRegistry.sets);

describe('B6: an app-config that is a mapping in a larger document', () => {
  it('B6: is refused by migrate with the reason and the remedy [configuration-migration/Part of a document is refused]', () => {
    const text = `upstream:\n  backstage:\n    appConfig:\n      ${exchange}\n`;
    const { texts, findings } = migrate(text);
    expect(texts).toEqual([text]);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'not_migrated',
        message: expect.stringContaining('is a part of a larger YAML document'),
        hint: expect.stringContaining('a separate file'),
        location: { file: 'a.yaml', line: 4 },
      },
    ]);
  });

  it('B6: is left alone where there is nothing to migrate', () => {
    const text = 'plugins:\n- package: x\n  pluginConfig: {boost: {security: {mode: full}}}\n';
    expect(migrate(text)).toMatchObject({ texts: [text], findings: [] });
  });

  it('B6: is migrated where it is a literal block in a patch or in values', () => {
    const text = `spec: {source: {}}\nhelm:\n  values: |\n    backstage:\n      appConfig: |\n        boost:\n          kagenti:\n            auth:\n              tokenExchange: {enabled: true}\n`;
    const { texts, findings } = migrate(text);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(texts[0]).toContain('              clientSecret: ${KAGENTI_CLIENT_SECRET}\n');
    expect(texts[0]).toContain(
      'helm:\n  values: |\n    backstage:\n      appConfig: |\n        boost:\n',
    );
  });
});

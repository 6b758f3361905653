import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const configMap = (boost: string, kind = 'ConfigMap', data = 'data') =>
  `kind: ${kind}\n${data}:\n  a.yaml: |\n    boost: ${boost}\n`;
const full = '{security: {mode: full}}';

describe('several ConfigMaps in one file', () => {
  it('are told once, at the second boost section', async () => {
    const text = [full, full, full].map(boost => configMap(boost)).join('---\n');
    const { told, exitCode } = await checkScratch({ 'app-config.yaml': text });
    expect(told).toEqual(['app-config.yaml:9:5 warning several_config_maps boost']);
    expect(exitCode).toBe(0);
  });

  it('are in order where one alone has a boost section', async () => {
    const other = 'kind: ConfigMap\ndata: {b.yaml: "app: {}"}\n';
    const two = `kind: ConfigMap\ndata: {b.yaml: "boost: ${full}", c.yaml: "boost: {}"}\n`;
    for (const text of [`${configMap(full)}---\n${other}`, `${other}---\n${two}`]) {
      expect((await checkScratch({ 'app-config.yaml': text })).told).toEqual([]);
    }
    const files = { 'a.yaml': configMap(full), 'b.yaml': configMap(full) };
    expect((await checkScratch(files, { files: Object.keys(files) })).told).toEqual([]);
  });
});

describe('a Secret', () => {
  it('is checked by its stringData [configuration-check/App-config in a ConfigMap is checked]', async () => {
    const text = configMap('{security: {mode: ful}}', 'Secret', 'stringData');
    expect((await checkScratch({ 'app-config.yaml': text })).told).toEqual([
      'app-config.yaml:4:30 error invalid_value boost.security.mode',
    ]);
  });

  it('without texts is left alone beside a ConfigMap [configuration-check/App-config in a ConfigMap is checked]', async () => {
    const text = `${configMap(full)}---\nkind: Secret\nx: {{ broken\n`;
    expect((await checkScratch({ 'app-config.yaml': text })).told).toEqual([]);
  });

  it('is checked by its data in base64 [configuration-check/App-config in a ConfigMap is checked]', async () => {
    const text = 'kind: Secret\ndata:\n  a.yaml: Ym9vc3Q6IHt9Cg==\n';
    expect((await checkScratch({ 'app-config.yaml': text })).told).toEqual([
      'app-config.yaml:3:11 error required boost.security.mode',
    ]);
  });

  it('of other data is noted, and nothing of it is judged', async () => {
    const text = 'kind: Secret\ndata:\n  a.yaml: AAEC/w==\n  b.txt: Ym9vc3Q6IHt9Cg==\n';
    const { findings, exitCode } = await checkScratch({ 'app-config.yaml': text });
    expect(findings).toMatchObject([
      { code: 'no_app_config', hint: expect.stringContaining('stringData') },
    ]);
    expect(exitCode).toBe(1);
  });
});

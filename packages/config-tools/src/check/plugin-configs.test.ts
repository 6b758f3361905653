import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const plugins = (mode: string, more = '') => `global:
  dynamic:
    plugins:
      - package: boost
        ${more}
        pluginConfig:
          boost: {security: {mode: ${mode}}}
`;
const appConfig = (mode: string) =>
  `upstream: {backstage: {appConfig: {boost: {security: {mode: ${mode}}}}}}\n`;
const check = (text: string) => checkScratch({ 'v.yaml': text }, { files: ['v.yaml'] });

const entry = (index: number) =>
  `  - package: p${index}\n    pluginConfig:\n      dynamicPlugins: {frontend: {p${index}: {a: &a${index} {x: 1}, b: *a${index}}}}\n`;
const many = (count: number) =>
  `plugins:\n${Array.from({ length: count }, (_, index) => entry(index)).join('')}  - package: boost\n    pluginConfig: {boost: {security: {mdoe: full}}}\n`;

/** The least time of this process in several rounds: the first ones run code that is not compiled yet. */
async function timeOf(text: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round += 1) {
    const start = process.cpuUsage();
    expect((await check(text)).told).toHaveLength(1);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  return least;
}

describe('B6: the configuration of plugins', () => {
  it('B6: is read before app-config, wherever it is in the file [configuration-check/Plugin configuration is read first]', async () => {
    for (const text of [plugins('ful') + appConfig('full'), appConfig('full') + plugins('ful')]) {
      expect((await check(text)).told).toEqual([]);
    }
    const wrong = await check(plugins('full') + appConfig('ful'));
    expect(wrong.told).toEqual(['v.yaml:8:61 error invalid_value boost.security.mode']);
  });

  it.each([
    ['disabled: true', 0],
    ['enabled: false', 0],
    ['disabled: false', 1],
    ['enabled: true', 1],
    ['{disabled: true, enabled: true}', 1],
    ['disabled: "{{ .Values.off }}"', 1],
  ])(
    'B6: counts as the plugin is enabled: %s [configuration-check/Disabled plugin adds nothing]',
    async (state, count) => {
      const lines = state.replace(/^\{|\}$/g, '').replace(', ', '\n        ');
      const { told } = await check(plugins('ful', lines) + appConfig('full'));
      const alone = await check(
        plugins('ful', lines) + 'upstream: {backstage: {appConfig: {boost: {model: {name: x}}}}}\n',
      );
      expect(told).toEqual([]);
      expect(alone.told.filter(each => each.includes('invalid_value'))).toHaveLength(count);
    },
  );

  it('B6: with a wrong key that app-config repeats is reported at both', async () => {
    const { told } = await check((plugins('full') + appConfig('full')).replaceAll('mode', 'mdoe'));
    expect(told).toEqual([
      'v.yaml:7:30 error unknown_key boost.security.mdoe',
      'v.yaml:8:55 error unknown_key boost.security.mdoe',
    ]);
  });

  it('B6: of two releases in one file is a warning', async () => {
    const text = `one:\n${appConfig('full').replace(/^/gm, '  ')}\ntwo:\n${appConfig('full').replace(/^/gm, '  ')}`;
    expect((await check(text)).told).toEqual(['v.yaml:5:38 warning several_config_maps boost']);
  });

  it('B6: takes time in proportion to the number of plugins', async () => {
    const one = await timeOf(many(1_000));
    expect((await timeOf(many(2_000))) / one).toBeLessThan(3.5);
  }, 60_000);
});

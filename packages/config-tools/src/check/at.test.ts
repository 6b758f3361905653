import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { parseAtPath } from '../source/at-path.ts';
import { checkAppConfig } from './check-app-config.ts';

const release = `spec:
  portals:
    - config:
        boost: {security: {mdoe: full}}
    - config: |
        boost:
          security:
            mdoe: full
  files:
    my.yaml: "boost: {security: {mdoe: full}}"
`;

const told = async (at: readonly string[], files = ['a.yaml']) =>
  (
    await checkScratch(
      { 'a.yaml': release, 'app-config.yaml': 'boost: {security: {mode: full}}\n' },
      { files, at },
    )
  ).told;

describe('B6: the option at', () => {
  it.each([
    ['spec.portals[0].config', ['4:28']],
    ['spec.portals[1].config', ['8:13']],
    ['spec.portals[*].config', ['4:28', '8:13']],
    ['spec.*[0].config', ['4:28']],
    ['spec.files["my.yaml"]', ['10:34']],
  ])(
    'B6: names a mapping or a text, with its place: %s [configuration-check/Option at names another place]',
    async (path, places) => {
      const typos = places.map(place => `a.yaml:${place} error unknown_key boost.security.mdoe`);
      expect(await told([path])).toEqual(typos);
    },
  );

  it('B6: leaves files without the path as they are', async () => {
    expect(await told(['spec.portals[0].config'], ['a.yaml', 'app-config.yaml'])).toEqual([
      'a.yaml:4:28 error unknown_key boost.security.mdoe',
    ]);
  });

  it('B6: with a path that no file has is an error that names what is there [configuration-check/Wrong path of option at is an error]', async () => {
    const report = await checkScratch(
      { 'a.yaml': release },
      { files: ['a.yaml'], at: ['spec.portal'] },
    );
    expect(report.findings).toMatchObject([
      {
        code: 'at_not_found',
        message: 'no file has spec.portal: spec has the keys portals, files',
      },
    ]);
    expect(report.exitCode).toBe(2);
  });

  it('B6: with a path to a list is an error', async () => {
    expect(await told(['spec.portals'])).toEqual(['a.yaml:3:5 error no_mapping']);
  });

  it.each(['', 'a..b', '.a', 'a[', 'a[x]', 'a["b]', 'a b'])(
    'B6: refuses what is not a path: %j',
    async path => {
      await expect(checkAppConfig({ at: [path] })).rejects.toThrow(TypeError);
    },
  );

  it('B6: reads names, indexes and names in quotes', () => {
    expect(parseAtPath('a.b-c[0][*]["x.y"].d')?.steps).toEqual(['a', 'b-c', 0, '*', 'x.y', 'd']);
  });
});

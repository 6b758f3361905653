import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { scratchFolder } from '../../test/keycloak/scratch-folder.fixture.ts';
import { findKeycloak } from './find-keycloak.ts';
import { distributionName, keycloakVersion } from './keycloak-version.ts';
import { skipsRealSuite } from './real-suite.ts';

const java17 = '#!/bin/sh\necho \'openjdk version "17.0.15" 2025-04-15\' >&2\n';
const cached = `.cache/rhdh-boost/keycloak/${distributionName}/bin/kc.sh`;
const inMaven = `.m2/repository/org/keycloak/keycloak-quarkus-dist/${keycloakVersion}/${distributionName}.zip`;

/** An environment whose home holds these files, and whose only Java is the one there. */
function homeWith(files: Record<string, string>) {
  const home = scratchFolder({ 'jdk/bin/java': java17, ...files });
  return { home, environment: { HOME: home, JAVA_HOME: join(home, 'jdk'), PATH: '/bin' } };
}

test('a named folder is taken, whatever else there is [developer-tooling/Distribution is found where the environment names it]', async () => {
  const { home, environment } = homeWith({ 'mine/bin/kc.sh': '', [cached]: '', [inMaven]: '' });
  const folder = join(home, 'mine');

  const found = await findKeycloak({ ...environment, KEYCLOAK_DISTRIBUTION: folder });

  expect(found).toEqual({
    available: true,
    java: join(home, 'jdk/bin/java'),
    distribution: { folder, isCached: false },
  });
});

test('a named zip is to be unpacked into the cache [developer-tooling/Distribution is found where the environment names it]', async () => {
  const { home, environment } = homeWith({ 'some/my-keycloak.zip': '', [cached]: '' });
  const zip = join(home, 'some/my-keycloak.zip');

  const found = await findKeycloak({ ...environment, KEYCLOAK_DISTRIBUTION: zip });

  const folder = join(home, '.cache/rhdh-boost/keycloak/my-keycloak');
  expect(found).toHaveProperty('distribution', { zip, folder, isCached: true });
});

test('a named zip that was unpacked before is taken from the cache [developer-tooling/Distribution is found where the environment names it]', async () => {
  const { home, environment } = homeWith({
    'my.zip': '',
    'xdg/rhdh-boost/keycloak/my/bin/kc.sh': '',
  });

  const found = await findKeycloak({
    ...environment,
    XDG_CACHE_HOME: join(home, 'xdg'),
    KEYCLOAK_DISTRIBUTION: join(home, 'my.zip'),
  });

  const folder = join(home, 'xdg/rhdh-boost/keycloak/my');
  expect(found).toHaveProperty('distribution', { folder, isCached: true });
});

test('a cached copy goes before the one of Maven', async () => {
  const { home, environment } = homeWith({ [cached]: '', [inMaven]: '' });

  const found = await findKeycloak(environment);

  const folder = join(home, `.cache/rhdh-boost/keycloak/${distributionName}`);
  expect(found).toHaveProperty('distribution', { folder, isCached: true });
});

test("Maven's copy is to be unpacked into the cache", async () => {
  const { home, environment } = homeWith({ [inMaven]: '' });

  const found = await findKeycloak(environment);

  const folder = join(home, `.cache/rhdh-boost/keycloak/${distributionName}`);
  const zip = join(home, inMaven);
  expect(found).toHaveProperty('distribution', { zip, folder, isCached: true });
});

test('without a distribution the command that gets it is named [developer-tooling/Missing part is named in one sentence]', async () => {
  const { environment } = homeWith({});

  await expect(findKeycloak(environment)).resolves.toEqual({
    available: false,
    missing: `The distribution of Keycloak ${keycloakVersion} is missing: get it with "mvn -q -B dependency:get -Dartifact=org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:zip -Dtransitive=false", or name a zip or an unpacked folder in KEYCLOAK_DISTRIBUTION.`,
  });
});

test('a named place without a distribution is named [developer-tooling/Missing part is named in one sentence]', async () => {
  const { environment } = homeWith({ [cached]: '' });

  const found = await findKeycloak({ ...environment, KEYCLOAK_DISTRIBUTION: '/nowhere' });

  expect(found).toHaveProperty(
    'missing',
    expect.stringMatching(/names \/nowhere, which is neither/),
  );
});

test.each([
  ['no Java', {}, /^Java is missing .* needs Java 17 or newer: .*JAVA_HOME\.$/],
  [
    'an old Java',
    { 'jdk/bin/java': '#!/bin/sh\necho \'java version "1.8.0_402"\' >&2\n' },
    /^Java 1\.8\.0_402 is too old\. .* needs Java 17/,
  ],
  ['a Java that says nothing', { 'jdk/bin/java': '#!/bin/sh\n' }, /^Java \? is too old\./],
])(
  'with %s that is said [developer-tooling/Missing part is named in one sentence]',
  async (_name, files, missing) => {
    const home = scratchFolder(files);

    const found = await findKeycloak({ HOME: home, JAVA_HOME: join(home, 'jdk') });

    expect(found).toHaveProperty('missing', expect.stringMatching(missing));
  },
);

test('without JAVA_HOME the Java on the path is asked [developer-tooling/Missing part is named in one sentence]', async () => {
  const found = await findKeycloak({ HOME: '/nowhere', PATH: scratchFolder({ java: java17 }) });

  expect(found).toHaveProperty('missing', expect.stringContaining('distribution'));
});

test('a suite is skipped with one line, and not when nothing is missing [developer-tooling/Real suite without its parts skips or fails]', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(skipsRealSuite({ available: false, missing: 'Java is missing.' }, {})).toBe(true);
    expect(write.mock.calls).toEqual([
      ['Skipped, since it needs a real Keycloak. Java is missing.\n'],
    ]);
    const distribution = { folder: '/somewhere', isCached: false };
    expect(skipsRealSuite({ available: true, java: 'java', distribution }, { CI: '1' })).toBe(
      false,
    );
  } finally {
    write.mockRestore();
  }
});

test.each([{ CI: 'true' }, { BOOST_REQUIRE_REAL: '1', CI: 'false' }])(
  'in %o a missing part is a failure [developer-tooling/Real suite without its parts skips or fails]',
  environment => {
    const skips = () =>
      skipsRealSuite({ available: false, missing: 'Java is missing.' }, environment);
    expect(skips).toThrow('A real Keycloak is needed here. Java is missing.');
  },
);

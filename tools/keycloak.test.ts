import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { getKeycloak } from './keycloak.ts';
import { scratchFolder } from './scratch-folder.fixture.ts';

/** Stands for Java, Maven and unzip: Maven makes an empty zip in its repository, unzip a Keycloak of one file. */
const programs = {
  'bin/java': '#!/bin/sh\necho \'openjdk version "21.0.1" 2025-01-01\' >&2\n',
  'bin/mvn': `#!/bin/sh
echo "$*" >> "$HOME/fetched"
artifact=$(echo "$*" | sed 's/.*-Dartifact=\\([^ ]*\\).*/\\1/')
version=$(echo "$artifact" | cut -d: -f3)
folder="$HOME/.m2/repository/org/keycloak/keycloak-quarkus-dist/$version"
mkdir -p "$folder"
touch "$folder/keycloak-quarkus-dist-$version.zip"
`,
  'bin/unzip': '#!/bin/sh\nmkdir -p "$4/keycloak/bin"\ntouch "$4/keycloak/bin/kc.sh"\n',
};

/** A machine on which only these programs are found, and its home folder. */
function machine(found: Partial<typeof programs> = programs) {
  const home = scratchFolder(found);
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CACHE_HOME', '');
  vi.stubEnv('JAVA_HOME', '');
  vi.stubEnv('KEYCLOAK_DISTRIBUTION', '');
  vi.stubEnv('PATH', [join(home, 'bin'), '/usr/bin', '/bin'].join(delimiter));
  return home;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test('fetched and unpacked at first, found the second time [developer-tooling/Keycloak distribution is fetched once]', async () => {
  const home = machine();

  const folder = await getKeycloak(process.env);

  expect(existsSync(join(folder, 'bin/kc.sh'))).toBe(true);
  expect(folder.startsWith(home)).toBe(true);
  expect(await getKeycloak(process.env)).toBe(folder);
  expect(readFileSync(join(home, 'fetched'), 'utf8').trim().split('\n')).toHaveLength(1);
});

test('Maven brought nothing [developer-tooling/Keycloak distribution is fetched once]', async () => {
  machine({ ...programs, 'bin/mvn': '#!/bin/sh\nexit 1\n' });

  await expect(getKeycloak(process.env)).rejects.toThrow(
    /^The distribution of Keycloak .* is missing: get it with "mvn /,
  );
});

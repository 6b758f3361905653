import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { getKeycloak } from './keycloak.ts';

/** A zip with one file, `keycloak/bin/kc.sh`. */
const zip =
  'UEsDBBQAAAAAAAAAIVwdnfsECgAAAAoAAAASAAAAa2V5Y2xvYWsvYmluL2tjLnNoIyEvYmluL3NoClBLAQIUAxQAAAAAAAAAIVwdnfsECgAAAAoAAAASAAAAAAAAAAAAAADtgQAAAABrZXljbG9hay9iaW4va2Muc2hQSwUGAAAAAAEAAQBAAAAAOgAAAAAA';

/** Stands for Java and Maven, which puts that zip into its repository. */
const programs = {
  'bin/java': '#!/bin/sh\necho \'openjdk version "21.0.1" 2025-01-01\' >&2\n',
  'bin/mvn': `#!/bin/sh
echo "$*" >> "$HOME/fetched"
version=$(echo "$*" | sed 's/.*keycloak-quarkus-dist:\\([^: ]*\\).*/\\1/')
folder="$HOME/.m2/repository/org/keycloak/keycloak-quarkus-dist/$version"
mkdir -p "$folder"
echo '${zip}' | base64 -d > "$folder/keycloak-quarkus-dist-$version.zip"
`,
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

test('fetched and unpacked at first, found the second time', async () => {
  const home = machine();

  const folder = await getKeycloak(process.env);

  expect(existsSync(join(folder, 'bin/kc.sh'))).toBe(true);
  expect(folder.startsWith(home)).toBe(true);
  expect(await getKeycloak(process.env)).toBe(folder);
  expect(readFileSync(join(home, 'fetched'), 'utf8').trim().split('\n')).toHaveLength(1);
});

test('Maven brought nothing', async () => {
  machine({ ...programs, 'bin/mvn': '#!/bin/sh\nexit 1\n' });

  await expect(getKeycloak(process.env)).rejects.toThrow(
    /^The distribution of Keycloak .* is missing: get it with "mvn /,
  );
});

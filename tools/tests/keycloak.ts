// Brings Keycloak's distribution to where the test kit looks for it, unless it is there: fetched by Maven, and unpacked.
import { spawnSync } from 'node:child_process';
import { downloadCommand, findKeycloak, unpackKeycloak } from '@rhdh-boost/testkit/keycloak';

/** Gives the folder of the unpacked distribution; throws an error that says what is missing. */
export async function getKeycloak(environment: NodeJS.ProcessEnv): Promise<string> {
  let found = await findKeycloak(environment);
  if (!found.available) {
    // A missing Java fails here as well, for Maven needs one; the second search then names it.
    spawnSync(downloadCommand, {
      shell: true,
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    found = await findKeycloak(environment);
  }
  if (!found.available) {
    throw new Error(found.missing);
  }
  return unpackKeycloak(found.distribution);
}

if (import.meta.main) {
  try {
    console.log(`Keycloak is in ${await getKeycloak(process.env)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

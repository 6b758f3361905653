import type { KeycloakSearch } from './find-keycloak.ts';

/**
 * Whether a suite that needs a real Keycloak is to be skipped, for Vitest's `describe.skipIf`. When it
 * is, one line on stderr says what is missing.
 *
 * @param environment `CI` or `BOOST_REQUIRE_REAL` set in it make a missing part a failure.
 * @throws Error with the missing part where it must not be missing.
 */
export function skipsRealSuite(
  keycloak: KeycloakSearch,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  if (keycloak.available) {
    return false;
  }
  if (isSet(environment['CI']) || isSet(environment['BOOST_REQUIRE_REAL'])) {
    throw new Error(`A real Keycloak is needed here. ${keycloak.missing}`);
  }
  process.stderr.write(`Skipped, since it needs a real Keycloak. ${keycloak.missing}\n`);
  return true;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

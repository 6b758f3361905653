/**
 * A program that starts a Keycloak, prints its issuer and waits to be killed: `start-and-wait [FOLDER]`,
 * with a distribution in FOLDER or else the one that is found.
 */
import { startKeycloak } from '../../src/keycloak/start-keycloak.ts';

const [folder] = process.argv.slice(2);
const distribution = folder === undefined ? undefined : { folder, isCached: false };
const { issuer } = await startKeycloak(
  distribution ? { keycloak: { available: true, java: 'java', distribution } } : {},
);
process.stdout.write(issuer);

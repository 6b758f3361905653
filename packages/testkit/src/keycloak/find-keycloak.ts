import { findDistribution, type KeycloakDistribution } from './find-distribution.ts';
import { findJava } from './find-java.ts';

/** A Keycloak that can be started here. */
export interface KeycloakFound {
  /** Tells this outcome from {@link KeycloakMissing}. */
  readonly available: true;
  /** The program that runs it. */
  readonly java: string;
  /** The server's zip, or its unpacked folder. */
  readonly distribution: KeycloakDistribution;
}

/** What a Keycloak lacks here. */
export interface KeycloakMissing {
  /** Tells this outcome from {@link KeycloakFound}. */
  readonly available: false;
  /** One sentence: what is missing, and how to get it. */
  readonly missing: string;
}

/** A Keycloak that can be started here, or what is missing for one. */
export type KeycloakSearch = KeycloakFound | KeycloakMissing;

/**
 * Looks for what a real Keycloak needs: Java, and the distribution. Nothing is fetched or unpacked.
 *
 * The distribution is the zip or the unpacked folder that the variable KEYCLOAK_DISTRIBUTION names,
 * else the copy in the user's cache folder, else the zip in Maven's local repository.
 *
 * @param environment Where JAVA_HOME, PATH, HOME and the others are read; this process's by default.
 */
export async function findKeycloak(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<KeycloakSearch> {
  const java = await findJava(environment);
  if ('missing' in java) {
    return { available: false, missing: java.missing };
  }
  const distribution = findDistribution(environment);
  return 'missing' in distribution
    ? { available: false, missing: distribution.missing }
    : { available: true, java: java.java, distribution };
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keycloakVersion, neededJava } from './keycloak-version.ts';

const wayOut = `Keycloak ${keycloakVersion} needs Java ${neededJava} or newer: install a JDK or JRE and have it on PATH or in JAVA_HOME`;

/** The Java that Keycloak's own script would take: JAVA_HOME's, else the one on PATH. */
export async function findJava(
  environment: NodeJS.ProcessEnv,
): Promise<{ java: string } | { missing: string }> {
  const home = environment['JAVA_HOME'];
  const java = home ? join(home, 'bin', 'java') : 'java';
  let printed: string;
  try {
    // It prints its version to stderr.
    ({ stderr: printed } = await promisify(execFile)(java, ['-version'], { env: environment }));
  } catch {
    return { missing: `Java is missing (tried ${java}). ${wayOut}.` };
  }
  const [, version = '?'] = /version "([^"]+)"/.exec(printed) ?? [];
  // Until 8 a version began with "1.".
  const feature = Number.parseInt(version.replace(/^1\./, ''), 10);
  return feature >= neededJava ? { java } : { missing: `Java ${version} is too old. ${wayOut}.` };
}

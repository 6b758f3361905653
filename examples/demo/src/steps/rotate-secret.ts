import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DemoContext, jane, namespace } from '../demo-context.ts';
import { DemoFailure } from '../demo-failure.ts';

const secretKey = 'boost.kagenti.auth.clientSecret';
const reloadDeadlineMs = 10_000;

/** Rotates the client's secret in its file, has the token refused, and calls again. */
export async function rotateSecret(context: DemoContext): Promise<void> {
  const { kagenti, output, servers, appConfig, journal, signal } = context;
  const secret = await servers.identityProvider.rotateSecret(servers.clientId);
  await writeFile(servers.secretFile, `${secret}\n`, { mode: 0o600 });
  const deadline = Date.now() + reloadDeadlineMs;
  while (appConfig.getOptional(secretKey) !== secret) {
    if (Date.now() > deadline) {
      throw new DemoFailure(
        `The rotated secret did not arrive: ${secretKey} must be read with $file from the file that KAGENTI_CLIENT_SECRET_FILE names.`,
      );
    }
    await sleep(20, undefined, { signal });
  }
  output.say(
    'the secret was rotated at the identity provider and in its file; Backstage reloaded the file',
  );
  const tokenRequestsBefore = journal.tokenRequests;
  await servers.identityProvider.revokeTokens(servers.clientId);
  await kagenti.asUser(jane).agents.list({ namespace }, { signal });
  output.say(
    `the old token was refused; renewed with the new secret (token requests: ${journal.tokenRequests - tokenRequestsBefore}); the call succeeded`,
  );
}

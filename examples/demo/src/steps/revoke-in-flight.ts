import { type DemoContext, jane, namespace } from '../demo-context.ts';
import { DemoFailure } from '../demo-failure.ts';

const callCount = 100;

/** Revokes the token at the identity provider while calls are under way: none may be lost. */
export async function revokeInFlight(context: DemoContext): Promise<void> {
  const { kagenti, output, servers, journal, signal } = context;
  const tokenRequestsBefore = journal.tokenRequests;
  const requestsBefore = servers.backend.requests.length;
  const caller = kagenti.asUser(jane);

  // The backend holds what arrives, so that the revocation certainly falls in the calls' midst.
  const hold = servers.backend.hold();
  const calls = Array.from({ length: callCount }, () =>
    caller.agents.list({ namespace }, { signal }),
  );
  const outcomes = Promise.allSettled(calls);
  await Promise.race([hold.whenWaiting(callCount), outcomes]);
  await servers.identityProvider.revokeTokens(servers.clientId);
  hold.release();

  const lost = (await outcomes).find(outcome => outcome.status === 'rejected');
  if (lost) throw lost.reason;
  const refused = servers.backend.requests
    .slice(requestsBefore)
    .filter(request => request.status === 401).length;
  if (refused === 0) {
    throw new DemoFailure('The backend did not notice that the token was revoked.');
  }
  const tokenRequests = journal.tokenRequests - tokenRequestsBefore;
  output.say(`${callCount} calls were in flight when their token was revoked`);
  output.say(`${refused} were refused with 401 and sent again; all ${callCount} succeeded`);
  output.say(`token requests for that: ${tokenRequests}`);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { DemoFailure } from '../demo-failure.ts';
import { type DemoContext, jane, namespace } from '../demo-context.ts';

const lanes = 10;
const callsPerLane = 10;

/** Revokes the token at the identity provider while calls are under way: none may be lost. */
export async function revokeInFlight(context: DemoContext): Promise<void> {
  const { kagenti, output, servers, journal, signal } = context;
  const caller = kagenti.asUser(jane);
  const tokenRequestsBefore = journal.tokenRequests;
  const requestsBefore = servers.backend.requests.length;
  let revoked = false;

  const lane = async () => {
    for (let call = 0; call < callsPerLane; call += 1) {
      await caller.agents.list({ namespace }, { signal });
      // Half of each lane's calls wait for the revocation, so that it falls in their midst.
      if (call === callsPerLane / 2 - 1) while (!revoked) await sleep(1, undefined, { signal });
    }
  };
  const revoke = async () => {
    while (servers.backend.requests.length < requestsBefore + lanes) await sleep(1, undefined, { signal });
    await servers.identityProvider.revokeTokens(servers.clientId);
    revoked = true;
  };
  await Promise.all([revoke(), ...Array.from({ length: lanes }, lane)]);

  const refused = servers.backend.requests
    .slice(requestsBefore)
    .filter(request => request.status === 401).length;
  if (refused === 0) throw new DemoFailure('The backend did not notice that the token was revoked.');
  const tokenRequests = journal.tokenRequests - tokenRequestsBefore;
  output.say(`${lanes * callsPerLane} calls, ${lanes} at a time; the token was revoked in their midst`);
  output.say(`${refused} were refused with 401 and sent again; all ${lanes * callsPerLane} succeeded`);
  output.say(`token requests for that: ${tokenRequests}`);
}

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { type Clock, KeycloakTokenManager } from '@rhdh-boost/token-manager';
import type { Scenario } from '../benchmark.ts';
import { account } from '../peers/token-client.ts';
import { scratchFolder } from '../scratch-folder.ts';
import { startTokenEndpoint } from '../token-endpoint.ts';

const CALLS = 1000;
const LIFETIME_SECONDS = 300;

/** What a call meets: how old the token is, and whether Keycloak has refused the client since. */
const states = {
  'a valid token': { ageSeconds: 0, isRefused: false },
  'a refusal that is held, and a valid token': { ageSeconds: 250, isRefused: true },
  'a refusal that is held, and no token': { ageSeconds: 301, isRefused: true },
} as const;

/** Milliseconds of the processor's time, in all threads, of so many calls, one after the other. */
async function processorTime(manager: KeycloakTokenManager): Promise<number> {
  const start = process.cpuUsage();
  for (let index = 0; index < CALLS; index += 1) await manager.getToken().catch(() => {});
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A manager in that state, in which it stays: its time stands still. */
async function managerIn(
  { ageSeconds, isRefused }: (typeof states)[keyof typeof states],
  tls: { readonly caFile?: string },
) {
  const endpoint = await startTokenEndpoint(LIFETIME_SECONDS);
  const { tokenEndpoint } = endpoint;
  let nowMs = Date.now();
  const now = () => nowMs;
  const clock: Clock = { wallMs: now, monotonicMs: now, startTimer: () => () => {} };
  const manager = new KeycloakTokenManager({ tokenEndpoint, ...account, tls, clock });
  await manager.getToken();
  if (isRefused) endpoint.refuse();
  nowMs += ageSeconds * 1000;
  await manager.getToken().catch(() => {});
  return {
    time: () => processorTime(manager),
    async dispose() {
      await manager.close();
      endpoint.close();
      const expected = isRefused ? 2 : 1;
      if (endpoint.requests() !== expected) {
        throw new Error(`The endpoint had ${endpoint.requests()} requests, not ${expected}.`);
      }
    },
  };
}

/** What an authority's file costs each call, in that state, beside a manager without one. */
export const callsWithCaFile = (state: keyof typeof states): Scenario => ({
  subject: `${CALLS} calls of getToken() with tls.caFile, ${state}: processor time`,
  peer: 'as many without',
  repetitions: 20,
  warmUps: 5,
  async prepare() {
    const folder = scratchFolder({ 'ca.pem': rootCertificates.slice(0, 2).join('\n') });
    // As in operation: the file was not written just now.
    await pause(1100);
    const subject = await managerIn(states[state], { caFile: join(folder.path, 'ca.pem') });
    const peer = await managerIn(states[state], {});
    return {
      subject: subject.time,
      peer: peer.time,
      async dispose() {
        await subject.dispose();
        await peer.dispose();
        folder.dispose();
      },
    };
  },
});

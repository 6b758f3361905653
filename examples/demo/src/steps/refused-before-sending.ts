import type { DemoContext } from '../demo-context.ts';
import { DemoFailure } from '../demo-failure.ts';

/** Waits for a call that must be refused before the backend sees anything of it; gives the refusal. */
export async function refusedBeforeSending(
  { output, servers }: DemoContext,
  attempt: string,
  call: PromiseLike<unknown>,
): Promise<Error> {
  const requestsBefore = servers.backend.requests.length;
  let refusal: unknown;
  try {
    await call;
  } catch (error) {
    refusal = error;
  }
  if (!(refusal instanceof Error)) throw new DemoFailure(`${attempt}: it was not refused.`);
  const sent = servers.backend.requests.length - requestsBefore;
  if (sent > 0)
    throw new DemoFailure(`${attempt}: ${sent} request(s) were sent before the refusal.`);
  output.say(`${attempt}: refused. ${refusal.message}`);
  output.say('requests sent for it: 0');
  return refusal;
}

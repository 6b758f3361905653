import type { DemoContext } from '../demo-context.ts';

/** Gets the service account's access token. Its value is never printed. */
export async function getToken({ tokens, output, servers }: DemoContext): Promise<void> {
  const token = await tokens.getAccessToken();
  const secondsLeft = Math.round((token.expiresAt.getTime() - Date.now()) / 1000);
  output.say(`${servers.clientId} has an access token for ${secondsLeft} s: ${String(token)}`);
}

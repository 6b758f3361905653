import { findKeycloak, skipsRealSuite } from '@rhdh-boost/testkit/keycloak';
import { describe, expect, it } from 'vitest';
import { runMain } from './run-main.fixture.ts';

describe.skipIf(skipsRealSuite(await findKeycloak()))('the demo', () => {
  it('runs the same steps on a real Keycloak', async () => {
    const { stdout, stderr, exitCode } = await runMain(['--keycloak', '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { summary } = JSON.parse(stdout);
    expect(summary).toMatchObject({ calls: 104, failed: 0, denied: 2, retries: 101 });
  });
});

import type { KagentiBackend } from '@rhdh-boost/testkit';

/** Gives the agent `team1/weather-agent` an AuthBridge that checks tokens as the plugin `jwt-validation` is configured. */
export function addAuthBridge({ kubernetes }: KagentiBackend, config: object): void {
  const plugins = [{ name: 'jwt-validation', config }];
  kubernetes.addPod('team1', 'weather-agent', {
    authBridge: { config: { pipeline: { inbound: { plugins } } } },
  });
}

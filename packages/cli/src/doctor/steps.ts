import type { Step } from './step.ts';
import { agentStep } from './steps/agent.ts';
import { audienceStep } from './steps/audience.ts';
import { clientStep } from './steps/client.ts';
import { clockStep } from './steps/clock.ts';
import { configurationStep } from './steps/configuration.ts';
import { credentialStep } from './steps/credential.ts';
import { dnsStep } from './steps/dns.ts';
import { kagentiStep } from './steps/kagenti.ts';
import { namespacesStep } from './steps/namespaces.ts';
import { overridesStep } from './steps/overrides.ts';
import { realmStep } from './steps/realm.ts';
import { rolesStep } from './steps/roles.ts';
import { secretsStep } from './steps/secrets.ts';
import { serviceAccountStep } from './steps/service-account.ts';
import { storeStep } from './steps/store.ts';
import { streamStep } from './steps/stream.ts';
import { tlsStep } from './steps/tls.ts';
import { tokenLifetimeStep } from './steps/token-lifetime.ts';
import { trustStep } from './steps/trust.ts';

/** The steps in the order in which they run. */
export const steps: readonly Step[] = [
  configurationStep,
  credentialStep,
  dnsStep,
  tlsStep,
  realmStep,
  clientStep,
  serviceAccountStep,
  tokenLifetimeStep,
  clockStep,
  kagentiStep,
  rolesStep,
  trustStep,
  namespacesStep,
  agentStep,
  audienceStep,
  streamStep,
  storeStep,
  overridesStep,
  secretsStep,
];

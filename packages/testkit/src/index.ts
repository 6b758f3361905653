// One export a line, so that each half of the kit edits its own lines.

export type { TrustedIdentityProvider } from './backend/authentication/authenticator.ts';
export type { IntrospectionClient } from './backend/authentication/introspection-check.ts';
export type { ChatTimes } from './backend/chat/chat-desk.ts';
export type { StreamPause, StreamScript } from './backend/chat/stream-script.ts';
export type { Hold } from './backend/gate.ts';
export type {
  KagentiBackend,
  KagentiBackendOptions,
  KagentiChat,
} from './backend/kagenti-backend.ts';
export { startKagentiBackend } from './backend/kagenti-backend.ts';
export type { RecordedRequest } from './backend/recorded-request.ts';
export type { WorkloadSeed } from './backend/seeds.ts';
export type {
  CutFault,
  DelayFault,
  Fault,
  HangFault,
  ResetFault,
  RespondFault,
} from './faults/fault.ts';
export type { FaultScript } from './faults/fault-script.ts';
export type { EmbeddedIdentityProvider } from './identity-provider/embedded-identity-provider.ts';
export type { IdentityProvider } from './identity-provider/identity-provider.ts';
export type { RecordedTokenRequest } from './identity-provider/recorded-token-request.ts';
export type {
  CertificateAuthenticator,
  ClientAuthenticator,
  RegisteredClient,
  ServiceAccountClient,
  SignedJwtAuthenticator,
} from './identity-provider/service-account-client.ts';
export type { IdentityProviderOptions } from './identity-provider/start-identity-provider.ts';
export { startIdentityProvider } from './identity-provider/start-identity-provider.ts';

// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import {
  choice,
  fields,
  flag,
  integer,
  list,
  optional,
  required,
  text,
} from '../../shapes/shape.ts';
import type {
  BuildConfig,
  ContextAttachment,
  EnvVar,
  EnvVarSource,
  KeyReference,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';

const keyReferenceShape = fields<KeyReference>({
  name: required(names.referenced),
  key: required(text),
});

const envVarSourceShape = fields<EnvVarSource>({
  secretKeyRef: optional(keyReferenceShape),
  configMapKeyRef: optional(keyReferenceShape),
});

export const envVarShape = fields<EnvVar>({
  name: required(names.variable),
  value: optional(text),
  valueFrom: optional(envVarSourceShape),
});

export const servicePortShape = fields<ServicePort>({
  name: optional(names.port),
  port: optional(integer),
  targetPort: optional(integer),
  protocol: optional(text),
});

export const authBridgeModeShape = choice('proxy-sidecar', 'envoy-sidecar', 'lite', 'waypoint');

export const mtlsModeShape = choice('disabled', 'permissive', 'strict');

export const outboundPolicyShape = choice('passthrough', 'exchange');

export const outboundRouteShape = fields<OutboundRoute>({
  host: required(text),
  targetAudience: required(text, 'target_audience'),
  tokenScopes: optional(text, 'token_scopes'),
});

export const persistentStorageShape = fields<PersistentStorage>({
  enabled: optional(flag),
  size: optional(text),
});

export const contextAttachmentShape = fields<ContextAttachment>({
  name: required(names.contextOfAgent),
  mountPath: optional(text),
  readOnly: optional(flag),
});

export const buildConfigShape = fields<BuildConfig>({
  buildStrategy: optional(names.buildStrategy),
  dockerfile: optional(text),
  buildArgs: optional(list(text)),
  buildTimeout: optional(text),
});

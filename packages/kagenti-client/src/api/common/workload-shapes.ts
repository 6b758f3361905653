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
  EnvVar,
  EnvVarSource,
  KeyReference,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workload-parameters.ts';

const keyReference = fields<KeyReference>({
  name: required(names.referenced),
  key: required(text),
});

const envVarSource = fields<EnvVarSource>({
  secretKeyRef: optional(keyReference),
  configMapKeyRef: optional(keyReference),
});

export const envVars = list(
  fields<EnvVar>({
    name: required(names.variable),
    value: optional(text),
    valueFrom: optional(envVarSource),
  }),
);

export const servicePorts = list(
  fields<ServicePort>({
    name: optional(names.port),
    port: optional(integer),
    targetPort: optional(integer),
    protocol: optional(text),
  }),
);

export const persistentStorage = fields<PersistentStorage>({
  enabled: optional(flag),
  size: optional(text),
});

export const outboundRoutes = list(
  fields<OutboundRoute>({
    host: required(text),
    targetAudience: required(text, 'target_audience'),
    tokenScopes: optional(text, 'token_scopes'),
  }),
);

export const buildConfig = fields<BuildConfig>({
  buildStrategy: optional(names.buildStrategy),
  dockerfile: optional(text),
  buildArgs: optional(list(text)),
  buildTimeout: optional(text),
});

export const authBridgeMode = choice('proxy-sidecar', 'envoy-sidecar', 'lite', 'waypoint');
export const outboundPolicy = choice('passthrough', 'exchange');
export const mtlsMode = choice('disabled', 'permissive', 'strict');

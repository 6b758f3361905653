// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { fields, flag, list, map, object, optional, required, text } from '../../shapes/shape.ts';
import type { BuildResourceConfig, BuildSummary, StartedBuild } from './build-info-types.ts';

export const buildSummaryShape = fields<BuildSummary>({
  name: required(text),
  namespace: required(text),
  resourceType: optional(text),
  registered: optional(flag),
  strategy: optional(text),
  gitUrl: optional(text),
  gitRevision: optional(text),
  contextDir: optional(text),
  outputImage: optional(text),
  creationTimestamp: optional(text),
});

export const startedBuildShape = fields<StartedBuild>({
  success: required(flag),
  buildRunName: required(text),
  namespace: required(text),
  buildName: required(text),
  message: required(text),
});

export const buildResourceConfigShape = fields<BuildResourceConfig>({
  protocol: optional(text),
  framework: optional(text),
  createHttpRoute: optional(flag),
  registrySecret: optional(text),
  envVars: optional(list(object)),
  skills: optional(list(text)),
  servicePorts: optional(list(object)),
  k8sResourceLimits: optional(map(text)),
  k8sResourceRequests: optional(map(text)),
});

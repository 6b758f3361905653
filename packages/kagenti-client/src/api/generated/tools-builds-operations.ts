// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, map, optional, required, text } from '../../shapes/shape.ts';
import { oneNamespaceOrAll } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import {
  buildResourceConfigShape,
  buildSummaryShape,
  startedBuildShape,
} from './build-info-shapes.ts';
import type { BuildSummary, BuildsListParameters, StartedBuild } from './build-info-types.ts';
import { resourceResultShape } from './resources-shapes.ts';
import type { ResourceResult } from './resources-types.ts';
import type { FinalizeToolParameters, ToolBuildInfo } from './tools-builds-types.ts';
import type { ToolParameters } from './tools-types.ts';
import {
  authBridgeModeShape,
  envVarShape,
  outboundPolicyShape,
  outboundRouteShape,
  persistentStorageShape,
  servicePortShape,
} from './workloads-shapes.ts';

const toolBuildInfoShape = fields<ToolBuildInfo>({
  name: required(text),
  namespace: required(text),
  buildRegistered: required(flag),
  buildReason: optional(text),
  buildMessage: optional(text),
  outputImage: required(text),
  strategy: required(text),
  gitUrl: required(text),
  gitRevision: required(text),
  contextDir: required(text),
  hasBuildRun: optional(flag),
  buildRunName: optional(text),
  buildRunPhase: optional(text),
  buildRunStartTime: optional(text),
  buildRunCompletionTime: optional(text),
  buildRunOutputImage: optional(text),
  buildRunOutputDigest: optional(text),
  buildRunFailureMessage: optional(text),
  toolConfig: optional(buildResourceConfigShape),
});

/** What the client knows of `tools.builds.*`. */
export const toolsBuildsOperations = {
  'tools.builds.list': describeOperation<BuildsListParameters, ResourceList<BuildSummary>>({
    parameters: {
      namespace: inQuery(optional(names.namespace)),
      allNamespaces: inQuery(optional(flag)),
    },
    problem: oneNamespaceOrAll,
    answer: listAnswer(buildSummaryShape),
  }),
  'tools.builds.info': describeOperation<ToolParameters, ToolBuildInfo>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: toolBuildInfoShape },
  }),
  'tools.builds.start': describeOperation<ToolParameters, StartedBuild>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: startedBuildShape },
  }),
  'tools.builds.finalize': describeOperation<FinalizeToolParameters, ResourceResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      workloadType: inBody(optional(text)),
      persistentStorage: inBody(optional(persistentStorageShape)),
      envVars: inBody(optional(list(envVarShape))),
      servicePorts: inBody(optional(list(servicePortShape))),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      authBridgeMode: inBody(optional(authBridgeModeShape)),
      outboundRoutes: inBody(optional(list(outboundRouteShape))),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(outboundPolicyShape)),
      k8sResourceLimits: inBody(optional(map(text))),
      k8sResourceRequests: inBody(optional(map(text))),
    },
    repeatsInput: true,
    answer: { shape: resourceResultShape },
  }),
} satisfies DescriptorTable;

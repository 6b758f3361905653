// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, map, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import { oneNamespaceOrAll } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import type {
  AgentBuildInfo,
  BuildCondition,
  BuildRun,
  BuildStatus,
  BuildStrategy,
  BuildStrategyList,
  FinalizeAgentParameters,
} from './agents-builds-types.ts';
import type { AgentParameters } from './agents-types.ts';
import {
  buildResourceConfigShape,
  buildSummaryShape,
  startedBuildShape,
} from './build-info-shapes.ts';
import type { BuildSummary, BuildsListParameters, StartedBuild } from './build-info-types.ts';
import { resourceResultShape } from './resources-shapes.ts';
import type { ResourceResult } from './resources-types.ts';
import {
  authBridgeModeShape,
  envVarShape,
  mtlsModeShape,
  outboundPolicyShape,
  outboundRouteShape,
  persistentStorageShape,
  servicePortShape,
} from './workloads-shapes.ts';

const buildStrategyShape = fields<BuildStrategy>({
  name: required(text),
  description: optional(text),
});

const buildStrategyListShape = fields<BuildStrategyList>({
  strategies: required(list(buildStrategyShape)),
});

const buildStatusShape = fields<BuildStatus>({
  name: required(text),
  namespace: required(text),
  registered: required(flag),
  reason: optional(text),
  message: optional(text),
});

const buildConditionShape = fields<BuildCondition>({
  type: required(text),
  status: required(text),
  reason: optional(text),
  message: optional(text),
  lastTransitionTime: optional(text),
});

const buildRunShape = fields<BuildRun>({
  name: required(text),
  namespace: required(text),
  buildName: required(text),
  phase: required(text),
  startTime: optional(text),
  completionTime: optional(text),
  outputImage: optional(text),
  outputDigest: optional(text),
  failureMessage: optional(text),
  conditions: required(list(buildConditionShape)),
});

const agentBuildInfoShape = fields<AgentBuildInfo>({
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
  agentConfig: optional(buildResourceConfigShape),
});

/** What the client knows of `agents.builds.*`. */
export const agentsBuildsOperations = {
  'agents.builds.strategies': describeOperation<NoParameters, BuildStrategyList>({
    parameters: {},
    answer: { shape: buildStrategyListShape, listKey: 'strategies' },
  }),
  'agents.builds.list': describeOperation<BuildsListParameters, ResourceList<BuildSummary>>({
    parameters: {
      namespace: inQuery(optional(names.namespace)),
      allNamespaces: inQuery(optional(flag)),
    },
    problem: oneNamespaceOrAll,
    answer: listAnswer(buildSummaryShape),
  }),
  'agents.builds.get': describeOperation<AgentParameters, BuildStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: buildStatusShape },
  }),
  'agents.builds.run': describeOperation<AgentParameters, BuildRun>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: buildRunShape },
  }),
  'agents.builds.start': describeOperation<AgentParameters, StartedBuild>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: startedBuildShape },
  }),
  'agents.builds.info': describeOperation<AgentParameters, AgentBuildInfo>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: agentBuildInfoShape },
  }),
  'agents.builds.finalize': describeOperation<FinalizeAgentParameters, ResourceResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      envVars: inBody(optional(list(envVarShape))),
      skills: inBody(optional(list(names.skillOfAgent))),
      servicePorts: inBody(optional(list(servicePortShape))),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      authBridgeMode: inBody(optional(authBridgeModeShape)),
      mtlsMode: inBody(optional(mtlsModeShape)),
      tlsBridgeEnabled: inBody(optional(flag)),
      outboundRoutes: inBody(optional(list(outboundRouteShape))),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(outboundPolicyShape)),
      persistentStorage: inBody(optional(persistentStorageShape)),
      mcpToolName: inBody(optional(names.mcpToolOfAgent)),
      llmPreset: inBody(optional(names.model)),
      llmModel: inBody(optional(names.model)),
      k8sResourceLimits: inBody(optional(map(text))),
      k8sResourceRequests: inBody(optional(map(text))),
    },
    repeatsInput: true,
    answer: { shape: resourceResultShape },
  }),
} satisfies DescriptorTable;

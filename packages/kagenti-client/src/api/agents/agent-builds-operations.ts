import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { AgentBuildInfo } from '../builds/build-info-answers.ts';
import type {
  BuildCondition,
  BuildRun,
  BuildStatus,
  BuildStrategy,
  BuildStrategyList,
  BuildSummary,
  StartedBuild,
} from '../builds/builds-answers.ts';
import type { BuildsListParameters } from '../builds/builds-parameters.ts';
import {
  buildInfoMembers,
  buildResourceConfig,
  buildsList,
  startedBuild,
} from '../builds/builds-shapes.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type { ResourceList, ResourceResult } from '../common/resource-answers.ts';
import { resourceResult } from '../common/resource-shapes.ts';
import * as workload from '../common/workload-shapes.ts';
import type { AgentParameters } from './agents-parameters.ts';
import type { FinalizeAgentParameters } from './finalize-agent-parameters.ts';

const agent = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.agent)),
};

const strategy = fields<BuildStrategy>({ name: required(text), description: optional(text) });

const condition = fields<BuildCondition>({
  type: required(text),
  status: required(text),
  reason: optional(text),
  message: optional(text),
  lastTransitionTime: optional(text),
});

export const agentBuildsOperations = {
  'agents.builds.strategies': describeOperation<NoParameters, BuildStrategyList>({
    parameters: {},
    answer: {
      shape: fields<BuildStrategyList>({ strategies: required(list(strategy)) }),
      listKey: 'strategies',
    },
  }),
  'agents.builds.list': describeOperation<BuildsListParameters, ResourceList<BuildSummary>>(
    buildsList,
  ),
  'agents.builds.get': describeOperation<AgentParameters, BuildStatus>({
    parameters: agent,
    answer: {
      shape: fields<BuildStatus>({
        name: required(text),
        namespace: required(text),
        registered: required(flag),
        reason: optional(text),
        message: optional(text),
      }),
    },
  }),
  'agents.builds.run': describeOperation<AgentParameters, BuildRun>({
    parameters: agent,
    answer: {
      shape: fields<BuildRun>({
        name: required(text),
        namespace: required(text),
        buildName: required(text),
        phase: required(text),
        startTime: optional(text),
        completionTime: optional(text),
        outputImage: optional(text),
        outputDigest: optional(text),
        failureMessage: optional(text),
        conditions: required(list(condition)),
      }),
    },
  }),
  'agents.builds.start': describeOperation<AgentParameters, StartedBuild>({
    parameters: agent,
    answer: startedBuild,
  }),
  'agents.builds.info': describeOperation<AgentParameters, AgentBuildInfo>({
    parameters: agent,
    answer: {
      shape: fields<AgentBuildInfo>({
        ...buildInfoMembers,
        agentConfig: optional(buildResourceConfig),
      }),
    },
  }),
  'agents.builds.finalize': describeOperation<FinalizeAgentParameters, ResourceResult>({
    parameters: {
      ...agent,
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      envVars: inBody(optional(workload.envVars)),
      skills: inBody(optional(list(names.skillOfAgent))),
      servicePorts: inBody(optional(workload.servicePorts)),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      authBridgeMode: inBody(optional(workload.authBridgeMode)),
      mtlsMode: inBody(optional(workload.mtlsMode)),
      tlsBridgeEnabled: inBody(optional(flag)),
      outboundRoutes: inBody(optional(workload.outboundRoutes)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(workload.outboundPolicy)),
      persistentStorage: inBody(optional(workload.persistentStorage)),
      mcpToolName: inBody(optional(names.mcpToolOfAgent)),
      llmPreset: inBody(optional(names.model)),
      llmModel: inBody(optional(names.model)),
    },
    answer: resourceResult,
  }),
} satisfies DescriptorTable;

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type {
  DeleteResult,
  ResourceList,
  ResourceResult,
  RouteStatus,
} from '../common/resource-answers.ts';
import {
  deleteResult,
  nothingDeleted,
  resourceDetail,
  resourceResult,
  routeStatus,
  summaryList,
} from '../common/resource-shapes.ts';
import * as workload from '../common/workload-shapes.ts';
import type { AgentDetail, AgentSummary, FetchedEnv, ParsedEnv } from './agents-answers.ts';
import type {
  AgentParameters,
  AgentsListParameters,
  FetchEnvParameters,
  ParseEnvParameters,
} from './agents-parameters.ts';
import type { CreateAgentParameters } from './create-agent-parameters.ts';

const agent = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.agent)),
};

export const agentsOperations = {
  'agents.list': describeOperation<AgentsListParameters, ResourceList<AgentSummary>>({
    parameters: { namespace: inQuery(optional(names.namespace)) },
    defaultNamespace: 'default',
    answer: summaryList,
  }),
  'agents.create': describeOperation<CreateAgentParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.agent)),
      namespace: inBody(required(names.namespace)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      envVars: inBody(optional(workload.envVars)),
      skills: inBody(optional(list(names.skillOfAgent))),
      mcpToolName: inBody(optional(names.mcpToolOfAgent)),
      llmPreset: inBody(optional(names.model)),
      llmModel: inBody(optional(names.model)),
      workloadType: inBody(optional(text)),
      deploymentMethod: inBody(optional(text)),
      gitUrl: inBody(optional(text)),
      gitPath: inBody(optional(text)),
      gitBranch: inBody(optional(text)),
      imageTag: inBody(optional(text)),
      registryUrl: inBody(optional(text)),
      registrySecret: inBody(optional(names.pushSecret)),
      startCommand: inBody(optional(text)),
      containerImage: inBody(optional(text)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      servicePorts: inBody(optional(workload.servicePorts)),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      spireEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(workload.authBridgeMode)),
      mtlsMode: inBody(optional(workload.mtlsMode)),
      tlsBridgeEnabled: inBody(optional(flag)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(workload.outboundPolicy)),
      outboundRoutes: inBody(optional(workload.outboundRoutes)),
      persistentStorage: inBody(optional(workload.persistentStorage)),
      shipwrightConfig: inBody(optional(workload.buildConfig)),
    },
    answer: resourceResult,
  }),
  'agents.get': describeOperation<AgentParameters, AgentDetail>({
    parameters: agent,
    answer: resourceDetail,
  }),
  'agents.delete': describeOperation<AgentParameters, DeleteResult>({
    parameters: agent,
    answer: deleteResult,
    whenGone: nothingDeleted,
  }),
  'agents.routeStatus': describeOperation<AgentParameters, RouteStatus>({
    parameters: agent,
    answer: routeStatus,
  }),
  'agents.parseEnv': describeOperation<ParseEnvParameters, ParsedEnv>({
    parameters: { content: inBody(required(text)) },
    answer: {
      shape: fields<ParsedEnv>({
        envVars: required(workload.envVars),
        warnings: optional(list(text)),
      }),
    },
  }),
  'agents.fetchEnv': describeOperation<FetchEnvParameters, FetchedEnv>({
    parameters: { url: inBody(required(text)) },
    copiesStatus: true,
    answer: { shape: fields<FetchedEnv>({ content: required(text), url: required(text) }) },
  }),
} satisfies DescriptorTable;

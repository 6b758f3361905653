// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, map, optional, required, text } from '../../shapes/shape.ts';
import { nothingDeleted } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import type {
  AgentDetail,
  AgentParameters,
  AgentSummary,
  AgentsListParameters,
  CreateAgentParameters,
  FetchEnvParameters,
  FetchedEnv,
  ParsedEnv,
  ParseEnvParameters,
} from './agents-types.ts';
import {
  deleteResultShape,
  resourceDetailShape,
  resourceResultShape,
  resourceSummaryShape,
  routeStatusShape,
} from './resources-shapes.ts';
import type { DeleteResult, ResourceResult, RouteStatus } from './resources-types.ts';
import {
  authBridgeModeShape,
  buildConfigShape,
  contextAttachmentShape,
  envVarShape,
  mtlsModeShape,
  outboundPolicyShape,
  outboundRouteShape,
  persistentStorageShape,
  servicePortShape,
} from './workloads-shapes.ts';

const parsedEnvShape = fields<ParsedEnv>({
  envVars: required(list(envVarShape)),
  warnings: optional(list(text)),
});

const fetchedEnvShape = fields<FetchedEnv>({ content: required(text), url: required(text) });

/** What the client knows of `agents.*`. */
export const agentsOperations = {
  'agents.list': describeOperation<AgentsListParameters, ResourceList<AgentSummary>>({
    parameters: { namespace: inQuery(optional(names.namespace)) },
    defaultNamespace: 'default',
    listsAgents: true,
    answer: listAnswer(resourceSummaryShape),
  }),
  'agents.create': describeOperation<CreateAgentParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.agent)),
      namespace: inBody(required(names.namespace)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      envVars: inBody(optional(list(envVarShape))),
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
      servicePorts: inBody(optional(list(servicePortShape))),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      spireEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(authBridgeModeShape)),
      mtlsMode: inBody(optional(mtlsModeShape)),
      tlsBridgeEnabled: inBody(optional(flag)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(outboundPolicyShape)),
      outboundRoutes: inBody(optional(list(outboundRouteShape))),
      persistentStorage: inBody(optional(persistentStorageShape)),
      contexts: inBody(optional(list(contextAttachmentShape))),
      shipwrightConfig: inBody(optional(buildConfigShape)),
      k8sResourceLimits: inBody(optional(map(text))),
      k8sResourceRequests: inBody(optional(map(text))),
    },
    copiesStatus: 'contexts',
    repeatsInput: true,
    answer: { shape: resourceResultShape },
  }),
  'agents.get': describeOperation<AgentParameters, AgentDetail>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: resourceDetailShape },
  }),
  'agents.delete': describeOperation<AgentParameters, DeleteResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: deleteResultShape },
    whenGone: nothingDeleted,
  }),
  'agents.routeStatus': describeOperation<AgentParameters, RouteStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: routeStatusShape },
  }),
  'agents.parseEnv': describeOperation<ParseEnvParameters, ParsedEnv>({
    parameters: { content: inBody(required(text)) },
    repeatsInput: true,
    answer: { shape: parsedEnvShape },
  }),
  'agents.fetchEnv': describeOperation<FetchEnvParameters, FetchedEnv>({
    parameters: { url: inBody(required(text)) },
    copiesStatus: true,
    repeatsInput: true,
    defaultTimeouts: { headersMs: 75000, totalMs: 90000 },
    answer: { shape: fetchedEnvShape },
  }),
} satisfies DescriptorTable;

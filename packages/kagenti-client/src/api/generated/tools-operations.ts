// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import {
  anything,
  fields,
  flag,
  list,
  map,
  object,
  optional,
  required,
  text,
} from '../../shapes/shape.ts';
import { nothingDeleted } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import {
  deleteResultShape,
  resourceDetailShape,
  resourceResultShape,
  resourceSummaryShape,
  routeStatusShape,
} from './resources-shapes.ts';
import type { DeleteResult, ResourceResult, RouteStatus } from './resources-types.ts';
import type {
  CreateToolParameters,
  InvokeToolParameters,
  McpTool,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolParameters,
  ToolSummary,
  ToolsListParameters,
} from './tools-types.ts';
import {
  authBridgeModeShape,
  buildConfigShape,
  envVarShape,
  outboundPolicyShape,
  outboundRouteShape,
  persistentStorageShape,
  servicePortShape,
} from './workloads-shapes.ts';

const mcpToolShape = fields<McpTool>({
  name: required(text),
  description: optional(text),
  input_schema: optional(object),
});

const mcpToolListShape = fields<McpToolList>({ tools: required(list(mcpToolShape)) });

const mcpToolResultShape = fields<McpToolResult>({ result: required(anything) });

/** What the client knows of `tools.*`. */
export const toolsOperations = {
  'tools.list': describeOperation<ToolsListParameters, ResourceList<ToolSummary>>({
    parameters: { namespace: inQuery(optional(names.namespace)) },
    defaultNamespace: 'default',
    answer: listAnswer(resourceSummaryShape),
  }),
  'tools.create': describeOperation<CreateToolParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.tool)),
      namespace: inBody(required(names.namespace)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      description: inBody(optional(text)),
      envVars: inBody(optional(list(envVarShape))),
      servicePorts: inBody(optional(list(servicePortShape))),
      workloadType: inBody(optional(text)),
      persistentStorage: inBody(optional(persistentStorageShape)),
      deploymentMethod: inBody(optional(text)),
      containerImage: inBody(optional(text)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      gitUrl: inBody(optional(text)),
      gitRevision: inBody(optional(text)),
      contextDir: inBody(optional(text)),
      registryUrl: inBody(optional(text)),
      registrySecret: inBody(optional(names.pushSecret)),
      imageTag: inBody(optional(text)),
      shipwrightConfig: inBody(optional(buildConfigShape)),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      spireEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(authBridgeModeShape)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(outboundPolicyShape)),
      outboundRoutes: inBody(optional(list(outboundRouteShape))),
      k8sResourceLimits: inBody(optional(map(text))),
      k8sResourceRequests: inBody(optional(map(text))),
    },
    repeatsInput: true,
    answer: { shape: resourceResultShape },
  }),
  'tools.get': describeOperation<ToolParameters, ToolDetail>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: resourceDetailShape },
  }),
  'tools.delete': describeOperation<ToolParameters, DeleteResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: deleteResultShape },
    whenGone: nothingDeleted,
  }),
  'tools.routeStatus': describeOperation<ToolParameters, RouteStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: routeStatusShape },
  }),
  'tools.connect': describeOperation<ToolParameters, McpToolList>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
    },
    answer: { shape: mcpToolListShape, listKey: 'tools' },
  }),
  'tools.invoke': describeOperation<InvokeToolParameters, McpToolResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.tool)),
      toolName: inBody(required(names.mcpTool, 'tool_name')),
      arguments: inBody(optional(object)),
    },
    repeatsInput: true,
    defaultTimeouts: { headersMs: 75000, totalMs: 90000 },
    answer: { shape: mcpToolResultShape },
  }),
} satisfies DescriptorTable;

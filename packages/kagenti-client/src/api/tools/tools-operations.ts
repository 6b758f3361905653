import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import {
  anything,
  fields,
  flag,
  list,
  object,
  optional,
  required,
  text,
} from '../../shapes/shape.ts';
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
import type { CreateToolParameters } from './create-tool-parameters.ts';
import type {
  McpTool,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolSummary,
} from './tools-answers.ts';
import type {
  InvokeToolParameters,
  ToolParameters,
  ToolsListParameters,
} from './tools-parameters.ts';

const tool = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.tool)),
};

const mcpTool = fields<McpTool>({
  name: required(text),
  description: optional(text),
  input_schema: optional(object),
});

export const toolsOperations = {
  'tools.list': describeOperation<ToolsListParameters, ResourceList<ToolSummary>>({
    parameters: { namespace: inQuery(optional(names.namespace)) },
    defaultNamespace: 'default',
    answer: summaryList,
  }),
  'tools.create': describeOperation<CreateToolParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.tool)),
      namespace: inBody(required(names.namespace)),
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      description: inBody(optional(text)),
      envVars: inBody(optional(workload.envVars)),
      servicePorts: inBody(optional(workload.servicePorts)),
      workloadType: inBody(optional(text)),
      persistentStorage: inBody(optional(workload.persistentStorage)),
      deploymentMethod: inBody(optional(text)),
      containerImage: inBody(optional(text)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      gitUrl: inBody(optional(text)),
      gitRevision: inBody(optional(text)),
      contextDir: inBody(optional(text)),
      registryUrl: inBody(optional(text)),
      registrySecret: inBody(optional(names.pushSecret)),
      imageTag: inBody(optional(text)),
      shipwrightConfig: inBody(optional(workload.buildConfig)),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      spireEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(workload.authBridgeMode)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(workload.outboundPolicy)),
      outboundRoutes: inBody(optional(workload.outboundRoutes)),
    },
    answer: resourceResult,
  }),
  'tools.get': describeOperation<ToolParameters, ToolDetail>({
    parameters: tool,
    answer: resourceDetail,
  }),
  'tools.delete': describeOperation<ToolParameters, DeleteResult>({
    parameters: tool,
    answer: deleteResult,
    whenGone: nothingDeleted,
  }),
  'tools.routeStatus': describeOperation<ToolParameters, RouteStatus>({
    parameters: tool,
    answer: routeStatus,
  }),
  'tools.connect': describeOperation<ToolParameters, McpToolList>({
    parameters: tool,
    answer: {
      shape: fields<McpToolList>({ tools: required(list(mcpTool)) }),
      listKey: 'tools',
    },
  }),
  'tools.invoke': describeOperation<InvokeToolParameters, McpToolResult>({
    parameters: {
      ...tool,
      toolName: inBody(required(names.mcpTool, 'tool_name')),
      arguments: inBody(optional(object)),
    },
    answer: { shape: fields<McpToolResult>({ result: required(anything) }) },
  }),
} satisfies DescriptorTable;

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, flag, optional, required, text } from '../../shapes/shape.ts';
import type { ToolBuildInfo } from '../builds/build-info-answers.ts';
import type { BuildSummary, StartedBuild } from '../builds/builds-answers.ts';
import type { BuildsListParameters } from '../builds/builds-parameters.ts';
import {
  buildInfoMembers,
  buildResourceConfig,
  buildsList,
  startedBuild,
} from '../builds/builds-shapes.ts';
import type { ResourceList, ResourceResult } from '../common/resource-answers.ts';
import { resourceResult } from '../common/resource-shapes.ts';
import * as workload from '../common/workload-shapes.ts';
import type { FinalizeToolParameters } from './finalize-tool-parameters.ts';
import type { ToolParameters } from './tools-parameters.ts';

const tool = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.tool)),
};

export const toolBuildsOperations = {
  'tools.builds.list': describeOperation<BuildsListParameters, ResourceList<BuildSummary>>(
    buildsList,
  ),
  'tools.builds.info': describeOperation<ToolParameters, ToolBuildInfo>({
    parameters: tool,
    answer: {
      shape: fields<ToolBuildInfo>({
        ...buildInfoMembers,
        toolConfig: optional(buildResourceConfig),
      }),
    },
  }),
  'tools.builds.start': describeOperation<ToolParameters, StartedBuild>({
    parameters: tool,
    answer: startedBuild,
  }),
  'tools.builds.finalize': describeOperation<FinalizeToolParameters, ResourceResult>({
    parameters: {
      ...tool,
      protocol: inBody(optional(text)),
      framework: inBody(optional(text)),
      workloadType: inBody(optional(text)),
      persistentStorage: inBody(optional(workload.persistentStorage)),
      envVars: inBody(optional(workload.envVars)),
      servicePorts: inBody(optional(workload.servicePorts)),
      createHttpRoute: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      imagePullSecret: inBody(optional(names.pullSecret)),
      authBridgeMode: inBody(optional(workload.authBridgeMode)),
      outboundRoutes: inBody(optional(workload.outboundRoutes)),
      outboundPortsExclude: inBody(optional(text)),
      inboundPortsExclude: inBody(optional(text)),
      defaultOutboundPolicy: inBody(optional(workload.outboundPolicy)),
    },
    answer: resourceResult,
  }),
} satisfies DescriptorTable;

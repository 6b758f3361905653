import type { AnswerShape } from '../../answers/answer.ts';
import { names } from '../../operations/names.ts';
import type { Given } from '../../operations/operation-descriptor.ts';
import { inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, object, optional, required, text } from '../../shapes/shape.ts';
import { listAnswer } from '../common/resource-shapes.ts';
import type { BuildResourceConfig } from './build-info-answers.ts';
import type { BuildSummary, StartedBuild } from './builds-answers.ts';

/** What the three lists of builds have in common. */
export const buildsList = {
  parameters: {
    namespace: inQuery(optional(names.namespace)),
    allNamespaces: inQuery(optional(flag)),
  },
  problem: oneNamespaceOrAll,
  answer: listAnswer(
    fields<BuildSummary>({
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
    }),
  ),
};

/** The server answers 400 to neither, and does not say which of both it takes. */
function oneNamespaceOrAll({ namespace, allNamespaces }: Given): string | undefined {
  const isOne = namespace !== undefined && namespace !== null && namespace !== '';
  return isOne === (allNamespaces === true)
    ? 'give either namespace, or allNamespaces: true'
    : undefined;
}

export const startedBuild: AnswerShape<StartedBuild> = {
  shape: fields<StartedBuild>({
    success: required(flag),
    buildRunName: required(text),
    namespace: required(text),
    buildName: required(text),
    message: required(text),
  }),
};

/** Members of a build's info, whichever kind it builds. */
export const buildInfoMembers = {
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
};

export const buildResourceConfig = fields<BuildResourceConfig>({
  protocol: optional(text),
  framework: optional(text),
  createHttpRoute: optional(flag),
  registrySecret: optional(text),
  envVars: optional(list(object)),
  skills: optional(list(text)),
  servicePorts: optional(list(object)),
});

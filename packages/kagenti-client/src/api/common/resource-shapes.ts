import type { AnswerShape } from '../../answers/answer.ts';
import {
  anything,
  fields,
  flag,
  list,
  object,
  optional,
  required,
  type Shape,
  text,
} from '../../shapes/shape.ts';
import type {
  DeleteResult,
  ResourceDetail,
  ResourceLabels,
  ResourceList,
  ResourceResult,
  ResourceSummary,
  RouteStatus,
} from './resource-answers.ts';

const labels = fields<ResourceLabels>({
  protocol: optional(list(text)),
  framework: optional(text),
  type: optional(text),
  simulated: optional(flag),
});

const summary = fields<ResourceSummary>({
  name: required(text),
  namespace: required(text),
  description: required(text),
  status: required(text),
  labels: required(labels),
  workloadType: optional(text),
  createdAt: optional(text),
});

/** A list of those items. */
export function listAnswer<Item>(item: Shape<Item>): AnswerShape<ResourceList<Item>> {
  return {
    shape: fields<ResourceList<Item>>({ items: required(list(item)) }),
    listKey: 'items',
  };
}

export const summaryList = listAnswer(summary);

export const resourceDetail: AnswerShape<ResourceDetail> = {
  shape: fields<ResourceDetail>({
    metadata: required(object),
    spec: optional(object),
    status: optional(anything),
  }),
};

/** Members of every answer that tells what became of a change. */
export const resultMembers = {
  success: required(flag),
  name: required(text),
  namespace: required(text),
  message: required(text),
};

export const resourceResult: AnswerShape<ResourceResult> = {
  shape: fields<ResourceResult>(resultMembers),
};

export const deleteResult: AnswerShape<DeleteResult> = {
  shape: fields<DeleteResult>({ success: required(flag), message: required(text) }),
};

/** What Kagenti itself answers when there was nothing to delete. */
export const nothingDeleted = (): DeleteResult => ({ success: true, message: '' });

export const routeStatus: AnswerShape<RouteStatus> = {
  shape: fields<RouteStatus>({ hasRoute: required(flag) }),
};

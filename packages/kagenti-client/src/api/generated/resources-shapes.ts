// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

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
  ResourceDetail,
  ResourceLabels,
  ResourceResult,
  ResourceSummary,
  RouteStatus,
} from './resources-types.ts';

const resourceLabelsShape = fields<ResourceLabels>({
  protocol: optional(list(text)),
  framework: optional(text),
  type: optional(text),
  simulated: optional(flag),
});

export const resourceSummaryShape = fields<ResourceSummary>({
  name: required(text),
  namespace: required(text),
  description: required(text),
  status: required(text),
  labels: required(resourceLabelsShape),
  workloadType: optional(text),
  createdAt: optional(text),
});

export const resourceResultShape = fields<ResourceResult>({
  success: required(flag),
  name: required(text),
  namespace: required(text),
  message: required(text),
});

export const resourceDetailShape = fields<ResourceDetail>({
  metadata: required(object),
  spec: optional(object),
  status: optional(anything),
});

export const deleteResultShape = fields<DeleteResult>({
  success: required(flag),
  message: required(text),
});

export const routeStatusShape = fields<RouteStatus>({ hasRoute: required(flag) });

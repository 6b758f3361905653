import { Refusal } from '../answer.ts';
import { recordField } from '../fields.ts';
import { quantityOf } from './quantity.ts';

/** Quantities by the name of the resource: `{ cpu: '500m' }`. */
type Quantities = Readonly<Record<string, string>>;

/** What a container may use at most, and what is kept for it. */
export interface Resources {
  readonly limits: Quantities;
  readonly requests: Quantities;
}

/** The resources of a container for which nothing was asked. */
export const standardResources: Resources = {
  limits: { cpu: '500m', memory: '1Gi' },
  requests: { cpu: '100m', memory: '256Mi' },
};

/**
 * The resources that a request asks for. What it gives replaces the defaults whole; nothing is merged.
 *
 * @throws Refusal 400 for what is no quantity and 422 for requests above limits, in Kubernetes' words alone.
 */
export function requestedResources(body: Readonly<Record<string, unknown>>): Resources {
  const limits = quantitiesIn(body, 'k8sResourceLimits') ?? standardResources.limits;
  const requests = quantitiesIn(body, 'k8sResourceRequests') ?? standardResources.requests;
  for (const [name, request] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit !== undefined && (quantityOf(request) ?? 0) > (quantityOf(limit) ?? 0)) {
      throw new Refusal(422, 'Unprocessable Entity');
    }
  }
  return { limits, requests };
}

function quantitiesIn(
  body: Readonly<Record<string, unknown>>,
  name: string,
): Quantities | undefined {
  const given = recordField(body, name);
  if (given === undefined) return undefined;
  const quantities = Object.entries(given).map(([key, value]) => [key, String(value)] as const);
  if (quantities.some(([, quantity]) => quantityOf(quantity) === undefined)) {
    throw new Refusal(400, 'Bad Request');
  }
  return Object.fromEntries(quantities);
}

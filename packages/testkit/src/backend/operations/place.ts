import { textField } from '../fields.ts';
import type { OperationCall } from '../operation-handler.ts';

/** Where an agent, a tool or a build is, or is to be. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** The place that a call's path gives. */
export function placeOf({ path }: OperationCall): Place {
  return { namespace: path['namespace'] ?? '', name: path['name'] ?? '' };
}

/** The place that a body gives; the contract demands both. */
export function nameIn(body: Readonly<Record<string, unknown>>): Place {
  return { namespace: textField(body, 'namespace') ?? '', name: textField(body, 'name') ?? '' };
}

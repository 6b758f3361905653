// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NamespaceList, NamespacesListParameters } from './namespaces-types.ts';

const namespaceListShape = fields<NamespaceList>({ namespaces: required(list(text)) });

/** What the client knows of `namespaces.*`. */
export const namespacesOperations = {
  'namespaces.list': describeOperation<NamespacesListParameters, NamespaceList>({
    parameters: { enabledOnly: inQuery(optional(flag, 'enabled_only')) },
    answer: { shape: namespaceListShape, listKey: 'namespaces' },
  }),
} satisfies DescriptorTable;

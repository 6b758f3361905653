import { withNulls } from './with-nulls.ts';

/** Kubernetes' ObjectMeta with the given fields, the others null. */
export function objectMetadata(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return withNulls(
    `annotations creation_timestamp deletion_grace_period_seconds deletion_timestamp finalizers
    generate_name generation labels managed_fields name namespace owner_references
    resource_version self_link uid`,
    fields,
  );
}

import { Refusal } from '../answer.ts';
import { listField, textField } from '../fields.ts';
import type { BackendParts } from '../operation-handler.ts';
import { claimOf, type MountedContext } from './context-service.ts';
import { contextAt } from './found-context.ts';

/** Directories that an agent's pod has already. */
const takenPaths: ReadonlySet<string> = new Set(['/app/.cache', '/.marvin', '/shared']);

/**
 * The contexts that a request to create an agent attaches; none where it says nothing of them.
 *
 * @throws Refusal as the backend refuses them, before anything is created.
 */
export function requestedContexts(
  body: Readonly<Record<string, unknown>>,
  { state, features }: BackendParts,
): readonly MountedContext[] {
  const attachments = listField(body, 'contexts') ?? [];
  if (attachments.length === 0) return [];
  if (body['workloadType'] !== 'statefulset') {
    throw new Refusal(400, 'context attachments require a statefulset or sandbox workload');
  }
  if (!features.contextService) {
    throw new Refusal(400, 'Context Service integration is disabled');
  }
  const paths = attachments.map(attachment => textField(attachment, 'mountPath') ?? '');
  if (!paths.every(path => path.startsWith('/'))) {
    throw new Refusal(400, 'context mountPath must be absolute');
  }
  if (new Set(paths).size < paths.length) {
    throw new Refusal(400, 'context mountPath values must be unique');
  }
  const namespace = textField(body, 'namespace') ?? '';
  return attachments.map((attachment, index) => {
    const context = contextAt(state, namespace, textField(attachment, 'name') ?? '');
    return {
      name: context.name,
      type: context.type,
      mountPath: paths[index] ?? '',
      readOnly: Object(attachment).readOnly === true,
      claimName: claimOf(context),
    };
  });
}

/** @throws Refusal 422, which is Kubernetes', for a directory that the pod has already. */
export function checkMountPaths(contexts: readonly MountedContext[]): void {
  if (contexts.some(({ mountPath }) => takenPaths.has(mountPath))) {
    throw new Refusal(422, 'Unprocessable Entity');
  }
}

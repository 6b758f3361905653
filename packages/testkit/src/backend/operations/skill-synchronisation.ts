import { type Answer, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { listField, numberField, textField } from '../fields.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import type { Synchronisation } from '../skills/synchronisation.ts';
import { pythonMicroseconds } from '../workload.ts';

/** `skills.autosync.*`: the backend's own synchronisation of its skills with a registry. */
export const skillSynchronisationOperations: OperationHandlers = {
  'skills.autosync.get': (_call, { state }) => ok(statusOf(state.synchronisation)),

  'skills.autosync.set': (call, { state }) => {
    const { body } = call;
    markInTrouble(call, state);
    if (state.listedNamespaces.some(name => state.skills.inNamespace(name).length > 0)) {
      throw new Refusal(409, 'Remove all existing skills before enabling auto-sync');
    }
    state.synchronisation = {
      registryType: textField(body, 'registryType') ?? '',
      registryUrl: textField(body, 'registryUrl') ?? '',
      intervalSeconds: numberField(body, 'syncInterval') ?? 0,
      allowedTags: tagsOf(listField(body, 'allowedTags') ?? ['rossoctl-approved']),
      // Setting it anew does not make the last round undone.
      lastRound: state.synchronisation?.lastRound,
    };
    return ok(statusOf(state.synchronisation));
  },

  'skills.autosync.delete': (call, { state }) => {
    if (state.trouble.current !== 'read') markInTrouble(call, state);
    if (state.trouble.forbidsDeleting) return nothingSaid;
    state.synchronisation = undefined;
    for (const namespace of isForbidden(state) ? [] : state.listedNamespaces) {
      for (const { isSynchronised, resourceName } of state.skills.inNamespace(namespace)) {
        if (isSynchronised) {
          state.skills.remove(namespace, resourceName);
        }
      }
    }
    return nothingSaid;
  },
};

const nothingSaid: Answer = {
  status: 204,
  headers: { 'content-type': 'application/json' },
  text: '',
};

/** With less to look into than there is, nobody saw it. */
function markInTrouble({ markUnrecorded }: OperationCall, { trouble }: BackendState): void {
  if (trouble.current !== 'none') {
    markUnrecorded();
  }
}

/** What Kubernetes does not tell of is not deleted, and nobody hears of it. */
function isForbidden({ trouble }: BackendState): boolean {
  return trouble.forbidsReading;
}

/** The tags pass through one text with commas between them. */
function tagsOf(given: readonly unknown[]): string[] {
  return given
    .join(',')
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');
}

function statusOf(settings: Synchronisation | undefined): Record<string, unknown> {
  const { endedAt, skillCount } = settings?.lastRound ?? {};
  const tags = settings?.allowedTags ?? [];
  return {
    enabled: settings !== undefined,
    registryType: settings?.registryType ?? null,
    registryUrl: settings?.registryUrl ?? null,
    storeUiUrl: null,
    syncInterval: settings?.intervalSeconds ?? null,
    lastSyncedAt: endedAt === undefined ? null : pythonMicroseconds(endedAt),
    skillCount: skillCount ?? null,
    allowedTags: tags.length === 0 ? null : tags,
  };
}

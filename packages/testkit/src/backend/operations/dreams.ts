import { internalServerError, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import type { DreamRun } from '../dreams/dream-journal.ts';
import { listField, numberField, textField } from '../fields.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import { pythonMicroseconds } from '../workload.ts';

/** `dreams.*`: runs over an agent's conversations that improve skills. Neither namespace nor agent need exist. */
export const dreamOperations: OperationHandlers = {
  'dreams.status': (call, { state: { dreams } }) => {
    const { namespace, agent, key } = dreamer(call);
    const kept = dreams.stateOf(key);
    const { thresholds, mark, dreamedAt, lastRunId, dreamedCount } = kept;
    return ok({
      namespace,
      agent,
      lastDreamedTs: mark === undefined ? null : pythonMicroseconds(mark),
      lastDreamedAt: dreamedAt === undefined ? null : pythonMicroseconds(dreamedAt),
      lastRunId,
      dreamedCount,
      minNewTrajectories: thresholds?.minNewTrajectories ?? 0,
      minIntervalSeconds: thresholds?.minIntervalSeconds ?? 0,
      scheduleDays: thresholds?.scheduleDays ?? [],
      scheduleTime: thresholds?.scheduleTime ?? '',
      newTrajectories: dreams.newConversations(agent, kept).length,
    });
  },

  'dreams.start': (call, { state }) => {
    const { namespace, agent, key } = dreamer(call);
    const store = storeOf(state);
    const { dreams } = state;
    if (dreams.trouble === 'noTraces') {
      throw new Refusal(502, 'Dream run failed: All connection attempts failed');
    }
    const kept = dreams.stateOf(key);
    const fresh = dreams.newConversations(agent, kept);
    const mark = fresh.at(-1)?.endedAt;
    if (mark === undefined) {
      const cursor = kept.mark === undefined ? null : pythonMicroseconds(kept.mark);
      const counts = { new_trajectories: 0, new_spans: 0 };
      return ok({ status: 'no_new_trajectories', namespace, agent, cursor, ...counts });
    }
    if (dreams.trouble === 'noPlugin') {
      throw new Refusal(
        502,
        `Dream run failed: ${notFoundAt(`${store}/plugins/ask-runspace/run`)}`,
      );
    }
    return ok({
      status: 'submitted',
      namespace,
      agent,
      new_trajectories: fresh.length,
      new_spans: fresh.reduce((sum, { spans }) => sum + spans, 0),
      cursor: pythonMicroseconds(mark),
      run_id: dreams.startRun(key, mark).id,
    });
  },

  /** A GET that changes something: a run that is ready moves the mark of the agent it belongs to. */
  'dreams.run': (call, { state }) => {
    const { key } = dreamer(call);
    const { run_id: runId = '' } = call.path;
    if (!/^[A-Za-z0-9._-]+$/.test(runId)) {
      throw new Refusal(400, `invalid run id: '${runId}'`);
    }
    const store = storeOf(state);
    const { dreams } = state;
    const run = dreams.trouble === 'noPlugin' ? undefined : dreams.findRun(runId);
    if (run === undefined) {
      const url = `${store}/plugins/ask-runspace/status/${runId}`;
      throw new Refusal(502, `Failed to fetch run status: ${notFoundAt(url)}`);
    }
    settle(state, key, run);
    return ok({ runId, status: run.status, summaryMd: run.summary ?? null });
  },

  /** What is not given is reset. */
  'dreams.setThresholds': (call, { state: { dreams } }) => {
    const { namespace, agent, key } = dreamer(call);
    // Kubernetes takes no other key of a ConfigMap.
    if (!/^[A-Za-z0-9._-]+$/.test(key)) return internalServerError;
    const { body } = call;
    dreams.keep(key, {
      thresholds: {
        minNewTrajectories: numberField(body, 'minNewTrajectories') ?? 0,
        minIntervalSeconds: numberField(body, 'minIntervalSeconds') ?? 0,
        scheduleDays: listField(body, 'scheduleDays') ?? [],
        scheduleTime: textField(body, 'scheduleTime') ?? '',
      },
    });
    return ok({ status: 'ok', namespace, agent });
  },
};

/** What the backend's HTTP client says of a 404. */
function notFoundAt(url: string): string {
  return `Client error '404 Not Found' for url '${url}'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/404`;
}

/** Whose dreams a call is about. A dot joins namespace and name, so that two pairs may have one key. */
function dreamer({ path }: OperationCall): { namespace: string; agent: string; key: string } {
  const { namespace = '', agent = '' } = path;
  return { namespace, agent, key: `${namespace}.${agent}` };
}

/** The address of the skill store, which is that of the synchronisation. */
function storeOf({ synchronisation, trouble }: BackendState): string {
  if (synchronisation === undefined || trouble.forbidsReading) {
    throw new Refusal(
      503,
      'skillberry-store URL unknown: the skill auto-sync ConfigMap has no registry-url. Install Rossoctl with skills (or configure auto-sync) so the store address is known.',
    );
  }
  return synchronisation.registryUrl;
}

/** Moves the mark when the pending run is ready, and forgets it when it has failed. */
function settle({ dreams }: BackendState, key: string, { id, status }: DreamRun): void {
  const { pending, dreamedCount } = dreams.stateOf(key);
  if (pending?.runId !== id || status === 'pending') return;
  const moved = {
    mark: pending.mark,
    dreamedAt: new Date(),
    lastRunId: id,
    dreamedCount: dreamedCount + 1,
  };
  dreams.keep(key, { pending: undefined, ...(status === 'ready' ? moved : {}) });
}

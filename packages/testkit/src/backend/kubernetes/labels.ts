import type { Workload } from '../workload.ts';
import { isHarness } from './harness.ts';

/** The labels of a workload's pods. */
export function podLabels(workload: Workload): Record<string, string> {
  const base = {
    'app.kubernetes.io/name': workload.name,
    'rossoctl.io/framework': workload.framework,
  };
  if (workload.kind === 'tool') {
    return {
      ...base,
      'protocol.rossoctl.io/mcp': '',
      'rossoctl.io/transport': workload.protocol,
      'rossoctl.io/inject': workload.identity?.isInjected === true ? 'enabled' : 'disabled',
      ...(workload.identity?.hasSpire === true ? { 'rossoctl.io/spire': 'enabled' } : {}),
      ...(isHarness(workload) ? { 'rossoctl.io/simulated': 'true' } : {}),
    };
  }
  return {
    ...base,
    'rossoctl.io/workload-type': workload.workloadType,
    'app.kubernetes.io/managed-by': 'rossoctl-ui',
    'app.kubernetes.io/component': 'agent',
    'rossoctl.io/inject': 'enabled',
    [`protocol.rossoctl.io/${workload.protocol}`]: '',
    // An agent's Build gives its own labels on.
    ...(workload.origin === 'build' ? { 'rossoctl.io/type': 'agent' } : {}),
  };
}

/** The labels of the workload itself: an agent that is a Job has no type, so no list shows it. */
export function workloadLabels(workload: Workload): Record<string, string> {
  return {
    ...podLabels(workload),
    'rossoctl.io/workload-type': workload.workloadType,
    'app.kubernetes.io/managed-by': 'rossoctl-ui',
    ...(workload.workloadType === 'job' ? {} : { 'rossoctl.io/type': workload.kind }),
  };
}

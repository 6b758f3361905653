import type { Workload } from './workload.ts';

/** The port of an agent that says nothing else, and of one that does not exist. */
const standardPort = 8080;

/** Where the backend would look for an agent (off a cluster, as it was recorded). */
export function agentUrl(namespace: string, name: string, agent: Workload | undefined): string {
  return `http://${name}.${namespace}.localhost:${agent?.ports[0]?.port ?? standardPort}`;
}

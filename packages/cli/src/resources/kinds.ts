import { contexts } from './contexts.ts';
import type { ResourceKind } from './resource-kind.ts';
import { skills } from './skills.ts';
import { agents, tools } from './workloads.ts';

/** The kinds of resources that are in namespaces, by the name of their command. */
export const kinds = { agents, tools, skills, contexts } satisfies Readonly<
  Record<string, ResourceKind>
>;

/** The name of such a command. */
export type KindName = keyof typeof kinds;

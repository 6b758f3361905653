import { always, anything, flag, type GroupOverlay, object, sometimes } from './overlay.ts';

/** Types that agents, tools and skills share. */
export const resources: GroupOverlay = {
  types: {
    ResourceLabels: {
      about: 'Labels of an agent or a tool.',
      of: ['ResourceLabels'],
      fields: {
        protocol: 'Protocols that it speaks: `a2a`, `mcp`.',
        framework: 'Framework that it is written in.',
        type: '`agent` or `tool`.',
        simulated: 'True for a simulated tool.',
      },
    },
    ResourceSummary: {
      about: 'One line of a list of agents or tools.',
      commonTo: ['AgentSummary', 'ToolSummary'],
      fields: {
        description: 'What it is for.',
        status: '`Ready`, `Not Ready`, `Building`, `Build Failed` and others.',
        labels: 'Its labels.',
        workloadType: '`deployment`, `statefulset` or `job`.',
        createdAt: 'When it was created, as ISO 8601.',
      },
    },
    ResourceDetail: {
      about: 'An agent or a tool as Kubernetes has it; the contract leaves its shape open.',
      fields: {
        metadata: always(object, 'Name, namespace, labels, annotations and more.'),
        spec: sometimes(
          object,
          "Specification of the workload, with keys as Kubernetes' Python client spells them.",
        ),
        status: sometimes(anything, 'Status of the workload.'),
      },
      others: 'What else the backend sends: `readyStatus`, `workloadType`, `service` and others.',
    },
    ResourceResult: {
      about: 'Result of a change.',
      of: [
        'CreateAgentResponse',
        'CreateToolResponse',
        'CreateSkillResponse',
        'SimulationResetResponse',
        'SimulationDatabaseResponse',
      ],
      fields: {
        name: 'Name of what was changed.',
      },
    },
    DeleteResult: {
      about: 'Result of a delete.',
      of: ['DeleteResponse'],
      fields: {
        success:
          'True also where Kubernetes refused the delete: for agents and tools Kagenti logs every refusal and answers success. `verify` finds out.',
        message:
          'What was deleted, in the words of the server. Empty, or `already deleted`, when nothing was: it did not exist, or Kubernetes refused.',
      },
    },
    RouteStatus: {
      about: 'Whether a resource can be reached from outside the cluster.',
      fields: {
        hasRoute: always(flag, 'True when it has an HTTPRoute, or a Route on OpenShift.'),
      },
    },
  },
};

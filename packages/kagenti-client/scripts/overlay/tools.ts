import { type GroupOverlay, slow } from './overlay.ts';
import { listAll, verifiable, waitForReady } from './shared-texts.ts';

const fromServer = [
  'KagentiHttpError: 502 if the MCP server cannot be reached or the tool does not exist, 500 if it requires a token or does not speak MCP',
  'KagentiTimeoutError if it answers anything else, because the backend then waits for minutes',
];

export const tools: GroupOverlay = {
  api: {
    name: 'ToolsApi',
    about: 'MCP tools.',
    byHand: [listAll('tools', 'ToolSummary'), waitForReady('tool', { polls: '`get`' })],
  },
  operations: {
    'tools.list': {
      about:
        'Lists the tools of a namespace, including simulated ones; Kagenti has no pages. The list contains tools that are being built or whose build failed. It is empty for a namespace that does not exist.',
      parameters: 'ToolsListParameters',
    },
    'tools.create': {
      about:
        'Creates a tool from an image, or starts its build from source. A build continues after the answer: `tools.builds.waitFor` waits for it and creates the tool.',
      throws: [
        'KagentiHttpError: 400 without the `gitUrl` or `containerImage` that the method needs and for an unknown kind of workload, 404 for a namespace that does not exist, 409 if the name is taken, 422 for invalid values',
      ],
      parameters: 'CreateToolParameters',
      repeatsInput: true,
    },
    'tools.get': {
      about:
        'Returns one tool. While it is being built, it is a placeholder; after the build, it cannot be read until it is finalized.',
      parameters: 'ToolParameters',
      answer: 'ToolDetail',
    },
    'tools.delete': {
      about:
        'Deletes a tool with everything that belongs to it, including builds. Deleting a tool that does not exist succeeds, and so does a delete that Kubernetes refused: `verify: true` polls until the tool and its build are gone.',
      ...verifiable,
      parameters: 'ToolParameters',
      whenGone: 'nothingDeleted',
    },
    'tools.routeStatus': {
      about:
        'Returns whether a tool can be reached from outside the cluster; false also for one that does not exist.',
      parameters: 'ToolParameters',
      answer: 'RouteStatus',
    },
    'tools.connect': {
      about: "Lists the MCP tools of a tool's MCP server. Kagenti sends it no token.",
      throws: fromServer,
      parameters: 'ToolParameters',
    },
    'tools.invoke': {
      ...slow,
      about:
        "Calls one of a tool's MCP tools. Kagenti sends it no token. If the MCP tool fails or does not exist, the answer reports it (`isError`), not the status.",
      throws: fromServer,
      parameters: 'InvokeToolParameters',
      repeatsInput: true,
    },
  },
  types: {
    ToolsListParameters: {
      about: 'Parameters of `tools.list`.',
      fields: { namespace: 'Namespace whose tools are listed.' },
    },
    ToolParameters: { about: 'One tool.', names: { name: 'tool' } },
    CreateToolParameters: {
      about: 'Parameters of `tools.create`.',
      names: { name: 'tool' },
      aboutFrom: 'CreateAgentParameters',
      fields: {
        protocol: 'Transport that it speaks.',
        description: 'What it is for.',
        workloadType: '`deployment` or `statefulset`. A build from source does not keep it.',
        deploymentMethod: '`image`: run `containerImage`. `source`: build it from `gitUrl`.',
        gitRevision: 'Branch, tag or commit to build.',
        contextDir: 'Folder in the repository. Default: its root.',
      },
    },
    InvokeToolParameters: {
      about: 'Parameters of `tools.invoke`.',
      names: { toolName: 'mcpTool' },
      extends: 'ToolParameters',
      fields: {
        toolName: "Which of the tool's MCP tools, see `tools.connect`.",
        arguments: 'Its arguments, as its schema requires them.',
      },
    },
    ToolSummary: {
      about: 'One line of a list of tools.',
      of: ['ToolSummary'],
      is: 'ResourceSummary',
    },
    ToolDetail: {
      about:
        'A tool as Kubernetes has it; the contract leaves its shape open. While it is being built it is a placeholder with `isBuild: true` and the specification of the build.',
      is: 'ResourceDetail',
    },
    McpTool: {
      about: 'An MCP tool, as its server describes it.',
      of: ['MCPToolSchema'],
      fields: {
        name: 'Its name, for `tools.invoke`.',
        description: 'What it does.',
        input_schema: 'JSON Schema of its arguments.',
      },
    },
    McpToolList: {
      about: 'The MCP tools of a tool.',
      of: ['MCPToolsResponse'],
      fields: { tools: 'The MCP tools.' },
    },
    McpToolResult: {
      about: 'Answer of an MCP tool.',
      of: ['MCPInvokeResponse'],
      fields: {
        result:
          'Its answer, as MCP has it: `{ content, isError }`; `isError` is true when the tool failed.',
      },
    },
  },
};

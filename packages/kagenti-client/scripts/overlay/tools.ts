import { type GroupOverlay, slow } from './overlay.ts';

export const tools: GroupOverlay = {
  operations: {
    'tools.list': { parameters: 'ToolsListParameters' },
    'tools.create': { parameters: 'CreateToolParameters', repeatsInput: true },
    'tools.get': { parameters: 'ToolParameters', answer: 'ToolDetail' },
    'tools.delete': { parameters: 'ToolParameters', whenGone: 'nothingDeleted' },
    'tools.routeStatus': { parameters: 'ToolParameters', answer: 'RouteStatus' },
    'tools.connect': { parameters: 'ToolParameters' },
    'tools.invoke': { ...slow, parameters: 'InvokeToolParameters', repeatsInput: true },
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

import { isRecord } from '../../is-record.ts';
import { aborted } from '../aborted.ts';
import { type Answer, internalServerError, ok, Refusal } from '../answer.ts';
import { textField } from '../fields.ts';
import type { McpServer } from '../mcp/mcp-server.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import { placeOf } from './place.ts';

/** `tools.connect` and `tools.invoke`: what the backend asks of MCP servers. */
export const mcpOperations: OperationHandlers = {
  'tools.connect': (call, parts) =>
    reach(call, parts, 'Error connecting to MCP server', ({ tools }) => ({
      tools: tools.map(({ name, description, inputSchema }) => ({
        name,
        description: description ?? null,
        input_schema: inputSchema ?? { type: 'object' },
      })),
    })),

  'tools.invoke': (call, parts) =>
    reach(call, parts, 'Error invoking MCP tool', async server => {
      const given = call.body['arguments'];
      const tool = textField(call.body, 'tool_name') ?? '';
      return { result: await server.call(tool, isRecord(given) ? given : {}) };
    }),
};

/** Asks the server of a tool, or tells what is wrong with it. */
async function reach(
  call: OperationCall,
  { mcpServers, state }: BackendParts,
  whatFailed: string,
  ask: (server: McpServer) => object | Promise<object>,
): Promise<Answer> {
  const { namespace, name } = placeOf(call);
  const server = mcpServers.find(name);
  const simulated = state.simulatedTools.find(state.tools.find(namespace, name));
  if (simulated !== undefined) {
    call.markUnrecorded();
  }
  const isAway = simulated !== undefined && simulated.state.phase !== 'Ready';
  if (server === undefined || server.failure === 'unreachable' || isAway) {
    throw new Refusal(502, `Failed to connect to MCP server at http://${name}.localhost:8080`);
  }
  switch (server.failure) {
    case 'unauthorized':
      return internalServerError;
    case 'notFound':
      throw new Refusal(500, `${whatFailed}: Session terminated`);
    case 'html':
      // Minutes at the real backend; what it says after them was never seen, and nobody hears it here.
      await aborted(call.callerLeft);
      return internalServerError;
    default:
      return ok(await ask(server));
  }
}

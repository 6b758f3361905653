import type { McpTool } from './mcp-tool.ts';

/** The tools of the MCP server that was recorded; every tool of the kit has them until a test says more. */
export const recordedTools: readonly McpTool[] = [
  {
    name: 'get_weather',
    description: 'The weather in a city.',
    inputSchema: schemaOf('get_weather', { city: 'string' }),
    call: given =>
      `${String(checked('get_weather', 'string', ['city'], given)['city'])}: 21 °C, sunny`,
  },
  {
    name: 'add',
    description: 'The sum of two numbers.',
    inputSchema: schemaOf('add', { a: 'integer', b: 'integer' }),
    call(given) {
      const { a, b } = checked('add', 'number', ['a', 'b'], given);
      return String(Number(a) + Number(b));
    },
  },
  {
    name: 'broken',
    description: 'Always fails.',
    inputSchema: schemaOf('broken', {}),
    call() {
      throw new Error('the sensor is off');
    },
  },
];

function schemaOf(tool: string, types: Readonly<Record<string, string>>) {
  const names = Object.keys(types);
  return {
    properties: Object.fromEntries(
      names.map(name => [
        name,
        { title: name.replace(/^./, first => first.toUpperCase()), type: types[name] },
      ]),
    ),
    ...(names.length > 0 ? { required: names } : {}),
    title: `${tool}Arguments`,
    type: 'object',
  };
}

/** The arguments, found to be there and of their type. */
function checked(
  tool: string,
  type: 'string' | 'number',
  names: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const problems = names
    .filter(name => typeof given[name] !== type)
    .map(
      name => `${name}\n  ${name in given ? `Input should be a valid ${type}` : 'Field required'}`,
    );
  if (problems.length > 0) {
    const errors = problems.length === 1 ? 'error' : 'errors';
    throw new Error(
      `${problems.length} validation ${errors} for ${tool}Arguments\n${problems.join('\n')}`,
    );
  }
  return given;
}

export { type McpFetchOptions, mcpFetch } from './mcp-fetch.ts';

import { ok, Refusal } from '../answer.ts';
import { textField } from '../fields.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { readEnvironmentLine } from './environment-line.ts';
import { isPrivateHost } from './private-address.ts';

/** The longest file that is passed on, in characters. */
const longestFile = 1024 * 1024;

/** `agents.parseEnv` and `agents.fetchEnv`: environment files for agents. */
export const environmentFileOperations: OperationHandlers = {
  'agents.parseEnv': call => {
    const lines = (textField(call.body, 'content') ?? '')
      .trim()
      .split('\n')
      .map(line => readEnvironmentLine(line.trim()));
    const warnings = lines.flatMap(({ warning }, index) =>
      warning === undefined ? [] : `Line ${index + 1}: ${warning}`,
    );
    if (warnings.length === 0) {
      call.markUnrecorded();
    }
    return ok({
      envVars: lines.flatMap(({ variable }) => variable ?? []),
      warnings: warnings.length > 0 ? warnings : null,
    });
  },

  'agents.fetchEnv': (call, { publishedFiles }) => {
    const given = textField(call.body, 'url') ?? '';
    if (!/^https?:/i.test(given)) {
      throw new Refusal(400, 'Only HTTP/HTTPS URLs are supported');
    }
    if (!URL.canParse(given)) {
      call.markUnrecorded();
      throw new Refusal(400, 'Invalid URL: hostname not found');
    }
    const url = new URL(given);
    if (isPrivateHost(url.hostname)) {
      throw new Refusal(400, 'Private IP addresses are not allowed for security reasons');
    }
    if (!publishedFiles.hasHost(url)) {
      throw new Refusal(502, 'Failed to fetch URL: [Errno -2] Name or service not known');
    }
    const content = publishedFiles.find(url);
    if (content === undefined) {
      throw new Refusal(404, 'Failed to fetch URL: 404 Not Found');
    }
    if (content.length > longestFile) {
      throw new Refusal(500, 'Unexpected error: 413: File content too large (max 1MB)');
    }
    return ok({ content, url: given });
  },
};

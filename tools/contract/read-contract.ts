import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Contract } from './openapi.ts';

/** How long a server may take to give its document. */
const fetchTimeoutMs = 30_000;

/**
 * Reads an OpenAPI document, JSON or YAML, from a file or from a server.
 *
 * @param source - A path, or an address that begins with http:// or https://.
 * @throws Error that names the source and says what to do.
 */
export async function readContract(source: string): Promise<Contract> {
  const text = /^https?:\/\//.test(source) ? await fetchText(source) : readText(source);
  return asContract(source, text);
}

async function fetchText(address: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(fetchTimeoutMs) });
  } catch (error) {
    throw new Error(
      `${address} cannot be read: there is no server that answers. A backend that runs gives its contract at /openapi.json.`,
      { cause: error },
    );
  }
  if (!answer.ok) {
    throw new Error(
      `${address} cannot be read: the server answers ${answer.status}. A backend that runs gives its contract at /openapi.json.`,
    );
  }
  return answer.text();
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `${file} cannot be read: give a file, or an address with http:// or https://.`,
      {
        cause: error,
      },
    );
  }
}

function asContract(source: string, text: string): Contract {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new Error(`${source} is neither JSON nor YAML.`, { cause: error });
  }
  if (!isContract(document)) {
    throw new Error(
      `${source} is no OpenAPI document of version 3: it has no "openapi: 3…" with "paths".`,
    );
  }
  return document;
}

function isContract(document: unknown): document is Contract {
  const { openapi, paths } = Object(document);
  return typeof openapi === 'string' && openapi.startsWith('3.') && Object(paths) === paths;
}

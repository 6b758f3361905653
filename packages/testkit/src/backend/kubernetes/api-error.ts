import { Refusal } from '../answer.ts';

/**
 * Kubernetes' refusal as the backend passes it on: the text of its client's error, with the headers of
 * Kubernetes' answer and its body.
 */
export function kubernetesRefusal(
  status: number,
  reason: string,
  given: { readonly reason: string; readonly message: string },
): Refusal {
  const body = JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    ...given,
    code: status,
  });
  const headers = {
    'content-type': 'application/json',
    Date: new Date().toUTCString(),
    Connection: 'keep-alive',
    'Keep-Alive': 'timeout=5',
    'Transfer-Encoding': 'chunked',
  };
  const listed = Object.entries(headers).map(([name, value]) => `'${name}': '${value}'`);
  return new Refusal(
    status,
    `(${status})\nReason: ${reason}\nHTTP response headers: HTTPHeaderDict({${listed.join(', ')}})\nHTTP response body: ${body}\n`,
  );
}

/** Kubernetes' refusal to let the backend read, in the words that were recorded. */
export function forbiddenByKubernetes(): Refusal {
  return kubernetesRefusal(403, 'Forbidden', { reason: 'Forbidden', message: 'made to fail' });
}

import type { ResourceList } from '../api/resource-list.ts';
import { isRecord } from '../is-record.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { readableAnswer } from './readable-answer.ts';

/** Status of one line of a list; undefined where the list has no such line. */
export async function statusInList(
  operation: CalledName,
  list: KagentiCall<ResourceList<unknown>>,
  name: string,
): Promise<string | undefined> {
  const { data } = await readableAnswer(operation, list);
  // Where validation only reports, a list may be none, and its lines anything.
  const items: unknown = data.items;
  const lines = Array.isArray(items) ? items.filter(isRecord) : [];
  const status = lines.find(line => line['name'] === name)?.['status'];
  return typeof status === 'string' ? status : undefined;
}

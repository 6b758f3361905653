import { KagentiPermissionError } from '@rhdh-boost/kagenti-client';
import { agent, bob, type DemoContext, namespace } from '../demo-context.ts';
import { refusedBeforeSending } from './refused-before-sending.ts';

/** Bob may not delete agents; nothing is sent. */
export async function refuseWithoutPermission(context: DemoContext): Promise<void> {
  const call = context.kagenti.asUser(bob).agents.delete({ namespace, name: agent });
  const error = await refusedBeforeSending(context, `${bob} deletes ${agent}`, call);
  if (!KagentiPermissionError.isInstance(error)) throw error;
}

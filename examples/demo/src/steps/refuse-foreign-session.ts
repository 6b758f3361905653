import { KagentiError } from '@rhdh-boost/kagenti-client';
import { agent, bob, type DemoContext, namespace } from '../demo-context.ts';
import { refusedBeforeSending } from './refused-before-sending.ts';

/** Bob knows the id of Jane's chat session and still cannot continue it. */
export async function refuseForeignSession(context: DemoContext, sessionId: string): Promise<void> {
  const call = context.kagenti
    .asUser(bob)
    .chat.send({ namespace, name: agent, message: 'And tomorrow?', sessionId });
  const error = await refusedBeforeSending(context, `${bob} continues jane's chat`, call);
  if (!KagentiError.isInstance(error) || error.code !== 'session_refused') throw error;
}

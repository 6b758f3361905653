import type { ReplyEnding, ReplyEvent } from './reply-events.ts';

/** What each event may have beside its type; what it must have is marked by `true`. */
const fieldsOf: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  status: { state: true, message: false, final: false, taskId: false, contextId: false },
  text: { text: true, name: false, taskId: false, contextId: false },
  inputRequired: questionFields(),
  authRequired: questionFields(),
  error: { message: true },
};

function questionFields(): Readonly<Record<string, boolean>> {
  return { message: false, requestId: false, final: false, taskId: false, contextId: false };
}

const endings = ['done', 'end', 'cut', 'reset', 'stall'];

/**
 * Refuses what is no reply: a misspelt field would otherwise be missing in a test without a word.
 *
 * @throws TypeError that names what is wrong.
 */
export function checkReply(events: readonly ReplyEvent[], ending: ReplyEnding): void {
  if (!Array.isArray(events)) {
    throw new TypeError('A reply is an array of events');
  }
  if (!endings.includes(ending)) {
    throw new TypeError(`A reply must have ending, one of ${endings.join(', ')}`);
  }
  events.forEach(checkEvent);
  const error = events.findIndex(event => 'type' in event && event.type === 'error');
  if (error >= 0 && error < events.length - 1) {
    throw new TypeError('Nothing follows an error: make it the last event of the reply');
  }
}

function checkEvent(event: unknown): void {
  const { type, ...given }: Record<string, unknown> = Object(event);
  if (type === undefined && typeof given['delayMs'] === 'number' && given['delayMs'] >= 0) {
    return;
  }
  const fields =
    typeof type === 'string' && Object.hasOwn(fieldsOf, type) ? fieldsOf[type] : undefined;
  if (fields === undefined) {
    const types = Object.keys(fieldsOf).join(', ');
    throw new TypeError(`An event of a reply has a type, one of ${types}, or is a { delayMs }`);
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(fields, name)) {
      const names = Object.keys(fields).join(', ');
      throw new TypeError(`An event ${String(type)} has no "${name}"; it may have ${names}`);
    }
  }
  for (const [name, isRequired] of Object.entries(fields)) {
    const kind = name === 'final' ? 'boolean' : 'string';
    if (given[name] === undefined ? isRequired : typeof given[name] !== kind) {
      throw new TypeError(`An event ${String(type)} must have ${name}, a ${kind}`);
    }
  }
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import { image, type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const ask: Operator['ask'] = (...request) => operator.ask(...request);
const notes = { name: 'notes', namespace: 'team1', type: 'memory', storage: { size: '2Gi' } };
const reader = { ...image, name: 'reader', namespace: 'team1', workloadType: 'statefulset' };

test('a context is there until it is deleted [developer-tooling/Backend context lives from create to delete]', async () => {
  const created = {
    name: 'notes',
    namespace: 'team1',
    type: 'memory',
    status: 'provisioning',
    storage: { backend: 'pvc', size: '2Gi', accessMode: 'ReadWriteOnce' },
    attachment: { kind: 'pvc', claimName: 'context-notes' },
  };
  expect(await ask('POST', '/contexts', notes)).toMatchObject({
    status: 200,
    text: JSON.stringify(created),
  });
  expect(await ask('POST', '/contexts', notes)).toMatchObject({ status: 409 });

  operator.backend.contexts.bind('team1', 'notes');
  const { text } = await ask('GET', '/contexts/team1/notes');
  expect(JSON.parse(text)).toEqual({ ...created, status: 'ready' });
  expect(await ask('GET', '/contexts/team1')).toMatchObject({ items: [{ status: 'ready' }] });
  expect(await ask('GET', '/contexts/team2')).toMatchObject({ items: [] });

  expect(await ask('DELETE', '/contexts/team1/notes')).toMatchObject({ status: 204, text: '' });
  expect(await ask('DELETE', '/contexts/team1/notes')).toMatchObject({ status: 404 });
});

test.each([
  ['POST', '/contexts', { ...notes, name: 'Notes' }, 400],
  ['POST', '/contexts', { ...notes, name: 'a'.repeat(51) }, 400],
  ['POST', '/contexts', { ...notes, storage: { size: '0' } }, 400],
  ['POST', '/contexts', { ...notes, storage: { backend: 's3' } }, 422],
  ['POST', '/contexts', { ...notes, namespace: 'nowhere' }, 500],
  ['GET', '/contexts/Team1', undefined, 400],
  ['GET', '/contexts/team1/nope', undefined, 404],
])('%s %s of %j is %i', async (method, path, body, status) => {
  expect(await ask(method, path, body)).toMatchObject({ status, unrecorded: null });
  expect(await ask('GET', '/contexts/team1')).toMatchObject({ items: [] });
});

test('an unknown claim cannot be bound', () => {
  expect(() => operator.backend.contexts.bind('team1', 'nope')).toThrow(
    "There is no context 'nope'",
  );
});

test('an agent names the contexts that it mounts', async () => {
  await ask('POST', '/contexts', notes);
  await ask('POST', '/agents', { ...reader, contexts: [{ name: 'notes', mountPath: '/memory' }] });

  expect(await ask('GET', '/agents/team1/reader')).toMatchObject({
    contexts: [
      {
        name: 'notes',
        type: 'memory',
        mountPath: '/memory',
        readOnly: false,
        claimName: 'context-notes',
      },
    ],
  });
  await ask('DELETE', '/agents/team1/reader');
  expect(await ask('GET', '/contexts/team1/notes')).toMatchObject({ status: 200 });
});

test.each([
  [{ workloadType: 'deployment', contexts: [{ name: 'notes' }] }, 400],
  [{ contexts: [{ name: 'nope' }] }, 404],
  [{ contexts: [{ name: 'notes', mountPath: 'memory' }] }, 400],
  [{ contexts: [{ name: 'notes' }, { name: 'notes' }] }, 400],
  [{ contexts: [{ name: 'notes', mountPath: '/shared' }] }, 422],
])('an agent with %j is refused', async (given, status) => {
  await ask('POST', '/contexts', notes);

  expect(await ask('POST', '/agents', { ...reader, ...given })).toMatchObject({ status });
  expect(await ask('GET', '/agents/team1/reader')).toMatchObject({ status: 404 });
});

test('a service that is away is 503, and has its contexts again', async () => {
  const { contexts } = operator.backend;
  await ask('POST', '/contexts', notes);
  contexts.goAway();
  const away = {
    status: 503,
    detail: 'Context Service unavailable: All connection attempts failed',
    unrecorded: null,
  };

  expect(await ask('GET', '/contexts/team1')).toMatchObject(away);
  expect(await ask('GET', '/contexts/team1/notes')).toMatchObject(away);
  expect(await ask('POST', '/contexts', { ...notes, name: 'more' })).toMatchObject(away);
  expect(await ask('DELETE', '/contexts/team1/notes')).toMatchObject(away);
  expect(await ask('GET', '/config/features')).toMatchObject({ contextService: true });
  contexts.comeBack();
  expect(await ask('GET', '/contexts/team1')).toMatchObject({ items: [{ name: 'notes' }] });
});

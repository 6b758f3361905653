import { expect, onTestFinished, test, vi } from 'vitest';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';

test('times a reply [doctor/A reply arrives and ends well]', async () => {
  const { report, servers } = await examineServers();
  expect(await report('stream')).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(
      /^a reply of team1\/weather-agent in \d+\.\d s, the first event after \d+\.\d s$/,
    ),
    details: { question: null },
  });
  const sent = servers.kagenti.requests.filter(({ operation }) => operation === 'chat.stream');
  expect(sent).toHaveLength(1);
});

test('counts a question as a good end [doctor/The agent asks something]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.reply([{ type: 'inputRequired', message: 'Which city?' }]);
  expect(await report('stream')).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(/ended in a question of the agent$/),
    details: { question: 'inputRequired' },
  });
});

test('sends nothing with --no-chat [doctor/No chat is wanted]', async () => {
  const { report, servers } = await examineServers();
  expect(await report('stream', { chat: false })).toMatchObject({ status: 'skipped' });
  expect(servers.kagenti.requests.map(({ operation }) => operation)).not.toContain('chat.stream');
});

test('explains an agent that rejects the token [doctor/The agent rejects the token]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 401, body: { detail: 'Agent rejected token (audience mismatch)' } },
    { operation: 'chat.stream' },
  );
  const { findings } = await report('stream');
  expect(findings).toMatchObject([{ code: 'missing_audience' }]);
  expect(findings[0]?.commands?.[0]).toContain('agent-team1-weather-agent-aud');
});

test('explains a viewer who chats', async () => {
  const client = { clientId: 'boost', clientSecret: 'a-secret-of-this-test-0123', roles: [] };
  const { report } = await examineServers({ identityProvider: { clients: [client] } });
  expect((await report('stream')).findings).toMatchObject([
    { code: 'chat_forbidden', message: expect.stringContaining('rossoctl-operator') },
  ]);
});

test('explains an agent that is out of reach', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 503, body: { detail: 'Failed to connect to agent' } },
    { operation: 'chat.stream' },
  );
  expect((await report('stream')).findings).toMatchObject([
    { code: 'agent_unreachable', isTemporary: true },
  ]);
});

test('explains an agent that fails without quoting it', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.reply([{ type: 'error', message: 'canary of the model' }]);
  const { findings } = await report('stream');
  expect(findings).toMatchObject([{ code: 'agent_failed' }]);
  expect(JSON.stringify(findings)).not.toContain('canary');
});

test.each(['end', 'cut', 'reset'] as const)('explains a reply that is cut by %s', async ending => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.reply([{ type: 'text', text: 'It is' }], { ending });
  expect((await report('stream')).findings).toMatchObject([
    { severity: 'error', code: 'reply_cut', isTemporary: true },
  ]);
});

test('explains a reply that stalls', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.reply([{ type: 'text', text: 'It is' }], { ending: 'stall' });
  const values = { 'boost.providers.kagenti.streamIdleTimeoutMs': 300 };
  expect((await report('stream', { values })).findings).toMatchObject([{ code: 'reply_stalled' }]);
});

test('explains a page in place of a stream', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.script({
    headers: { 'content-type': 'text/html' },
    chunks: ['<!doctype html>'],
  });
  expect((await report('stream')).findings).toMatchObject([{ code: 'not_a_stream' }]);
});

test('warns of a reply without text', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.chat.reply([{ type: 'status', state: 'working' }]);
  expect(await report('stream')).toMatchObject({
    status: 'warning',
    findings: [{ code: 'empty_reply' }],
  });
});

test.each([0, 2_100])('takes a reply in one piece after %i ms for a good one', async delayMs => {
  const { report, servers } = await examineServers();
  // As the backend writes them, in one piece: after a pod that starts, or on a busy machine.
  const event = { type: 'status', taskId: 't1', state: 'WORKING', final: false };
  const answer = { type: 'artifact', taskId: 't1', name: 'answer', index: 0 };
  const frames = [
    { event },
    { event: answer, content: 'It is sunny' },
    { event: { ...event, state: 'COMPLETED', final: true } },
    { done: true },
  ].map(frame => `data: ${JSON.stringify({ session_id: 's1', ...frame })}\n\n`);
  servers.kagenti.chat.script({ chunks: [{ delayMs }, frames.join('')] });
  expect(await report('stream')).toMatchObject({ status: 'ok', findings: [] });
});

test('does not await the end of a reply without end', async () => {
  const { report, servers } = await examineServers();
  const text = { type: 'text', text: 'and ' } as const;
  const pieces = Array.from({ length: 20 }, () => [{ delayMs: 200 }, text]).flat();
  servers.kagenti.chat.reply(pieces, { ending: 'stall' });
  const now = performance.now.bind(performance);
  let passedMs = 0;
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
  onTestFinished(() => spy.mockRestore());
  const timer = setInterval(() => {
    const hasBegun = servers.kagenti.requests.some(({ operation }) => operation === 'chat.stream');
    if (hasBegun) passedMs = 130_000;
  }, 50);
  onTestFinished(() => clearInterval(timer));
  expect(await report('stream')).toMatchObject({
    status: 'warning',
    findings: [{ code: 'reply_without_end' }],
  });
});

import { expect, test } from 'vitest';
import { openSite, replaceEncryptionSecret } from './boost-site.fixture.ts';
import { jane, weatherAgent } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const secretKey = 'boost.devSpaces.credentials';
const credentials = 'credentials-of-this-test';

test('what was stored is read throughout, and without the old secret once it was encrypted anew [platform-operations/Encryption secret is replaced]', async () => {
  await using site = await openSite();
  site.secrets.push(credentials);
  const { replacing, replaced } = await replaceEncryptionSecret(site);
  {
    await using boost = await startBoost(site);
    await boost.overrides.set(secretKey, credentials);
  }
  {
    await using boost = await startBoost(site, { appConfig: replacing });
    expect((await boost.overrides.resolve(secretKey)) === credentials).toBe(true);
    const { entries } = await boost.overrides.reencrypt();
    expect(entries).toMatchObject([{ key: secretKey, outcome: 'reencrypted' }]);
    expect((await boost.overrides.resolve(secretKey)) === credentials).toBe(true);
    expect(boost.told.overrides).toEqual([]);
  }
  await using boost = await startBoost(site, { appConfig: replaced });
  expect((await boost.overrides.resolve(secretKey)) === credentials).toBe(true);
  expect(boost.told.overrides).toEqual([]);
});

test('without the old secret a value is kept and reported, until it is added [platform-operations/Old encryption secret is left out]', async () => {
  await using site = await openSite();
  site.secrets.push(credentials);
  const { replacing, replaced } = await replaceEncryptionSecret(site);
  {
    await using boost = await startBoost(site);
    await boost.overrides.set(secretKey, credentials);
  }
  {
    await using boost = await startBoost(site, { appConfig: replaced });
    expect(await boost.overrides.resolve(secretKey)).toBeUndefined();
    const { entries } = await boost.overrides.reconcile();
    expect(entries).toMatchObject([{ key: secretKey, outcome: 'kept', code: 'undecryptable' }]);
    expect(boost.told.overrides).toMatchObject([{ key: secretKey, code: 'undecryptable' }]);
  }
  await using boost = await startBoost(site, { appConfig: replacing });
  expect((await boost.overrides.resolve(secretKey)) === credentials).toBe(true);
});

test('a chat of before is refused unsent, and another one can be begun [platform-operations/Encryption secret is replaced]', async () => {
  await using site = await openSite();
  const { replacing } = await replaceEncryptionSecret(site);
  const message = { ...weatherAgent, message: 'Will it rain?' };
  await using before = await startBoost(site);
  const { session_id: sessionId } = await before.kagenti.asUser(jane).chat.send(message);
  await using after = await startBoost(site, { appConfig: replacing });
  const { chat } = after.kagenti.asUser(jane);
  const sent = site.kagentiServer.requests.length;

  const error = await rejection(chat.send({ ...message, sessionId }));

  expect(error).toMatchObject({ code: 'session_refused' });
  expect(site.kagentiServer.requests).toHaveLength(sent);
  expect(after.told.audit).toMatchObject([{ operation: 'chat.send', outcome: 'denied' }]);
  const { session_id: another } = await chat.send(message);
  await expect(chat.send({ ...message, sessionId: another })).resolves.toHaveProperty('content');
});

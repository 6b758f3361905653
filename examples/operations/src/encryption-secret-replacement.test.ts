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

test('A9: a chat of before continues, and without the old secret only once it was continued [platform-operations/Encryption secret is replaced]', async () => {
  await using site = await openSite();
  const { replacing, replaced } = await replaceEncryptionSecret(site);
  const message = { ...weatherAgent, message: 'Will it rain?' };
  await using before = await startBoost(site);
  const begun = await before.kagenti.asUser(jane).chat.send(message);
  const left = await before.kagenti.asUser(jane).chat.send(message);
  await using during = await startBoost(site, { appConfig: replacing });
  await using after = await startBoost(site, { appConfig: replaced });
  const { chat } = after.kagenti.asUser(jane);

  const continued = await during.kagenti
    .asUser(jane)
    .chat.send({ ...message, sessionId: begun.session_id });
  const again = await chat.send({ ...message, sessionId: continued.session_id });
  const sent = site.kagentiServer.requests.length;
  const error = await rejection(chat.send({ ...message, sessionId: left.session_id }));

  expect(again.session_id).toBe(continued.session_id);
  expect(error).toMatchObject({ code: 'session_refused' });
  expect(site.kagentiServer.requests).toHaveLength(sent);
  expect(after.told.audit.at(-1)).toMatchObject({ operation: 'chat.send', outcome: 'denied' });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const ask: Operator['ask'] = (...given) => operator.ask(...given);
const create = (name: string, more: object = {}) =>
  ask('POST', '/skills', { name, namespace: 'team1', files: { 'SKILL.md': '# x\n' }, ...more });
const namesOf = async (query: string) =>
  [(await ask('GET', `/skills?${query}`))['items']].flat().map(item => Object(item).name);

describe('a skill', () => {
  test('lives from create to delete under the name that Kubernetes takes [developer-tooling/Backend skill lives from create to delete]', async () => {
    const files = { 'SKILL.md': 'Grüße', 'docs/a b.md': 'x' };
    expect(await create(' Sum Up! ', { files, category: 'Plain Text' })).toMatchObject({
      status: 200,
      name: 'Sum Up!',
      unrecorded: null,
    });
    expect(await create('sum up')).toMatchObject({ status: 409, unrecorded: null });
    expect(await ask('GET', '/skills/team1/sum-up')).toMatchObject({
      name: 'Sum Up!',
      labels: { category: 'plain-text' },
      dataKeys: ['SKILL.md', 'docs/a b.md'],
      files: [{ size: 7 }, { name: 'a b.md', size: 1 }],
    });
    expect(await ask('POST', '/skills/team1/sum-up/usage')).toMatchObject({ usageCount: 1 });
    expect(await ask('GET', '/skills/team1/sum-up/files/docs/a%20b.md')).toMatchObject({
      content: 'x',
      unrecorded: null,
    });
    expect(await ask('GET', '/skills/team1/sum-up/files/docs.a_b.md')).toMatchObject({
      path: 'docs/a b.md',
      unrecorded: 'skills.file 200',
    });
    expect(await ask('DELETE', '/skills/team1/Sum Up')).toMatchObject({
      deleted_resources: ['ConfigMap/sum-up'],
      unrecorded: 'skills.delete 200',
    });
    expect(await ask('DELETE', '/skills/team1/sum-up')).toMatchObject({ status: 404 });
    expect(await namesOf('namespace=team1')).toEqual([]);
  });

  test('is found by words, the best first [developer-tooling/Backend skill lives from create to delete]', async () => {
    await create('one', { description: 'counts' });
    await create('two', { files: { 'SKILL.md': 'count, and count again' } });
    await create('three', { namespace: 'team2', category: 'count' });
    expect(await namesOf('namespace=team1&q=COUNT')).toEqual(['two', 'one']);
    expect(await namesOf('namespace=team1&q=%20!')).toEqual(['one', 'two']);
    expect(await namesOf('namespace=team2&q=count')).toEqual(['three']);
  });

  test.each([
    ['a name of spaces', { name: ' ' }, 400, 'Skill name is required'],
    ['no file', { files: {} }, 400, "'files' parameter is required with at least SKILL.md"],
    ['a letter that Kubernetes does not take', { name: 'ä' }, 422, 'ConfigMap \\"ä\\" is invalid'],
    ['no such namespace', { namespace: 'nowhere' }, 404, 'namespaces \\"nowhere\\" not found'],
  ])('with %s is refused', async (_what, body, status, detail) => {
    expect(await create('x', body)).toMatchObject({
      status,
      detail: expect.stringContaining(detail),
    });
    expect(await namesOf('namespace=team1')).toEqual([]);
  });
});

describe('a skill of a registry', () => {
  const registryUrl = 'http://store.example.com/api';
  const refer = (more: object = {}) =>
    ask('POST', '/skills/external', {
      name: 'Sum Up',
      namespace: 'team1',
      registryType: 'skillberry',
      registryUrl,
      registrySkillName: 'sum-up',
      ...more,
    });

  test('is a reference, once the registry is there [developer-tooling/Backend refers to skills of a registry]', async () => {
    expect(await refer()).toMatchObject({
      status: 422,
      detail: [{ msg: 'Value error, registryUrl hostname is not resolvable' }],
    });
    operator.backend.skills.registry(`${registryUrl}/`).offer([]);
    expect(await refer()).toMatchObject({ status: 200, name: 'sum-up' });
    expect(await refer()).toMatchObject({ status: 409 });
    expect(await ask('GET', '/skills/team1/sum-up')).toMatchObject({
      source: 'external',
      externalInfo: { registryUrl, registrySkillVersion: 'latest' },
      files: [],
    });
  });

  test.each([
    ['a private address', { registryUrl: 'http://10.0.0.1/' }, 422],
    ['a public address', { registryUrl: 'http://203.0.113.7/' }, 200],
    ['no host', { registryUrl: 'http://' }, 422],
    ['a name that is too long', { name: 'x'.repeat(254) }, 422],
    ['no kind of registry', { registryType: '' }, 400],
    ['no such namespace', { namespace: 'nowhere' }, 500],
    ['a letter that Kubernetes does not take', { name: 'ä' }, 500],
  ])(
    'with %s is answered with its status [developer-tooling/Backend refers to skills of a registry]',
    async (_what, body, status) => {
      operator.backend.skills.registry(registryUrl).offer([]);
      expect(await refer(body)).toMatchObject({ status });
    },
  );
});

const synchronise = () => operator.backend.skills.synchronise();

describe('the synchronisation', () => {
  const registryUrl = 'http://store.example.com';
  const enable = (more: object = {}) => ask('POST', '/skills/autosync', { registryUrl, ...more });
  const offer = (...skills: { name: string; version?: string; tags?: string[] }[]) =>
    operator.backend.skills.registry(registryUrl).offer(skills);
  test('brings what a registry offers, and takes it away again [developer-tooling/Backend synchronises its skills]', async () => {
    synchronise();
    const tags = ['rossoctl-approved'];
    offer({ name: 'a', tags }, { name: 'b', tags: [...tags, 'namespace:team2'] }, { name: 'c' });
    expect(await enable()).toMatchObject({ enabled: true, syncInterval: 30, skillCount: null });
    synchronise();
    expect(await namesOf('namespace=team1')).toEqual(['a']);
    expect(await namesOf('namespace=team2')).toEqual(['a', 'b']);
    expect(await ask('GET', '/skills/autosync')).toMatchObject({ skillCount: 3 });
    expect(await enable()).toMatchObject({ status: 409 });
    offer({ name: 'b', version: '2', tags: [...tags, 'namespace:default'] });
    synchronise();
    expect(await namesOf('namespace=team1')).toEqual(['b']);
    expect(await ask('GET', '/skills/team2/b')).toMatchObject({
      externalInfo: { registrySkillVersion: '2' },
    });
    expect(await ask('DELETE', '/skills/autosync')).toMatchObject({ status: 204, text: '' });
    expect(await namesOf('namespace=team2')).toEqual([]);
  });

  test('leaves what others made as it is, and takes any tag when none is asked for [developer-tooling/Backend synchronises its skills]', async () => {
    offer({ name: 'a' }, { name: 'b' });
    expect(await enable({ allowedTags: [' '] })).toMatchObject({ allowedTags: null });
    await create('a');
    synchronise();
    expect(await ask('GET', '/skills/team1/a')).toMatchObject({ source: null });
    expect(await ask('GET', '/skills/team2/a')).toMatchObject({ source: 'external' });
    await ask('DELETE', '/skills/autosync');
    expect(await namesOf('namespace=team1')).toEqual(['a']);
  });

  test.each([
    ['asks too often', { syncInterval: '9' }, 'greater_than_equal'],
    ['asks too seldom', { syncInterval: 3601 }, 'less_than_equal'],
    ['has a long URL', { registryUrl: `http://${'x'.repeat(2048)}` }, 'string_too_long'],
  ])(
    'that %s is refused [developer-tooling/Backend synchronises its skills]',
    async (_what, body, type) => {
      offer();
      expect(await enable(body)).toMatchObject({ status: 422, detail: [{ type }] });
    },
  );

  test('rests while Kubernetes is in trouble, and sees no more than that shows [developer-tooling/Backend synchronises its skills]', async () => {
    const { kubernetes } = operator.backend;
    offer({ name: 'a' });
    await enable({ allowedTags: [] });
    kubernetes.forbid('read');
    synchronise();
    for (const path of ['/skills/autosync', '/skills/team1/a', '/skills/team1/a/files/b']) {
      expect(await ask('GET', path)).toMatchObject({
        status: 403,
        detail: expect.stringContaining('Reason: Forbidden'),
        unrecorded: expect.stringContaining('403'),
      });
    }
    kubernetes.comeBack();
    expect(await namesOf('namespace=team1')).toEqual([]);
    synchronise();
    kubernetes.forbid('listNamespaces');
    expect(await enable()).toMatchObject({ status: 200, unrecorded: 'skills.autosync.set 200' });
    kubernetes.forbid('read');
    expect(await ask('DELETE', '/skills/autosync')).toMatchObject({
      status: 204,
      unrecorded: null,
    });
    expect(await create('b')).toMatchObject({ status: 200 });
    kubernetes.comeBack();
    expect(await namesOf('namespace=team1')).toEqual(['a', 'b']);
  });
});

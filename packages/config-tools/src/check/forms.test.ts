import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const folder = join(import.meta.dirname, '../../test/forms');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

const checkText = (text: string) => checkScratch({ 'a.yaml': text }, { files: ['a.yaml'] });

/** Where the planted mistake is in a file, found in its text. */
function placesOf(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const column = line.search(/"?mdoe/) + 1;
    return column === 0 ? [] : [`${index + 1}:${column}`];
  });
}

const forms: Readonly<Record<string, readonly string[]>> = {
  'dynamic-plugins.yaml': ['dynamic-plugins.yaml', 'dynamic-plugins-flow.yaml'],
  'dynamic plugins in a ConfigMap': [
    'dynplug-cm.yaml',
    'dynamic-plugins-cm-quoted.yaml',
    'dynamic-plugins-cm-list.yaml',
  ],
  'dynamic plugins in Helm values': [
    'values.yaml',
    'values-parent-chart.yaml',
    'values-orchestrator.yaml',
  ],
  'upstream.backstage.appConfig': [
    'values.yaml',
    'values-parent-chart.yaml',
    'values-alias.yaml',
    'values-merge-key.yaml',
  ],
  'backstage.appConfig': ['values-backstage-chart.yaml', 'values-backstage-text.yaml'],
  'the Backstage custom resource': ['backstage-cr.yaml', 'backstage-cr-raw.yaml'],
  'Argo CD': [
    'argocd.yaml',
    'argocd-values-text.yaml',
    'argocd-applicationset.yaml',
    'argocd-parameters.yaml',
    'argocd-template-patch.yaml',
  ],
  'HelmChart of K3s': ['helmchart-k3s.yaml'],
  'kustomize patches': [
    'kustomization.yaml',
    'kustomize-merge.yaml',
    'kustomize-json6902.yaml',
    'patch-json6902.yaml',
    'patch-json6902-key.yaml',
  ],
  'OpenShift templates': [
    'template-openshift.yaml',
    'template-parameters.yaml',
    'template-list.yaml',
  ],
  Secrets: ['secret-str.yaml', 'secret-avp.yaml', 'sealed-template.yaml'],
  'ExternalSecret templates': [
    'external.yaml',
    'external-from.yaml',
    'external-cluster.yaml',
    'external-literal.yaml',
  ],
  'several documents': ['multidoc-dynfirst.yaml'],
};
const cases = Object.entries(forms).flatMap(([form, files]) =>
  files.map(file => [form, file] as const),
);

describe('B6: a form of RHDH and GitOps', () => {
  it.each(cases)(
    'B6: %s is read: %s [configuration-check/App-config is found in forms of RHDH and GitOps]',
    async (_, file) => {
      const text = textOf(file);
      const { findings } = await checkScratch({ [file]: text }, { files: [file] });
      const typos = findings.filter(({ path }) => path === 'boost.security.mdoe');
      expect(typos.map(({ location }) => `${location?.line}:${location?.column}`)).toEqual(
        placesOf(text),
      );
      expect(placesOf(text).length).toBeGreaterThan(0);
      // The account of external.yaml is incomplete; nothing else is wrong in any file.
      const others = findings.filter(finding => !typos.includes(finding));
      expect(others.map(({ code }) => code)).toEqual(
        file === 'external.yaml' ? ['required', 'required'] : [],
      );
    },
  );

  it.each([
    ['a JSON patch', 'patch-json6902-key.yaml'],
    ['parameters of Helm', 'argocd-parameters.yaml'],
  ])(
    'B6: one key of an app-config is judged in %s, and none is missing [configuration-check/Single key of an app-config is judged]',
    async (_, file) => {
      const text = textOf(file)
        .replace('mdoe', 'mode')
        .replace('boost.kagenti.allowInClusterHttp', 'boost.kagenti.auth.clientId')
        .replace('boost/kagenti\n', 'boost/kagenti/auth\n')
        .replace('allowInClusterHttp: true', 'clientId: boost');
      const check = (written: string) => checkScratch({ [file]: written }, { files: [file] });
      expect((await check(text)).told).toEqual([]);
      const { told } = await check(text.replace(/value: full/, 'value: ful'));
      expect(told).toEqual([
        expect.stringMatching(/:\d+:\d+ error invalid_value boost.security.mode$/),
      ]);
    },
  );

  it('B6: an item of a list that a patch sets is not judged', async () => {
    const path = '/spec/values/backstage/appConfig/boost/providers/kagenti/namespaces/0';
    const text = `- op: add\n  path: ${path}\n  value: Team2\n`;
    const { told } = await checkScratch({ 'a.yaml': text }, { files: ['a.yaml'] });
    expect(told).toEqual(['a.yaml:1:1 warning no_app_config']);
  });

  it('B6: names with dots and slashes have their places in a patch and a parameter', async () => {
    const patch = '- {op: add, path: /v/backstage/appConfig/boost/a~1b.c/mode, value: x}\n';
    const parameter =
      'helm: {parameters: [{name: v.backstage.appConfig.boost.a\\.b.mode, value: x}]}\n';
    const files = { 'a.yaml': patch, 'b.yaml': parameter };
    const { told } = await checkScratch(files, { files: Object.keys(files) });
    expect(told).toEqual([
      `a.yaml:1:${patch.indexOf('a~1b') + 1} error unknown_key boost["a/b.c"]`,
      `b.yaml:1:${parameter.indexOf('a\\.b') + 1} error unknown_key boost["a.b"]`,
    ]);
  });

  it('B6: merge keys are merged in Helm values, and not in the text of an app-config [configuration-check/Merge key of a deployed document is merged]', async () => {
    const file = textOf('values-merge-key.yaml').replace('mdoe: full', 'mode: full');
    const inText = `kind: ConfigMap\ndata:\n  app-config.yaml: |\n    x: &x {mode: full}\n    boost: {security: {<<: *x}}\n`;
    expect((await checkText(file)).told).toEqual([]);
    expect((await checkText(inText)).told).toContain(
      'a.yaml:5:24 error unknown_key boost.security["<<"]',
    );
  });

  it('B6: Helm values that are a template about Boost are refused with the remedy', async () => {
    const text = `spec:\n  source:\n    helm:\n      values: |\n        backstage:\n          {{- if .x }}\n          appConfig: {boost: {}}\n          {{- end }}\n`;
    const { findings, exitCode } = await checkScratch({ 'a.yaml': text }, { files: ['a.yaml'] });
    expect(findings).toMatchObject([{ hint: expect.stringContaining('helm template') }]);
    expect(exitCode).toBe(2);
  });

  it('B6: catalog entities before an empty document are no app-config', async () => {
    const entity = 'apiVersion: backstage.io/v1alpha1\nkind: Component\n---\n';
    const { told } = await checkScratch({ 'a.yaml': entity + entity }, { files: ['a.yaml'] });
    expect(told).toEqual(['a.yaml:1:1 warning no_app_config']);
  });

  it('B6: a file of binaryData is read, and the finding is at the value', async () => {
    const text = textOf('secret-data.yaml')
      .replace('kind: Secret', 'kind: ConfigMap')
      .replace(/^data:/m, 'binaryData:');
    const { told } = await checkScratch({ 'a.yaml': text }, { files: ['a.yaml'] });
    expect(told).toEqual(['a.yaml:6:20 error unknown_key boost.security.mdoe']);
  });

  it('B6: aliases of aliases in a form end with a report', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 9 }, () => inner).join(', ')}]\n`;
    });
    const text = `kind: ConfigMap\ndata: {app-config.yaml: 'boost: {security: {mdoe: full}}'}\n${levels.join('')}`;
    const { told } = await checkScratch({ 'a.yaml': text }, { files: ['a.yaml'] });
    expect(told).toEqual(['a.yaml:2:45 error unknown_key boost.security.mdoe']);
  });

  it('B6: each file of the folder is in a form', () => {
    const named = new Set(Object.values(forms).flat().concat('helm-tpl2.yaml', 'secret-data.yaml'));
    expect(readdirSync(folder).filter(file => !named.has(file))).toEqual([]);
  });

  it('B6: a Secret in base64 is read, and the finding is at the value', async () => {
    const { told } = await checkScratch(
      { 'a.yaml': textOf('secret-data.yaml') },
      { files: ['a.yaml'] },
    );
    expect(told).toEqual(['a.yaml:6:20 error unknown_key boost.security.mdoe']);
  });

  it('B6: placeholders of Helm in a ConfigMap are no mistake [configuration-check/Placeholder is not judged]', async () => {
    expect(
      (await checkScratch({ 'a.yaml': textOf('helm-tpl2.yaml') }, { files: ['a.yaml'] })).told,
    ).toEqual([]);
  });
});

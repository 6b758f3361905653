import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const folder = join(import.meta.dirname, '../../test/forms');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

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
  'upstream.backstage.appConfig': ['values.yaml', 'values-parent-chart.yaml', 'values-alias.yaml'],
  'backstage.appConfig': ['values-backstage-chart.yaml', 'values-backstage-text.yaml'],
  'the Backstage custom resource': ['backstage-cr.yaml', 'backstage-cr-raw.yaml'],
  'Argo CD': ['argocd.yaml', 'argocd-values-text.yaml', 'argocd-applicationset.yaml'],
  'kustomize patches': [
    'kustomization.yaml',
    'kustomize-merge.yaml',
    'kustomize-json6902.yaml',
    'patch-json6902.yaml',
  ],
  'OpenShift templates': [
    'template-openshift.yaml',
    'template-parameters.yaml',
    'template-list.yaml',
  ],
  Secrets: ['secret-str.yaml', 'secret-avp.yaml', 'sealed-template.yaml'],
  'ExternalSecret templates': ['external.yaml', 'external-from.yaml', 'external-cluster.yaml'],
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

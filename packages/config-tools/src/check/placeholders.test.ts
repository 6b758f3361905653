import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const check = (text: string, env: Record<string, string> = {}) =>
  checkScratch({ 'app-config.yaml': text }, { env });
const withSecret = (secret: string) =>
  `boost:\n  security: {mode: full}\n  encryptionSecret: ${secret}\n`;
const parameterTemplate = (name: string) => `kind: Template
parameters: [{name: MODE}]
objects:
- kind: ConfigMap
  data:
    app-config.yaml: |
      boost: {security: {mode: "\${${name}}"}}
`;
const helmTemplate = (section: string) =>
  `{{- if .Values.enabled }}\nkind: ConfigMap\ndata:\n  app-config.yaml: |\n    ${section}: {}\n{{- end }}\n`;

describe('B6: a placeholder', () => {
  it.each([
    ['Helm', "'{{ .Values.secret }}'"],
    ['Helm, within a value', "'part-{{ .Values.secret }}'"],
    ['SOPS', 'ENC[AES256_GCM,data:qL3m,iv:x=,tag:y==,type:str]'],
    ['Argo CD Vault Plugin', '<path:kv/data/portal#encryption | base64decode>'],
    ['vals', 'ref+vault://secret/portal#/encryption'],
    ['vals, within a value', 'part-ref+awsssm://portal/encryption+'],
    ['bank-vaults', 'vault:secret/data/portal#ENCRYPTION'],
    ['bank-vaults, within a value', "'${vault:secret/data/portal#ENCRYPTION}'"],
  ])(
    'B6: of %s is neither judged nor a secret in the file [configuration-check/Placeholder is not judged]',
    async (_, secret) => {
      expect((await check(withSecret(secret))).told).toEqual([]);
    },
  );

  it('B6: of Helm without quotes is noted once where Backstage reads the file itself [configuration-check/Unquoted placeholder of Helm is noted]', async () => {
    const text =
      'boost:\n  security:\n    mode: {{ .Values.mode }}\n  encryptionSecret: {{ .x }}\n';
    const { told, exitCode } = await check(text);
    expect(told).toEqual(['app-config.yaml:3:11 warning helm_template boost.security.mode']);
    expect(exitCode).toBe(0);
    const indented = text.replaceAll(/^/gm, '    ').trimEnd();
    const deployed = [
      `kind: ConfigMap\ndata:\n  app-config.yaml: |\n${indented}\n`,
      `upstream:\n  backstage:\n    appConfig:\n${indented.replaceAll(/^/gm, '  ')}\n`,
    ];
    for (const each of deployed) expect((await check(each)).told).toEqual([]);
  });

  it('B6: of another kind is judged as the text that it is', async () => {
    const { told } = await check(withSecret('<encryption-secret-of-dev>'));
    expect(told.some(each => each.includes('literal_secret'))).toBe(true);
  });

  it('B6: in a whole file that SOPS encrypted leaves its keys to be judged', async () => {
    const encrypted = 'ENC[AES256_GCM,data:qL3m,iv:x=,tag:y==,type:str]';
    const { told } = await check(
      `boost:\n  security:\n    mdoe: ${encrypted}\nsops:\n  mac: ${encrypted}\n`,
    );
    expect(told).toEqual(['app-config.yaml:3:5 error unknown_key boost.security.mdoe']);
  });

  it('B6: is a declared parameter of an OpenShift template, and no variable', async () => {
    expect((await check(parameterTemplate('MODE'), { MODE: 'wrong' })).told).toEqual([]);
    expect((await check(parameterTemplate('OTHER'), { OTHER: 'wrong' })).told).toEqual([
      'app-config.yaml:7:32 error invalid_value boost.security.mode',
    ]);
  });
});

describe('B6: a Helm template', () => {
  it('B6: that is about Boost is refused with the remedy', async () => {
    const { findings, exitCode } = await check(helmTemplate('boost'));
    expect(findings).toMatchObject([
      { severity: 'error', hint: expect.stringContaining('helm template') },
    ]);
    expect(exitCode).toBe(2);
  });

  it('B6: of another kind is a warning, of which only a run that judges nothing fails', async () => {
    const { told, exitCode } = await check(helmTemplate('app'));
    expect(told).toEqual([expect.stringContaining('warning helm_template')]);
    expect(exitCode).toBe(1);
  });
});

describe('B6: what is encrypted or elsewhere', () => {
  it.each([
    [
      'a Secret of SOPS',
      'kind: Secret\nstringData:\n  app-config.yaml: ENC[AES256_GCM,data:x,type:str]\n',
      'sops decrypt',
    ],
    [
      'a Sealed Secret',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec: {encryptedData: {app-config.yaml: AgB}}\n',
      'Decrypt',
    ],
    [
      'a Backstage resource',
      'apiVersion: rhdh.redhat.com/v1alpha5\nkind: Backstage\nspec: {application: {replicas: 1}}\n',
      'spec.application.appConfig.configMaps',
    ],
    [
      'another object',
      'apiVersion: apps/v1\nkind: Deployment\n---\napiVersion: v1\nkind: Service\n',
      '--at',
    ],
    ['a JSON patch of something else', '- op: add\n  path: /spec/replicas\n  value: 2\n', '--at'],
  ])(
    'B6: in %s is noted with the remedy [configuration-check/File without app-config is noted]',
    async (_, text, remedy) => {
      const { findings, exitCode } = await check(text);
      expect(findings).toMatchObject([
        { severity: 'warning', code: 'no_app_config', hint: expect.stringContaining(remedy) },
      ]);
      expect(exitCode).toBe(1);
    },
  );
});

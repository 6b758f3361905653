import { constants } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { claimsOf } from '@rhdh-boost/internal/client-assertion';
import { issuerOf } from '@rhdh-boost/internal/credential-url';
import { type AccountKey, accountProofs } from '@rhdh-boost/internal/service-account';
import { accountMethod, accountText, authKey, noAccount } from '../account-keys.ts';
import { dayOf, expiresSoon } from '../certificate-expiry.ts';
import { configurationFindings } from '../configuration-findings.ts';
import { shellWord } from '../kcadm.ts';
import { clientCertificate } from '../server-trust.ts';
import type { Finding, Step, StepContext } from '../step.ts';

/** Whether secret, key, certificate or assertion can be read and used. Nothing of them is shown. */
export const credentialStep: Step = {
  id: 'credential',
  title: 'Credential',
  needs: ['configuration'],
  async run(context) {
    const { configuration } = context;
    const method = accountMethod(configuration);
    if (method === 'none') return { skipped: noAccount };
    const found = configurationFindings(configuration, 'credential').map(withCommands(context));
    const findings = [
      ...found,
      ...missingProofs(context, found),
      ...(await judgeCertificate(context, found)),
      ...(await judgeAssertion(context)),
      ...(await judgePermissions(context)),
    ];
    const keys = usedKeys(context);
    const summary = `${keys.map(key => `${authKey}.${key}`).join(', ')} (${method})`;
    return { summary, findings, details: { method, keys } };
  },
};

function usedKeys({ configuration }: StepContext): AccountKey[] {
  const certificate = accountProofs.tls_client_auth.filter(
    key => accountText(configuration, key) !== undefined,
  );
  return [...new Set([...accountProofs[accountMethod(configuration)], ...certificate])];
}

/** An expired certificate is a warning of the check, because Node uses it; every server refuses it. */
function withCommands({ configuration }: StepContext): (finding: Finding) => Finding {
  return finding => {
    if (finding.code === 'certificate_expired') return { ...finding, severity: 'error' };
    const keyFile = accountText(configuration, 'keyFile');
    const isEncrypted = finding.code === 'file_unusable' && finding.message.includes('encrypted');
    return isEncrypted && keyFile !== undefined
      ? {
          ...finding,
          remedy:
            'Write the key without passphrase into a file that only the backend can read, and set its path.',
          commands: [
            `(umask 077; openssl pkey -in ${shellWord(keyFile)} -out ${shellWord(`${keyFile}.plain`)})`,
          ],
        }
      : finding;
  };
}

/** A key that is not set although the method needs it, and about which the check has found nothing. */
function missingProofs({ configuration }: StepContext, found: readonly Finding[]): Finding[] {
  return accountProofs[accountMethod(configuration)]
    .filter(key => accountText(configuration, key) === undefined)
    .map(key => `${authKey}.${key}`)
    .filter(path => !found.some(({ message }) => message.startsWith(`${path} `)))
    .map(path => ({
      severity: 'error',
      code: 'credential_missing',
      message: `${path} has no value here.`,
      remedy: `Set ${path}. If it is taken from a variable or a file, set the variable or fill the file where this command runs, too.`,
      source: configuration.sourceOf(path),
    }));
}

async function judgeCertificate(
  context: StepContext,
  found: readonly Finding[],
): Promise<Finding[]> {
  const certificate = await clientCertificate(context);
  if (certificate === undefined || found.some(({ code }) => code === 'certificate_expired')) {
    return [];
  }
  const path = `${authKey}.certificateFile`;
  const source = context.configuration.sourceOf(path);
  if (Date.parse(certificate.validFrom) > Date.now()) {
    return [
      {
        severity: 'error',
        code: 'certificate_not_yet_valid',
        message: `The certificate in ${path} is valid only from ${dayOf(certificate.validFrom)} on.`,
        remedy: 'Set the time of this machine, or use a certificate that is valid now.',
        source,
      },
    ];
  }
  if (!expiresSoon(certificate)) return [];
  return [
    {
      severity: 'warning',
      code: 'certificate_expires_soon',
      message: `The certificate in ${path} expires on ${dayOf(certificate.validTo)}.`,
      remedy: 'Replace the certificate in the file; the backend reads it again.',
      source,
    },
  ];
}

/** Keycloak accepts an assertion that is for the issuer of its realm alone. */
async function judgeAssertion(context: StepContext): Promise<Finding[]> {
  const { configuration, cwd } = context;
  const file = accountText(configuration, 'assertionFile');
  if (accountMethod(configuration) !== 'client_assertion' || file === undefined) return [];
  const issuer = accountText(configuration, 'issuer') ?? issuerOfEndpoint(context);
  const claims = await readClaims(resolve(cwd, file));
  if (claims === undefined || issuer === undefined) return [];
  const path = `${authKey}.assertionFile`;
  const { audiences } = claims;
  if (audiences.length === 1 && audiences[0] === issuer) return [];
  return [
    {
      severity: 'error',
      code: 'wrong_audience',
      message: `The assertion in ${path} is for ${audiences.join(', ') || 'nobody'}, and must be for ${issuer} only.`,
      remedy: `Have the assertion issued for ${issuer}: in Kubernetes, set it as audience of the projected service account token.`,
      source: configuration.sourceOf(path),
    },
  ];
}

function issuerOfEndpoint({ configuration }: StepContext): string | undefined {
  const endpoint = accountText(configuration, 'tokenEndpoint');
  return endpoint !== undefined && URL.canParse(endpoint) ? issuerOf(new URL(endpoint)) : undefined;
}

/** Undefined for what the check of the configuration has a finding about. */
async function readClaims(file: string): Promise<ReturnType<typeof claimsOf> | undefined> {
  try {
    return claimsOf((await readFile(file, 'utf8')).trim());
  } catch {
    return undefined;
  }
}

/** A private key that other users of the machine can read. A folder that is closed to them protects it. */
async function judgePermissions({ configuration, cwd }: StepContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const key of ['keyFile', 'certificateKeyFile'] as const) {
    const path = accountText(configuration, key);
    if (path === undefined || !(await isReadableByOthers(resolve(cwd, path)))) continue;
    findings.push({
      severity: 'warning',
      code: 'file_readable_by_others',
      message: `${authKey}.${key} names a private key that every user of this machine can read.`,
      remedy: 'Leave the file to its owner, or set defaultMode 0440 where Kubernetes mounts it.',
      commands: [`chmod 600 ${shellWord(path)}`],
      source: configuration.sourceOf(`${authKey}.${key}`),
    });
  }
  return findings;
}

async function isReadableByOthers(file: string): Promise<boolean> {
  // Windows has no such bits. In a container there are no other users.
  if (process.platform === 'win32' || process.env['KUBERNETES_SERVICE_HOST']) return false;
  try {
    const { mode } = await stat(file);
    const { mode: modeOfFolder } = await stat(dirname(file));
    return (mode & constants.S_IROTH) !== 0 && (modeOfFolder & constants.S_IXOTH) !== 0;
  } catch {
    return false;
  }
}

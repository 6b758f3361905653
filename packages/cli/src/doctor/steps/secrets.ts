import { enoughBits, estimatedBits } from '@rhdh-boost/internal/secret-strength';
import { accountProofs } from '@rhdh-boost/internal/service-account';
import { accountMethod, accountText, authKey } from '../account-keys.ts';
import { configurationFindings } from '../configuration-findings.ts';
import { keycloakAccount, regenerateSecret } from '../kcadm.ts';
import { clientCertificate } from '../server-trust.ts';
import type { Finding, Step, StepContext } from '../step.ts';

const encryptionKey = 'boost.encryptionSecret';
const generateSecret = 'openssl rand -base64 32';
/** NIST SP 800-131A: what is shorter protects less than 112 bits. */
const shortestRsaBits = 2048;

/** Whether secrets can be guessed, or are used twice. No value is shown. */
export const secretsStep: Step = {
  id: 'secrets',
  title: 'Secrets',
  needs: ['configuration'],
  async run(context) {
    const { configuration } = context;
    const ofClient = clientSecretOf(configuration);
    const encryption = configuration.get(encryptionKey);
    const findings = [
      ...configurationFindings(configuration, 'secrets').map(withCommand),
      ...judgeClientSecret(context, ofClient),
      ...judgeReuse(context, ofClient, encryption),
      ...(await judgeCertificate(context)),
    ];
    const examined = [
      ...(ofClient === undefined ? [] : [`${authKey}.clientSecret`]),
      ...(encryption === undefined ? [] : [encryptionKey]),
    ];
    if (examined.length === 0 && findings.length === 0) return { skipped: 'no secret is set' };
    return { summary: examined.join(', '), findings };
  },
};

function withCommand(finding: Finding): Finding {
  return { ...finding, commands: [generateSecret] };
}

function clientSecretOf(configuration: StepContext['configuration']): string | undefined {
  const isUsed = accountProofs[accountMethod(configuration)].includes('clientSecret');
  return isUsed ? accountText(configuration, 'clientSecret') : undefined;
}

function judgeClientSecret({ configuration }: StepContext, secret: string | undefined): Finding[] {
  if (secret === undefined || estimatedBits(secret) >= enoughBits) return [];
  const account = keycloakAccount(configuration);
  return [
    {
      severity: 'warning',
      code: 'guessable_client_secret',
      message: `${authKey}.clientSecret is easy to guess: its estimated entropy is below ${enoughBits} bits.`,
      remedy:
        'Have Keycloak generate another one, and store it where the configuration reads it. Keycloak rejects the old one from then on.',
      commands: account === undefined ? [generateSecret] : [regenerateSecret(account)],
      source: configuration.sourceOf(`${authKey}.clientSecret`),
    },
  ];
}

function judgeReuse(
  { configuration }: StepContext,
  secret: string | undefined,
  encryption: unknown,
): Finding[] {
  if (secret === undefined || secret !== encryption) return [];
  return [
    {
      severity: 'warning',
      code: 'reused_secret',
      message: `${encryptionKey} is the same as ${authKey}.clientSecret, which Keycloak's administrators can read.`,
      remedy: `Set ${encryptionKey} to a different secret, and keep this one in boost.previousEncryptionSecrets until reencrypt() has run.`,
      commands: [generateSecret],
      source: configuration.sourceOf(encryptionKey),
    },
  ];
}

/** A key that signs assertions is judged when it is read; OpenSSL accepts shorter ones for TLS. */
async function judgeCertificate(context: StepContext): Promise<Finding[]> {
  const certificate = await clientCertificate(context);
  const bits = certificate?.publicKey.asymmetricKeyDetails?.modulusLength ?? shortestRsaBits;
  if (bits >= shortestRsaBits) return [];
  return [
    {
      severity: 'warning',
      code: 'weak_key',
      message: `The certificate in ${authKey}.certificateFile has an RSA key of ${bits} bits.`,
      remedy: `Replace it with one of at least ${shortestRsaBits} bits, or with one of an elliptic curve.`,
      source: context.configuration.sourceOf(`${authKey}.certificateFile`),
    },
  ];
}

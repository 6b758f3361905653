import { createHash, type X509Certificate } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { isFileContent, printablePath } from '@rhdh-boost/internal/printable-path';
import { makeTlsMaterial, UnusableTlsFile } from '@rhdh-boost/internal/tls-files';
import { checkMount } from '../credentials/text-source.ts';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError } from '../token-error.ts';
import { CachedFile } from './cached-file.ts';

/** How the endpoint's certificate is judged, and which one the client shows. */
export type TlsOptions = {
  /** PEM file of a certificate authority that is trusted beside those of Node. */
  readonly caFile?: string | undefined;
} & (
  | {
      /** PEM file of the client's certificate, those of intermediate authorities behind it; with `keyFile`. */
      readonly certificateFile: string;
      /** PEM file of the key of that certificate, without passphrase. */
      readonly keyFile: string;
    }
  | {
      /** Left out: the client shows no certificate. */
      readonly certificateFile?: undefined;
      /** Left out with the certificate. */
      readonly keyFile?: undefined;
    }
);

type FileOption = keyof TlsOptions;
type FileTexts = Partial<Record<FileOption, string>>;

/** What connections are made with. */
export interface TlsMaterial {
  /** Differs when any of the files does. */
  readonly version: string;
  /** Undefined when Node's defaults do. */
  readonly secureContext: SecureContext | undefined;
  /** The subject of the client's certificate, as Keycloak compares it; undefined without one. */
  readonly subject: string | undefined;
  /** The thumbprint of the client's certificate (RFC 8705 section 3.1, `x5t#S256`); undefined without one. */
  readonly thumbprint: string | undefined;
}

/** What was made of the files' texts. */
interface Judged {
  readonly texts: FileTexts;
  /** Undefined when they cannot be used. */
  readonly material?: TlsMaterial;
  /** Why they cannot. */
  readonly error?: unknown;
}

const fileOptions = ['caFile', 'certificateFile', 'keyFile'] as const;

const keyMismatch = 'not the key of the certificate in tls.certificateFile';

/**
 * Reads the files of {@link TlsOptions}: a certificate is replaced every few months, or hours. In between they
 * are read by each call while a refusal is held, and a TLS context, into which all of Node's authorities are
 * parsed, costs a hundred times as much as the rest of such a call: one is built when a text has changed.
 */
export class TlsFiles {
  readonly #options: TlsOptions;
  readonly #files: readonly (readonly [FileOption, CachedFile])[];
  readonly #redactor: Redactor;
  #latest: Judged | undefined;

  /** Reads nothing yet. */
  constructor(options: TlsOptions, redactor: Redactor) {
    this.#options = options;
    this.#files = fileOptions.flatMap(option => {
      const path = options[option];
      return path === undefined ? [] : [[option, new CachedFile(path)] as const];
    });
    this.#redactor = redactor;
  }

  /** @throws TokenError `invalid_configuration` that names the option and the file */
  readSync(): TlsMaterial {
    const texts: FileTexts = {};
    for (const [option, file] of this.#files) {
      try {
        texts[option] = file.readSync();
      } catch (error) {
        throw this.#unreadable(option, error);
      }
    }
    return this.#material(texts);
  }

  /** As {@link readSync}; files that are unchanged are not read, and others without blocking the process. */
  async read(): Promise<TlsMaterial> {
    const texts: FileTexts = {};
    for (const [option, file] of this.#files) {
      texts[option] = await file.read().catch((error: unknown) => {
        throw this.#unreadable(option, error);
      });
    }
    return this.#material(texts);
  }

  /** Texts that are the same as last time are answered as then, also where they cannot be used. */
  #material(texts: FileTexts): TlsMaterial {
    if (texts.keyFile !== undefined) this.#redactor.learn(texts.keyFile);
    const latest = this.#latest;
    const isKnown =
      latest !== undefined && fileOptions.every(file => texts[file] === latest.texts[file]);
    const { material, error } = isKnown ? latest : this.#judge(texts);
    if (material === undefined) throw error;
    return material;
  }

  #judge(texts: FileTexts): Judged {
    try {
      this.#latest = { texts, material: this.#make(texts) };
    } catch (error) {
      this.#latest = { texts, error };
    }
    return this.#latest;
  }

  #make(texts: FileTexts): TlsMaterial {
    const version = createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
    try {
      const { secureContext, certificate } = makeTlsMaterial(texts, keyMismatch);
      const subject = certificate && subjectOf(certificate);
      return {
        version,
        secureContext,
        subject,
        thumbprint: certificate && thumbprintOf(certificate),
      };
    } catch (error) {
      throw error instanceof UnusableTlsFile ? this.#unusable(error.file, error.message) : error;
    }
  }

  #unreadable(option: FileOption, error: unknown): TokenError {
    const path = this.#options[option] ?? '';
    const file = contents[option];
    if (isFileContent(path)) {
      return invalidFile(`tls.${option} contains ${file} itself, not the path of a file`, option);
    }
    // One that was read before is a path, and no secret.
    const wasRead = this.#latest?.texts[option] !== undefined;
    const shown = wasRead ? path : printablePath(path);
    const place = shown === undefined ? `tls.${option}` : `tls.${option} ${shown}`;
    const message = `${place} cannot be used (${systemCodeOf(error) ?? 'an error'})`;
    return shown === undefined
      ? invalidFile(message, option)
      : new TokenError({ code: 'invalid_configuration', message, hint: checkMount });
  }

  /** The file was read, so that its path is one, and no secret. */
  #unusable(option: FileOption, reason: string): TokenError {
    return invalidFile(`tls.${option} ${this.#options[option]} cannot be used (${reason})`, option);
  }
}

function invalidFile(message: string, option: FileOption): TokenError {
  return new TokenError({
    code: 'invalid_configuration',
    message,
    hint: `Give the path of a PEM file with ${contents[option]}.`,
  });
}

const contents: Record<FileOption, string> = {
  caFile: 'the certificate of the authority',
  certificateFile: "the client's certificate",
  keyFile: "the private key of the client's certificate",
};

/** Keycloak compares the text that Java makes of it: the last part first, commas with a space behind. */
function subjectOf(certificate: X509Certificate): string {
  return certificate.subject.split('\n').toReversed().join(', ');
}

function thumbprintOf({ raw }: X509Certificate): string {
  return createHash('sha256').update(raw).digest('base64url');
}

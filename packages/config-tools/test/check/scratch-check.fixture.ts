import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CheckOptions, checkAppConfig } from '../../src/check/check-app-config.ts';
import type { CheckReport } from '../../src/check/report.ts';

/** What a check of files in a folder of their own gave. */
export interface ScratchCheck extends CheckReport {
  /** Each finding as `file:line:column severity code path`. */
  readonly told: readonly string[];
}

/**
 * Writes files into a folder of their own, checks them there, and removes them.
 *
 * @param files - their contents by name
 */
export async function checkScratch(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Omit<CheckOptions, 'cwd'> = {},
): Promise<ScratchCheck> {
  return inScratch(files, async cwd => {
    const report = await checkAppConfig({ env: {}, ...options, cwd });
    return { ...report, told: report.findings.map(tell) };
  });
}

/** Writes files into a folder of their own, and removes it when the work is done. */
export async function inScratch<Result>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'boost-check-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tell({ location, severity, code, path }: CheckReport['findings'][number]): string {
  const place =
    location === undefined ? '' : `${location.file}:${location.line}:${location.column} `;
  return `${place}${severity} ${code}${path === undefined ? '' : ` ${path}`}`;
}

// Lets API Extractor read the declarations of an entry point.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import type { EntryPoint } from '../common/workspaces.ts';

const REPORT = 'report.api.md';

/** The report of an entry point as it should be today. Throws an error that says why there is none. */
export function extractApi(root: string, folder: string, entryPoint: EntryPoint): string {
  if (!existsSync(join(root, entryPoint.types))) {
    throw new Error(`${entryPoint.types} does not exist. Run \`npm run build\` first.`);
  }
  const projectFolder = join(root, folder);
  const temporary = mkdtempSync(join(tmpdir(), 'api-report-'));
  try {
    mkdirSync(join(temporary, 'kept'));
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder,
        mainEntryPointFilePath: join(root, entryPoint.types),
        newlineKind: 'lf',
        compiler: { tsconfigFilePath: join(projectFolder, 'tsconfig.json') },
        apiReport: {
          enabled: true,
          reportFileName: REPORT,
          reportFolder: join(temporary, 'kept'),
          reportTempFolder: join(temporary, 'made'),
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          // TypeDoc's check speaks of what is not documented or not exported; here only the API counts.
          extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(projectFolder, 'package.json'),
    });
    const problems: string[] = [];
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: message => {
        if (message.logLevel === ExtractorLogLevel.Error) {
          problems.push(message.text);
        }
        message.handled = true;
      },
    });
    if (problems.length > 0) {
      throw new Error(`API Extractor could not read ${entryPoint.types}: ${problems.join('; ')}`);
    }
    return readFileSync(join(temporary, 'made', REPORT), 'utf8');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

import type { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import { type KagentiClient } from '@rhdh-boost/kagenti-client';
import type { AgenticProvider } from './boost-contract';
export interface ProviderParts {
    readonly kagenti: Pick<KagentiClient, 'asUser'>;
    readonly cache: CacheService;
    readonly logger: LoggerService;
}
/** Lets users chat with the default agent. */
export declare function kagentiProvider({ kagenti, cache, logger }: ProviderParts): AgenticProvider;

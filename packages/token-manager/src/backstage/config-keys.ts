/** The section of app-config that holds the account, unless another is given. */
export const defaultSection = 'boost.kagenti';

/** What the encryption key of shared tokens is derived from. */
export const encryptionSecretKey = 'boost.encryptionSecret';

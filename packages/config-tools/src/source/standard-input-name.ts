/** What standard input is called where files are named. */
export const standardInput = '-';
/** What findings call it. */
export const standardInputName = '<stdin>';

/** Documentation of fields that mean the same wherever they occur, for types that say nothing else of them. */
export const usualFields: Readonly<Record<string, string>> = {
  namespace: 'Its namespace.',
  name: 'Its name.',
  success: 'True when it was done, or started.',
  message: 'What was done, in the words of the server.',
};

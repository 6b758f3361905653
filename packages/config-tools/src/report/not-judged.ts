/** Said where a file could not be read: that nothing was found in the others would mislead. */
export const sayNotJudged = 'No field was judged, since a file could not be read.';

/** A logger for the packages that a command opens: what goes wrong is the command's own result. */
export const silentLogger = { error() {}, warn() {}, info() {}, debug() {} };

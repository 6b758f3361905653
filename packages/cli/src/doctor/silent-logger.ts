/** A logger for what the doctor opens: what goes wrong is a finding. */
export const silentLogger = { error() {}, warn() {}, info() {}, debug() {} };

/** Names of attributes: OpenTelemetry's where its conventions for HTTP clients have one. */
export const attributeNames = {
  operation: 'kagenti.operation',
  outcome: 'kagenti.outcome',
  attempts: 'kagenti.attempts',
  attemptReason: 'kagenti.attempt.reason',
  statusClass: 'kagenti.status_class',
  streamEvents: 'kagenti.stream.events',
  errorType: 'error.type',
  requestMethod: 'http.request.method',
  resendCount: 'http.request.resend_count',
  statusCode: 'http.response.status_code',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  urlTemplate: 'url.template',
} as const;

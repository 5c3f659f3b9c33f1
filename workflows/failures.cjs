// CommonJS for the reason that payloads.cjs tells.
const { DefaultFailureConverter } = require('@temporalio/common');

/**
 * Messages and stack traces of failures travel as a payload, so that they are sealed like any other; the type of a failure, which is the code
 * of a problem, stays readable.
 */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

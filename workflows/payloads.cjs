// CommonJS, because Temporal loads payload converters with `require`, in the process and in the workflow bundle alike.
const { DefaultPayloadConverter } = require('@temporalio/common');

const standard = new DefaultPayloadConverter();

/**
 * A payload that nobody can read becomes `{undecodable: true}` instead of an error: a garbage signal typed into the Temporal UI
 * would otherwise fail every workflow task of its claim from then on.
 *
 * @type {import('@temporalio/common').PayloadConverter}
 */
exports.payloadConverter = {
  toPayload: (value) => standard.toPayload(value),
  fromPayload(payload) {
    try {
      return standard.fromPayload(payload);
    } catch {
      return { undecodable: true };
    }
  },
};

// CommonJS, because Temporal loads payload converters with `require`, in the process and in the workflow bundle alike.
const { DefaultPayloadConverter } = require('@temporalio/common');

const standard = new DefaultPayloadConverter();

/**
 * A payload that nobody can read becomes `{undecodable: true}` instead of an error: a garbage signal typed into the Temporal UI
 * would otherwise fail every workflow task of its claim from then on. What an activity was given or has answered is our own: when that cannot be
 * read, a key is missing, and its workflow stands still until it is back.
 *
 * @type {import('@temporalio/common').PayloadConverter}
 */
exports.payloadConverter = {
  toPayload: (value) => standard.toPayload(value),
  fromPayload(payload, context) {
    try {
      return standard.fromPayload(payload);
    } catch (cause) {
      if (context?.type !== 'activity') return { undecodable: true };
      throw new Error('what an activity has written down cannot be read: PAYLOAD_KEYS lacks its key', { cause });
    }
  },
};

// Temporal's SDK notes for every promise of a workflow where it was made, through the bundle's source map, so that the UI can show a workflow's call
// stack. With the ten frames that are usual it takes half of what a step of a workflow costs. Of three, two are the SDK's own; a promise and those that
// wait for it, one frame each, still tell in which step a claim is, and an error where it was thrown.
Error.stackTraceLimit = 3;

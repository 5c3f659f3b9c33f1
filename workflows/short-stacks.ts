// Temporal's SDK notes for every promise of a workflow where it was made, through the bundle's source map, so that the UI can show a workflow's call
// stack. With the ten frames that are usual it takes a third of what a workflow costs; the innermost three say where it waits, or failed.
Error.stackTraceLimit = 3;

/** A failure whose message says all that the person at the terminal needs; it is shown without a stack. */
export class PlainFailure extends Error {
  name = "PlainFailure";
}

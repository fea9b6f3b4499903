import { StoreUnavailable } from "../../../engines/store/storePort";

const TRIES_MAX = 5;
const PAUSE_BASE_MS = 20;
const PAUSE_MAX_MS = 400;

/** Names of refusals that pass by themselves; `isTransient` adds what fails without a refusal. */
const TRANSIENT_NAMES: ReadonlySet<string> = new Set([
  "InternalServerError",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ReplicatedWriteConflictException",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);
const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
  "InternalServerError",
  "RequestLimitExceeded",
]);

interface Failure {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** Why the transaction was cancelled, one entry for each write in order; undefined when that is not what happened. */
export function cancellationCodes(error: unknown): readonly string[] | undefined {
  const failure = error as Failure;
  if (failure.name !== "TransactionCanceledException") return undefined;
  return (failure.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
}

export function isTransient(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const codes = cancellationCodes(error);
  if (codes !== undefined) return codes.some((code) => TRANSIENT_REASONS.has(code));
  const { name, $metadata } = error as Failure;
  if (typeof name === "string" && TRANSIENT_NAMES.has(name)) return true;
  const { httpStatusCode, attempts } = $metadata ?? {};
  // The SDK counts an attempt once it tried to send. Without a status no answer came; with a good one, the answer was cut short. Neither has a name to
  // rely on: refused, reset, timed out and hung up each come with their own words.
  if (httpStatusCode === undefined) return attempts !== undefined;
  return httpStatusCode >= 500 || httpStatusCode < 300;
}

/** Full jitter: a pause anywhere between nothing and the doubling bound, so that callers who collided do not meet again. */
export async function pauseBeforeTry(nextTry: number, random: () => number): Promise<void> {
  const boundMs = Math.min(PAUSE_MAX_MS, PAUSE_BASE_MS * 2 ** nextTry);
  await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * boundMs)));
}

/** `attempt` must be harmless to repeat: a read, or a transaction under one token. */
export async function retryTransient<T>(attempt: () => Promise<T>, random: () => number): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (tried >= TRIES_MAX) throw new StoreUnavailable(`DynamoDB did not answer in ${TRIES_MAX} tries`, { cause: error });
      await pauseBeforeTry(tried, random);
    }
  }
}

/** One line of JSON a record, for people and for the cloud's log search. Never a phone, an openid, a token or a key (promise T41): callers give ids and codes. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Keys of the store and words of a failure may still name one: a code's item lies under its phone. */
const PHONE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

export function createJsonLog(write: (line: string) => void, now: () => string): Log {
  const record =
    (level: string) =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) =>
      write(
        JSON.stringify({
          at: now(),
          level,
          message,
          ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value instanceof Error ? (value.stack ?? value.message) : value])),
        }).replace(PHONE, "$1****$2"),
      );
  return { info: record("info"), warn: record("warn"), error: record("error") };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One line of JSON a record, for people and for the cloud's log search. Never a phone, an openid, a token or a key (promise T41): callers give ids and codes. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

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
        }),
      );
  return { info: record("info"), warn: record("warn"), error: record("error") };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

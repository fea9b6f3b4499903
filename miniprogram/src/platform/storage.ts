import Taro from "@tarojs/taro";

/** One named value on this phone. The mini-program's storage is 10 MB in all and may be cleared by WeChat: keep small records only. */
export interface StoredValue<Value> {
  get(): Value | undefined;
  /** False when the phone refused (full, or private browsing), so that the caller can say that nothing was kept. */
  set(value: Value): boolean;
  remove(): void;
}

/**
 * @param name prefixed here, so that it cannot meet another application's on the same origin
 * @param read turns what was stored, perhaps by an older version, into a value; undefined forgets it
 */
export function storedValue<Value>(name: string, read: (raw: unknown) => Value | undefined): StoredValue<Value> {
  const key = `civic-green:${name}`;
  return {
    get() {
      try {
        const text: unknown = Taro.getStorageSync(key);
        return typeof text === "string" && text !== "" ? read(JSON.parse(text)) : undefined;
      } catch {
        return undefined;
      }
    },
    set(value) {
      try {
        Taro.setStorageSync(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
    remove() {
      try {
        Taro.removeStorageSync(key);
      } catch {
        // Nothing to remove from a storage that cannot be reached.
      }
    },
  };
}

export const readText = (raw: unknown): string | undefined => (typeof raw === "string" ? raw : undefined);

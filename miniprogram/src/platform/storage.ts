import Taro from "@tarojs/taro";

/** One named value on this phone. The mini-program's storage is 10 MB in all and may be cleared by WeChat: keep small records only. */
export interface StoredValue<Value> {
  get(): Value | undefined;
  /** False when the phone refused (full, or private browsing), so that the caller can say that nothing was kept. */
  set(value: Value): boolean;
  remove(): void;
}

/** Keeps our keys from meeting another application's on the same origin. */
const APP_PREFIX = "civic-green:";

/**
 * @param name prefixed here
 * @param read turns what was stored, perhaps by an older version, into a value; undefined forgets it
 */
export function storedValue<Value>(name: string, read: (raw: unknown) => Value | undefined): StoredValue<Value> {
  const key = APP_PREFIX + name;
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

/**
 * Records of one kind, each under a key of its own: one more is written without touching the others, and a damaged one is lost alone. WeChat keeps at most
 * 1 MB under a key.
 */
export interface StoredRecords<Value> {
  /** In the order of their text. */
  ids(): readonly string[];
  of(id: string): StoredValue<Value>;
}

export function storedRecords<Value>(name: string, read: (raw: unknown) => Value | undefined): StoredRecords<Value> {
  const prefix = `${name}:`;
  return {
    ids: () =>
      storedKeys()
        .filter((key) => key.startsWith(APP_PREFIX + prefix))
        .map((key) => key.slice(APP_PREFIX.length + prefix.length))
        .sort(),
    of: (id) => storedValue(prefix + id, read),
  };
}

/** What WeChat grants one mini-program on one phone; a browser grants about as much. */
export const STORAGE_CAP_BYTES = 10 * 1024 * 1024;

/** Bytes that this application keeps on the phone. WeChat counts itself; in a browser a character takes two. */
export function storageUsedBytes(): number {
  try {
    const { currentSize } = Taro.getStorageInfoSync();
    if (Number.isFinite(currentSize)) return currentSize * 1024;
    return storedKeys().reduce((sum, key) => sum + 2 * (key.length + JSON.stringify(Taro.getStorageSync(key)).length), 0);
  } catch {
    return 0;
  }
}

function storedKeys(): readonly string[] {
  try {
    return Taro.getStorageInfoSync().keys;
  } catch {
    return [];
  }
}

export const readText = (raw: unknown): string | undefined => (typeof raw === "string" ? raw : undefined);

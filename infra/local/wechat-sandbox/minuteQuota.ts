/** So many calls a minute for one person or one app; a sliding window, as the next call after the oldest minute is over succeeds again. */
export interface MinuteQuota {
  /** False when the quota is used up; a refused call does not count. */
  take(who: string): boolean;
}

export function createMinuteQuota(options: { readonly callsMax: number; readonly nowEpochMs: () => number }): MinuteQuota {
  const callsOf = new Map<string, number[]>();
  return {
    take(who) {
      const now = options.nowEpochMs();
      const recent = (callsOf.get(who) ?? []).filter((at) => now - at < 60_000);
      callsOf.set(who, recent);
      if (recent.length >= options.callsMax) return false;
      recent.push(now);
      return true;
    },
  };
}

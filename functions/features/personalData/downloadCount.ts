import { addDays, epochMsOf, localDateOf, startOfDay, type Instant } from "@app/contract/kernel/time";
import { attributeAbsent, numberAtMost, or, type ItemKey, type Store, type Write } from "../../engines/store/storePort";

/** Each reads everything of a person, so it is dear; nobody needs more. */
export const DOWNLOADS_PER_DAY = 5;
export const DOWNLOAD_TAG = "downloads of the day";

/** | AP-D1 · downloads of one's data today · download · primary · PERSON_DOWNLOADS#id / date · 1, counted by the write's condition | */
const dayKey = (personId: string, now: Instant): ItemKey => ({ pk: `PERSON_DOWNLOADS#${personId}`, sk: localDateOf(now) });

export async function downloadsLeft(store: Store, personId: string, now: Instant): Promise<number> {
  const count = (await store.get(dayKey(personId, now)))?.["count"];
  return Math.max(0, DOWNLOADS_PER_DAY - (typeof count === "number" ? count : 0));
}

/** Fails with `DOWNLOAD_TAG` when the day's downloads are used up. */
export function countDownload(personId: string, now: Instant): Write {
  return {
    kind: "update",
    tag: DOWNLOAD_TAG,
    key: dayKey(personId, now),
    add: { count: 1 },
    set: { expiresAtEpochSeconds: Math.floor(epochMsOf(startOfDay(addDays(localDateOf(now), 2))) / 1000) },
    condition: or(attributeAbsent("count"), numberAtMost("count", DOWNLOADS_PER_DAY - 1)),
  };
}

import { addDays, instantAt, localDateOf, TimeOfDay, type Instant } from "@app/contract/kernel/time";

/** The end of the quiet hours in which `now` lies, or undefined by day. From and until alike, or no time at all: there are none. Pure. */
export function quietUntil(now: Instant, hours: { readonly from: string; readonly until: string }): Instant | undefined {
  const from = TimeOfDay.safeParse(hours.from);
  const until = TimeOfDay.safeParse(hours.until);
  if (!from.success || !until.success || from.data === until.data) return undefined;
  const today = localDateOf(now);
  const begins = instantAt(today, from.data);
  const ends = instantAt(today, until.data);
  if (begins < ends) return now >= begins && now < ends ? ends : undefined;
  if (now < ends) return ends;
  return now >= begins ? instantAt(addDays(today, 1), until.data) : undefined;
}

import { addMs, epochMsOf, localDateOf } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { absent, versionIs, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { queuedNotice, slotsOpenedNotice } from "../../notices/public";
import { followersPk, OPENING_DEADLINE, openingKey, type FollowItem, type OpeningItem } from "./followRepository";

/** One page is one transaction: its notices and the cursor behind them. */
export const FOLLOWERS_AT_ONCE = 80;
/**
 * Between two pages. Messages leave one after another, oldest first: a facility with ten thousand followers must not stand in front of somebody's confirmation for
 * longer than this.
 */
export const NEXT_PAGE_MS = 10_000;
const KEPT_DAYS = 7;

/**
 * Tells one page of a facility's followers that slots were opened (promise F5). A follower is told once a facility and day, however many openings there are: the
 * notice's own id says so. A stop in the middle goes on at the cursor; a page is told whole or not at all.
 */
export async function tellFollowers(deps: { readonly store: Store; readonly clock: Clock }, item: StoredItem): Promise<void> {
  const { store } = deps;
  const opening = item as OpeningItem;
  const now = deps.clock.now();
  const page = await store.query({
    index: "primary",
    pk: followersPk(opening.facilityId),
    range: { beginsWith: "PERSON#" },
    limit: FOLLOWERS_AT_ONCE,
    ...(opening.cursor === undefined ? {} : { cursor: opening.cursor }),
  });
  // Who followed after the opening has seen the facility's calendar with it.
  const followers = (page.items as readonly FollowItem[]).filter((follower) => follower.followedAt <= opening.openedAt);
  const cause = `OPENED.${opening.facilityId}.${localDateOf(now)}`;
  const { page: opens = "", ...words } = slotsOpenedNotice(opening);
  const notices = followers.map(({ personId }) => queuedNotice({ cause, to: { kind: "PERSON", personId }, page: opens, ...words, createdAt: now }));
  const told = notices.length === 0 ? [] : await store.getMany(notices.map(({ pk, sk }) => ({ pk, sk })));
  // A race with another opening's page fails whole, and the next look leaves out whom that one told.
  await store.transact([
    progress(opening, page.next, now),
    ...notices.flatMap((notice, index): Write[] =>
      told[index] === undefined ? [{ kind: "put", tag: `notice ${index}`, item: notice, condition: absent }] : [],
    ),
  ]);
}

function progress(opening: OpeningItem, next: string | undefined, now: ReturnType<Clock["now"]>): Write {
  const update = { kind: "update", tag: "opening", key: openingKey(opening.openingId), add: { version: 1 }, condition: versionIs(opening.version) } as const;
  return next === undefined
    ? { ...update, set: { expiresAtEpochSeconds: Math.floor(epochMsOf(now) / 1000) + KEPT_DAYS * 86_400 }, remove: ["index4", "cursor"] }
    : { ...update, set: { cursor: next, index4: deadlineEntry(OPENING_DEADLINE, addMs(now, NEXT_PAGE_MS), opening.openingId) } };
}

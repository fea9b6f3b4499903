import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../engines/context/clock";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { absent, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import { queuedNotice, type Addressee, type NewNotice, type NoticeItem } from "./noticeRepository";
import type { NoticeText } from "./noticeTexts";

/**
 * One event told to very many: a job that makes the notices page by page. A page's notices and the cursor behind them are one transaction, so a job that was cut off goes
 * on behind its last page, and a recipient is told once however often it is begun or by how many. The notices wait in the bulk queue.
 * | AP-M7 · one job · the feature that began it · primary · FAN_OUT#id / STATE · 1 |
 * | AP-M8 · jobs to go on with · sweep · index4 · DUE#FAN_OUT / moment · page |
 */
export interface FanOutItem extends StoredItem {
  readonly fanOutId: string;
  /** Which audience, and what of it. */
  readonly audience: string;
  readonly filter: { readonly [name: string]: string };
  readonly words: Words;
  readonly startedAt: Instant;
  /** Behind the last page; absent at the start and at the end. */
  readonly cursor?: string;
  /** Recipients whose notice was made. */
  readonly told: number;
  readonly finishedAt?: Instant;
  readonly version: number;
}
type Words = Omit<NewNotice, "cause" | "to" | "createdAt" | "sendAt" | "queue" | "about">;

/** Who may be told together. A page gives the same people for the same cursor, as far as they are still there; nobody twice but in two pages. */
export interface Audience {
  readonly name: string;
  readonly page: (asked: { readonly filter: FanOutItem["filter"]; readonly cursor: string | undefined; readonly limit: number }) => Promise<AudiencePage>;
}
export interface AudiencePage {
  readonly to: readonly Addressee[];
  readonly next?: string;
  /** What else stands in the transaction of the page, given those of it who were not told before: at most `PAGE` writes and one. */
  readonly beside?: (told: readonly Addressee[]) => readonly Write[];
}

export interface FanOutDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audiences: readonly Audience[];
}

export const FAN_OUT_DEADLINE = "FAN_OUT";
const PAGE = 40;
/** Between two looks of a sweep at one job, so that jobs and everything else take turns. */
const PAGES_AT_ONCE = 5;
const KEPT_DAYS = 30;
export const fanOutKey = (fanOutId: string): ItemKey => ({ pk: `FAN_OUT#${fanOutId}`, sk: "STATE" });

/** The job, for the transaction of the command that wants it. `fanOutId` is the cause of its notices: one id, one notice for each recipient. */
export function fanOutStarted(job: {
  readonly fanOutId: string;
  readonly audience: string;
  readonly filter: FanOutItem["filter"];
  readonly words: NoticeText;
  readonly at: Instant;
}): Write {
  const { fanOutId, audience, filter, at } = job;
  const { sendAt, page = "", ...words } = job.words;
  const item: FanOutItem = {
    ...fanOutKey(fanOutId),
    fanOutId,
    audience,
    filter,
    words: { ...words, page },
    startedAt: at,
    told: 0,
    version: 1,
    index4: deadlineEntry(FAN_OUT_DEADLINE, sendAt ?? at, fanOutId),
  };
  return { kind: "put", tag: "fan-out", item, condition: absent };
}

export async function getFanOut(store: Store, fanOutId: string): Promise<FanOutItem | undefined> {
  return (await store.get(fanOutKey(fanOutId))) as FanOutItem | undefined;
}

export async function continueFanOut(deps: FanOutDeps, item: StoredItem): Promise<void> {
  let job: FanOutItem | undefined = item as FanOutItem;
  for (let page = 1; page <= PAGES_AT_ONCE && job !== undefined && job.finishedAt === undefined; page += 1) {
    // Somebody else's page, or another job's notice for the same person, came between: look at how it stands.
    job = (await pageTold(deps, job)) ? await getFanOut(deps.store, job.fanOutId) : undefined;
  }
}

async function pageTold({ store, clock, audiences }: FanOutDeps, job: FanOutItem): Promise<boolean> {
  const audience = audiences.find(({ name }) => name === job.audience);
  if (audience === undefined) throw new Error(`no audience ${job.audience}`);
  const now = clock.now();
  const { to, next, beside } = await audience.page({ filter: job.filter, cursor: job.cursor, limit: PAGE });
  const made = new Map(
    to.map((addressee): [string, { notice: NoticeItem; addressee: Addressee }] => {
      // It stands in the recipient's list at the moment it got there: an earlier one might lie behind what they have seen.
      const notice = queuedNotice({ ...job.words, cause: job.fanOutId, to: addressee, createdAt: now, queue: "NOTICE_BULK" });
      return [notice.noticeId, { notice, addressee }];
    }),
  );
  const notices = [...made.values()];
  // Whoever moved into a later page of a list that changes has been told.
  const told = notices.length === 0 ? [] : await store.getMany(notices.map(({ notice: { pk, sk } }) => ({ pk, sk })));
  const missing = notices.filter((_, index) => told[index] === undefined);
  const outcome = await store.transact([
    {
      kind: "update",
      tag: "fan-out",
      key: fanOutKey(job.fanOutId),
      ...(next === undefined
        ? {
            set: { finishedAt: now, expiresAtEpochSeconds: Math.floor(epochMsOf(now) / 1000) + KEPT_DAYS * 86_400 },
            remove: ["index4", "cursor"],
          }
        : { set: { cursor: next, index4: deadlineEntry(FAN_OUT_DEADLINE, now, job.fanOutId) } }),
      add: { told: missing.length, version: 1 },
      condition: versionIs(job.version),
    },
    ...missing.map(({ notice }, index): Write => ({ kind: "put", tag: `notice ${index}`, item: notice, condition: absent })),
    ...(beside?.(missing.map(({ addressee }) => addressee)) ?? []),
  ]);
  return outcome.committed;
}

import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import type { ReceiveSmsReports, SmsReport, SmsReportOutcome } from "../../../engines/messaging/smsReports";
import { versionIs, type Store } from "../../../engines/store/storePort";
import { noticeCounted } from "../noticeFigures";
import { noticeKey, storedTry, type NoticeItem, type NoticeTry } from "../noticeRepository";
import { noticeOfSms } from "../smsSentRepository";

interface ReportDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const AT_ONCE = 8;
const CONFLICT_RETRIES_MAX = 8;

/**
 * What the carriers say of the SMS that were taken for sent (promises F24, R7). A first report stands beside its try and a repeat changes nothing. A message that never
 * reached the phone was not the end of its notice: SMS is closed to it, and it goes on by the next way, or to those that reached nobody.
 */
export function receiveSmsReports(deps: ReportDeps): ReceiveSmsReports {
  return async (reports) => {
    const outcomes: SmsReportOutcome[] = [];
    for (let from = 0; from < reports.length; from += AT_ONCE) {
      outcomes.push(...(await Promise.all(reports.slice(from, from + AT_ONCE).map((report) => received(deps, report)))));
    }
    return outcomes;
  };
}

async function received({ store, clock }: ReportDeps, report: SmsReport): Promise<SmsReportOutcome> {
  const noticeId = await noticeOfSms(store, report.messageId, report.phone);
  if (noticeId === undefined) return "UNKNOWN";
  if (noticeId === "WRONG_NUMBER") return "WRONG_NUMBER";
  for (let attempt = 1; attempt <= CONFLICT_RETRIES_MAX; attempt += 1) {
    const notice = (await store.get(noticeKey(noticeId))) as NoticeItem | undefined;
    // Its time is over, or its person is gone.
    if (notice === undefined) return "UNKNOWN";
    const now = clock.now();
    const tries = triesWith(notice.tries, report, now);
    if (tries === undefined) return "REPEATED";
    const goesOn = report.failure !== undefined && isSentBy(notice, report.messageId);
    const outcome = await store.transact([
      {
        kind: "update",
        tag: "notice",
        key: noticeKey(noticeId),
        set: {
          tries: tries.map(storedTry),
          ...(goesOn
            ? {
                state: "QUEUED",
                closedChannels: [...new Set([...notice.closedChannels, "SMS"])],
                lastFailureCode: report.failure,
                index4: deadlineEntry(notice.queue, now, noticeId),
              }
            : {}),
        },
        add: { version: 1 },
        remove: goesOn ? ["channel", "sentAt"] : [],
        condition: versionIs(notice.version),
      },
      // It did not go that way after all: the day's figures say how many were told.
      ...(goesOn ? await noticeCounted(store, noticeId, localDateOf(notice.sentAt ?? now), "SMS", -1) : []),
    ]);
    if (outcome.committed) return "RECORDED";
  }
  throw new Error("the notice kept changing");
}

/** The tries with the report beside its own; undefined when it stands there already, or its try is no longer kept. */
function triesWith(tries: readonly NoticeTry[], report: SmsReport, at: Instant): NoticeTry[] | undefined {
  const place = tries.findIndex(({ messageId }) => messageId === report.messageId);
  const made = tries[place];
  if (made === undefined || made.report !== undefined) return undefined;
  return tries.with(place, { ...made, report: { at, ...(report.failure === undefined ? {} : { code: report.failure }) } });
}

/** Still the very sending that is taken for the one that told them: somebody may have sent it again meanwhile. */
function isSentBy({ state, tries }: NoticeItem, messageId: string): boolean {
  return state === "SENT" && tries.at(-1)?.messageId === messageId;
}

import type { Actor } from "@app/contract/kernel/actor";
import type { AttachmentId, BookingId, RequestId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import type { BackFillTeamVisit, ReportTeamVisit } from "@app/contract/visits/teamVisit.schema";
import { backFillTeamVisit } from "../features/visits/actions/backFillTeamVisit";
import { decideBooking } from "../features/visits/actions/decideBooking";
import { reportTeamVisit } from "../features/visits/actions/reportTeamVisit";
import { submitBooking } from "../features/visits/actions/submitBooking";
import type { FacilityItem } from "../features/visits/facilityRepository";
import type { SlotItem } from "../features/visits/slotRepository";
import { aReadyPhoto } from "./activityBuilders";
import type { TestProduct } from "./startTestProduct";
import { anAccount, aSubmission, aVisitor, decide, requestId, valueOf, visitDepsOf } from "./visitActs";
import { BAISHAMEN } from "./visitBuilders";

export const REPORTER = anAccount("FACILITY_ADMIN");
export const CITY_AUDITOR = anAccount("CITY_ADMIN", "CN/46/4601", "吴海波");
export const PROVINCE_AUDITOR = anAccount("PROVINCE_ADMIN", "CN/46", "陈建华");

let photoCount = 0;
/** New pictures of a team's visit, uploaded by this account and used by nothing yet. */
export async function teamPhotos(test: TestProduct, count = 1, by: Actor = REPORTER): Promise<AttachmentId[]> {
  const ids = Array.from({ length: count }, () => `01TEAMSHOT${String((photoCount += 1)).padStart(10, "0")}` as AttachmentId);
  for (const id of ids) await test.store.transact([{ kind: "put", tag: "photo", item: aReadyPhoto(id, "TEAM_VISIT_PHOTO", by.id) }]);
  return ids;
}

export const bookTeam = (test: TestProduct, slot: Pick<SlotItem, "slotId">, by: { personId: string; heads?: number; teamName?: string }) =>
  submitBooking(visitDepsOf(test), {
    actor: aVisitor(by.personId),
    personId: by.personId,
    kind: "TEAM",
    command: { ...aSubmission(slot, { heads: by.heads ?? 30 }), teamName: by.teamName ?? "海口市第一中学", purpose: "环保课外实践" },
  });

export async function confirmedTeam(test: TestProduct, slot: Pick<SlotItem, "slotId">, by: Parameters<typeof bookTeam>[2]): Promise<BookingId> {
  const { bookingId } = await valueOf(bookTeam(test, slot, by));
  await valueOf(decide(test, bookingId, "CONFIRM"));
  return bookingId;
}

/** Without photos of its own the report gets a new one. */
export async function report(test: TestProduct, bookingId: BookingId, command: Partial<ReportTeamVisit> & { actor?: Actor } = {}) {
  const { actor, ...asked } = command;
  const photos = asked.photos ?? (await teamPhotos(test, 1, actor));
  return reportTeamVisit(visitDepsOf(test), { actor: actor ?? REPORTER, bookingId, command: { requestId: requestId(), heads: 30, ...asked, photos } });
}

export async function backFill(test: TestProduct, command: Partial<BackFillTeamVisit> & { actor?: Actor; facility?: FacilityItem } = {}) {
  const { actor, facility, ...asked } = command;
  const photos = asked.photos ?? (await teamPhotos(test, 1, actor));
  return backFillTeamVisit(visitDepsOf(test), {
    actor: actor ?? REPORTER,
    facilityId: facility?.facilityId ?? BAISHAMEN,
    command: {
      requestId: requestId(),
      date: "2026-03-06" as LocalDate,
      period: "MORNING",
      teamName: "海南大学环境系",
      heads: 27,
      purpose: "专业实习",
      ...asked,
      photos,
    },
  });
}

/** Of the version that is there, unless another one is said to have been seen. */
export async function judge(
  test: TestProduct,
  bookingId: BookingId,
  action: "AUDIT" | "RETURN" | "MARK_ABSENT" | "DISCARD",
  by: { actor?: Actor; remark?: string; version?: number; requestId?: RequestId } = {},
) {
  const seen = by.version ?? Number((await test.store.get({ pk: `BOOKING#${bookingId}`, sk: "STATE" }))?.["version"]);
  return decideBooking(visitDepsOf(test), {
    actor: by.actor ?? (action === "AUDIT" || action === "RETURN" ? CITY_AUDITOR : REPORTER),
    bookingId,
    action,
    requestId: by.requestId ?? requestId(),
    remark: by.remark ?? (action === "RETURN" || action === "DISCARD" ? "照片不清" : undefined),
    version: seen,
  });
}

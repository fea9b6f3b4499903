import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import type { AnnouncementDetail } from "@app/contract/announcements/announcement.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AnnouncementId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import { and, attributeAbsent, equals, exists, type StoredValue, type ItemKey, type Write } from "../../../engines/store/storePort";
import { noticeRead, noticeTo } from "../../notices/public";
import type { AnnouncementDeps } from "../announcementDeps";
import { confirmedEvent } from "../announcementEvents";
import {
  fanOutIdOf,
  favouritePlace,
  figuresKey,
  getAnnouncementItem,
  getReceipt,
  receiptKey,
  receiptSk,
  receiptsPk,
  type AnnouncementItem,
  type ReceiptItem,
} from "../announcementRepository";
import { detailOf } from "./saveAnnouncement";

type Refusal = AnnouncementRefusal | KernelRefusal;
type Received = { readonly announcement: AnnouncementItem; readonly receipt: ReceiptItem };

/**
 * Somebody opened it. The first time is their receipt's; the count of readers is added to in the same transaction, under the condition that the receipt was unread, so
 * that it is the number of read receipts whoever opens it how often and where (promise R2). Whoever was not sent it, such as its office, reads without a receipt.
 */
export async function readAnnouncement(
  deps: AnnouncementDeps,
  input: { readonly actor: Actor; readonly announcementId: AnnouncementId },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const { engine } = deps;
  const done = await runCommand<undefined, Refusal>(engine, {
    actor: input.actor,
    requestId: undefined,
    command: "readAnnouncement",
    asked: input.announcementId,
    decide: async ({ actor, now }) => {
      const received = await receivedBy(deps, actor, input.announcementId);
      // What was withdrawn shows nothing to have read.
      if (received?.announcement.status !== "SENT") return ok({ writes: [], events: [], answer: undefined });
      return ok({ writes: await readWrites(deps, received, now), events: [], answer: undefined });
    },
  });
  return done.ok ? detailOf(deps, input.actor, input.announcementId) : done;
}

/** 确认收到 is an act of its own, on record; who confirms has read. */
export async function confirmAnnouncement(
  deps: AnnouncementDeps,
  input: { readonly actor: Actor; readonly announcementId: AnnouncementId; readonly requestId: RequestId },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const done = await runCommand<undefined, Refusal>(deps.engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: "confirmAnnouncement",
    asked: input.announcementId,
    decide: async ({ actor, now }) => {
      const received = await receivedBy(deps, actor, input.announcementId);
      if (received === undefined) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
      const { announcement, receipt } = received;
      if (announcement.status !== "SENT") return refuse({ code: "ANNOUNCEMENT_WITHDRAWN" });
      if (!announcement.needsConfirmation) return refuse({ code: "CONFIRMATION_NOT_ASKED" });
      if (receipt.confirmedAt !== undefined) return ok({ writes: [], events: [], answer: undefined });
      return ok({ writes: await readWrites(deps, received, now, true), events: [confirmedEvent(announcement, receipt.username)], answer: undefined });
    },
  });
  return done.ok ? detailOf(deps, input.actor, input.announcementId) : done;
}

/** 收藏: a mark of one recipient's, seen by nobody else. */
export async function favourAnnouncement(
  deps: AnnouncementDeps,
  input: { readonly actor: Actor; readonly announcementId: AnnouncementId; readonly isFavourite: boolean },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const { isFavourite } = input;
  const done = await runCommand<undefined, Refusal>(deps.engine, {
    actor: input.actor,
    requestId: undefined,
    command: "favourAnnouncement",
    asked: [input.announcementId, isFavourite],
    decide: async ({ actor }) => {
      const received = await receivedBy(deps, actor, input.announcementId);
      if (received === undefined) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
      const { receipt } = received;
      if (receipt.isFavourite === isFavourite) return ok({ writes: [], events: [], answer: undefined });
      const write: Write = {
        kind: "update",
        tag: "receipt",
        key: receiptKey(receipt.announcementId, receipt.username),
        set: isFavourite ? { isFavourite, index1: favouritePlace(receipt) } : { isFavourite },
        ...(isFavourite ? {} : { remove: ["index1"] }),
        condition: exists,
      };
      return ok({ writes: [write], events: [], answer: undefined });
    },
  });
  return done.ok ? detailOf(deps, input.actor, input.announcementId) : done;
}

async function receivedBy({ engine }: AnnouncementDeps, actor: Actor, announcementId: AnnouncementId): Promise<Received | undefined> {
  const [announcement, receipt] = await Promise.all([
    getAnnouncementItem(engine.store, announcementId),
    getReceipt(engine.store, announcementId, actor.username),
  ]);
  return announcement === undefined || receipt === undefined ? undefined : { announcement, receipt };
}

/** The receipt moves to its next list, the figures follow, and the message in the inbox is read with it. */
async function readWrites({ engine }: AnnouncementDeps, { receipt }: Received, now: Instant, confirms = false): Promise<Write[]> {
  const { announcementId, username, place, readAt } = receipt;
  const isFirst = readAt === undefined;
  if (!isFirst && !confirms) return [];
  const set: Record<string, StoredValue | ItemKey> = {
    index2: { pk: receiptsPk(announcementId, confirms ? "CONFIRMED" : "READ"), sk: receiptSk(place, username) },
    ...(isFirst ? { readAt: now } : {}),
    ...(confirms ? { confirmedAt: now } : {}),
  };
  const notice = await noticeTo(engine.store, fanOutIdOf(announcementId), { kind: "ACCOUNT", username });
  return [
    {
      kind: "update",
      tag: "receipt",
      key: receiptKey(announcementId, username),
      set,
      condition: and(exists, isFirst ? attributeAbsent("readAt") : equals("readAt", readAt), attributeAbsent("confirmedAt")),
    },
    {
      kind: "update",
      tag: "figures",
      key: figuresKey(announcementId),
      add: { ...(isFirst ? { read: 1 } : {}), ...(confirms ? { confirmed: 1 } : {}) },
      condition: exists,
    },
    ...noticeRead(notice, now),
  ];
}

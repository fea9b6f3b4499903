import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import type { AnnouncementDetail, SendAnnouncement } from "@app/contract/announcements/announcement.schema";
import { announcementWorkflow } from "@app/contract/announcements/announcement.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, equals, versionIs, type Store, type Write } from "../../../engines/store/storePort";
import { announcementNotice, fanOutStarted } from "../../notices/public";
import type { AnnouncementDeps } from "../announcementDeps";
import { announcementEvent } from "../announcementEvents";
import {
  ANNOUNCEMENT_TAG,
  announcementItem,
  fanOutIdOf,
  figuresKey,
  getAnnouncementItem,
  getContent,
  numberKey,
  serialKey,
  type AnnouncementItem,
  type SerialItem,
} from "../announcementRepository";
import { caseOf, partiesOf } from "../announcementView";
import { ANNOUNCEMENT_AUDIENCE } from "../audiences";
import { readNumber } from "../documentNumber";
import { countRecipients } from "../recipients";
import { detailOf } from "./saveAnnouncement";

type Refusal = AnnouncementRefusal | KernelRefusal;

/**
 * From here on it is not changed. The command sets the job going and names its number as used; receipts and notices follow page by page (`audiences.ts`), so that ten
 * thousand recipients hold nobody up.
 */
export async function sendAnnouncement(
  deps: AnnouncementDeps,
  input: { readonly actor: Actor; readonly announcementId: AnnouncementId; readonly command: SendAnnouncement },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const { engine } = deps;
  const { announcementId, command } = input;
  const sent = await runCommand<AnnouncementId, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "sendAnnouncement",
    asked: [announcementId, command],
    decide: async ({ actor, now }) => {
      const [draft, content] = await Promise.all([getAnnouncementItem(engine.store, announcementId), getContent(engine.store, announcementId)]);
      const parties = draft === undefined ? [] : partiesOf(draft, actor);
      if (draft === undefined || content === undefined || parties.length === 0) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
      const step = decideAction(announcementWorkflow, {
        item: caseOf(draft, undefined),
        action: "SEND",
        parties,
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!step.ok) return step;
      if (draft.version !== command.version) return refuse({ code: "ANNOUNCEMENT_CHANGED" });
      if (content.text.trim() === "") return refuse({ code: "ANNOUNCEMENT_TEXT_MISSING" });
      const found = await countRecipients(engine.store, { ...draft, recipients: content.recipients }, 0);
      if (!found.ok) return found;
      if (found.value.count === 0) return refuse({ code: "RECIPIENTS_NONE" });
      if (found.value.count !== command.recipients) return refuse({ code: "RECIPIENTS_CHANGED", count: found.value.count });
      const number = await numberWrites(engine.store, draft, now);
      if (!number.ok) return number;
      const announcement = announcementItem({ ...draft, status: "SENT", sentAt: now, version: draft.version + 1 });
      const words = announcementNotice({
        announcementId,
        title: `${announcement.kind}：${announcement.title}`,
        orgName: announcement.orgName,
        hint: announcement.needsConfirmation ? "请查阅并确认收到" : "请查阅",
        text: `${announcement.orgName}发布${announcement.kind}「${announcement.title}」，请查阅${announcement.needsConfirmation ? "并确认收到" : ""}。`,
      });
      return ok({
        writes: [
          { kind: "put", tag: ANNOUNCEMENT_TAG, item: announcement, condition: versionIs(draft.version) },
          { kind: "put", tag: "figures", item: { ...figuresKey(announcementId), recipients: 0, read: 0, confirmed: 0 }, condition: absent },
          fanOutStarted({ fanOutId: fanOutIdOf(announcementId), audience: ANNOUNCEMENT_AUDIENCE, filter: { announcementId }, words, at: now }),
          ...number.value,
        ],
        events: [announcementEvent("ANNOUNCEMENT_SENT", announcement, `${found.value.count} 人`)],
        answer: announcementId,
        explain: (tags) => (tags.includes(NUMBER_TAG) ? { code: "ANNOUNCEMENT_NUMBER_TAKEN", number: draft.number } : undefined),
      });
    },
  });
  return sent.ok ? detailOf(deps, input.actor, sent.value) : sent;
}

const NUMBER_TAG = "number";

/** A number is used once by an office, for good; the next suggestion goes on behind the greatest. */
async function numberWrites(store: Store, { orgPath, number, announcementId }: AnnouncementItem, now: string): Promise<Result<Write[], AnnouncementRefusal>> {
  if (number === "") return ok([]);
  const key = numberKey(orgPath, number);
  if ((await store.get(key)) !== undefined) return refuse({ code: "ANNOUNCEMENT_NUMBER_TAKEN", number });
  const taken: Write = { kind: "put", tag: NUMBER_TAG, item: { ...key, announcementId }, condition: absent };
  const read = readNumber(number);
  if (read === undefined || read.year !== now.slice(0, 4)) return ok([taken]);
  const serial = (await store.get(serialKey(orgPath, read.year))) as SerialItem | undefined;
  if (serial !== undefined && serial.last >= read.serial) return ok([taken]);
  const item = { ...serialKey(orgPath, read.year), last: read.serial, prefix: read.prefix };
  return ok([taken, { kind: "put", tag: "serial", item, condition: serial === undefined ? absent : equals("last", serial.last) }]);
}

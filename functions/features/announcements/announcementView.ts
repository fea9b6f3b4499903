import {
  ANNOUNCEMENT_STATUS_LABELS,
  type AnnouncementDetail,
  type AnnouncementSummary,
  type OwnReceipt,
  type ReceiptFigures,
} from "@app/contract/announcements/announcement.schema";
import { announcementWorkflow, type AnnouncementCase, type AnnouncementParty } from "@app/contract/announcements/announcement.workflow";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import type { AnnouncementDeps } from "./announcementDeps";
import { getContent, getFigures, getReceipt, type AnnouncementItem, type FiguresItem, type ReceiptItem } from "./announcementRepository";
import { choiceText } from "./recipients";

const accountIdOf = (actor: Actor): string => actor.accountId ?? actor.id;

/** Who somebody is to an announcement: its author and, once it is sent, every office at its place and above. */
export function partiesOf(announcement: AnnouncementItem, actor: Actor): AnnouncementParty[] {
  const isOffice = mayAt(actor, "announcements.send", announcement.orgPath);
  if (!isOffice) return [];
  const parties: AnnouncementParty[] = announcement.senderAccountId === accountIdOf(actor) ? ["AUTHOR"] : [];
  return announcement.status === "DRAFT" || announcement.status === "DISCARDED" ? parties : [...parties, "OFFICE"];
}

export function caseOf(announcement: AnnouncementItem, figures: FiguresItem | undefined): AnnouncementCase {
  const { recipients, unread, isSpreading } = toFigures(figures);
  return { status: announcement.status, unread: recipients === 0 ? 0 : unread, isSpreading, remindedAt: announcement.remindedAt };
}

export function toFigures(figures: FiguresItem | undefined): ReceiptFigures {
  const { recipients = 0, read = 0, confirmed = 0, completeAt } = figures ?? {};
  return { recipients, read, unread: recipients - read, confirmed, isSpreading: completeAt === undefined };
}

export function toOwn({ readAt, confirmedAt, isFavourite }: ReceiptItem): OwnReceipt {
  return { isFavourite, ...(readAt === undefined ? {} : { readAt }), ...(confirmedAt === undefined ? {} : { confirmedAt }) };
}

export function toSummary(
  announcement: AnnouncementItem,
  seenBy: { readonly receipt?: ReceiptItem | undefined; readonly figures?: FiguresItem | undefined; readonly isOffice: boolean },
): AnnouncementSummary {
  const { announcementId, kind, number, title, orgName, senderName, status, isImportant, needsConfirmation, files, savedAt, sentAt } = announcement;
  return {
    announcementId,
    kind,
    number,
    title,
    orgName,
    senderName,
    status,
    statusLabel: ANNOUNCEMENT_STATUS_LABELS[status],
    at: sentAt ?? savedAt,
    isImportant,
    needsConfirmation,
    fileCount: files.length,
    ...(seenBy.receipt === undefined ? {} : { own: toOwn(seenBy.receipt) }),
    ...(seenBy.isOffice && sentAt !== undefined ? { figures: { ...toFigures(seenBy.figures), ...(status === "SENT" ? {} : { isSpreading: false }) } } : {}),
  };
}

/** As this actor may see it: what was withdrawn is a title and a reason to whom it was sent, whole to its office. `undefined`: it is not theirs to see. */
export async function toDetail(
  deps: Pick<AnnouncementDeps, "engine" | "documents">,
  announcement: AnnouncementItem,
  actor: Actor,
  now: Instant,
): Promise<AnnouncementDetail | undefined> {
  const { store } = deps.engine;
  const { announcementId, status } = announcement;
  const parties = partiesOf(announcement, actor);
  const isOffice = parties.length > 0;
  const receipt = await getReceipt(store, announcementId, actor.username);
  if (!isOffice && receipt === undefined) return undefined;
  const [content, figures] = await Promise.all([getContent(store, announcementId), isOffice ? getFigures(store, announcementId) : undefined]);
  const isOpen = isOffice || status === "SENT";
  const { withdrawal, remindedAt, orgPath, files, version } = announcement;
  return {
    ...toSummary(announcement, { receipt, figures, isOffice }),
    text: isOpen ? (content?.text ?? "") : "",
    files: isOpen ? await deps.documents(files) : [],
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(isOffice && content !== undefined ? { orgPath, recipients: content.recipients, recipientsText: await choiceText(store, content.recipients) } : {}),
    ...(isOffice && remindedAt !== undefined ? { remindedAt } : {}),
    availableActions: isOffice ? availableActions(announcementWorkflow, caseOf(announcement, figures), parties, now) : [],
    version,
  };
}

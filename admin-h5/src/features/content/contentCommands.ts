import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import { banRoutes } from "@app/contract/content/bans.routes";
import type { Ban } from "@app/contract/content/ban.schema";
import type { CoveredPart, HeldContent } from "@app/contract/visits/moderation.schema";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import type { BulkPublishAnswer, Rating } from "@app/contract/visits/rating.schema";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

type Said<Answer> = Promise<Result<Answer, CallRefusal>>;

export function pass(content: HeldContent): Said<Rating> {
  const body = { version: content.version };
  const { bookingId } = content;
  return sendIntended(`content.pass.${bookingId}`, body, (requestId) =>
    api.call(moderationRoutes.passContent, { params: { bookingId }, body: { requestId, ...body } }),
  );
}

export function hide(content: HeldContent, remark: string): Said<Rating> {
  const body = { version: content.version, remark };
  const { bookingId } = content;
  return sendIntended(`content.hide.${bookingId}`, body, (requestId) =>
    api.call(moderationRoutes.hideContent, { params: { bookingId }, body: { requestId, ...body } }),
  );
}

export function passAll(contents: readonly HeldContent[]): Said<BulkPublishAnswer> {
  const body = { items: contents.map(({ bookingId, version }) => ({ bookingId, version })) };
  return sendIntended("content.passAll", body, (requestId) => api.call(moderationRoutes.bulkPassContent, { body: { requestId, ...body } }));
}

export function cover(content: HeldContent, attachmentId: AttachmentId, parts: CoveredPart[]): Said<Rating> {
  const body = { version: content.version, parts };
  const params = { bookingId: content.bookingId, attachmentId };
  return sendIntended(`content.cover.${attachmentId}`, body, (requestId) => api.call(moderationRoutes.redactPhoto, { params, body: { requestId, ...body } }));
}

export function ban(content: HeldContent, reason: string, until: LocalDate | undefined): Said<Ban> {
  const body = { reason, ...(until === undefined ? {} : { until }) };
  const { bookingId } = content;
  return sendIntended(`content.ban.${bookingId}`, body, (requestId) =>
    api.call(moderationRoutes.banAuthor, { params: { bookingId }, body: { requestId, ...body } }),
  );
}

export function answerBan(of: Ban, action: "UPHOLD" | "LIFT", remark: string): Said<Ban> {
  const body = { version: of.version, remark };
  const params = { personId: of.personId };
  const route = action === "UPHOLD" ? banRoutes.upholdBan : banRoutes.liftBan;
  return sendIntended(`ban.${action}.${of.personId}`, body, (requestId) => api.call(route, { params, body: { requestId, ...body } }));
}

import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type { NoShowRecord, NoShowRule, NoShowWaiver, SetNoShowRule, WaiveDays } from "@app/contract/visits/noShow.schema";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { api } from "../../../platform/api";
import { sendIntended } from "../../../platform/sendIntended";

/** The two answers that a bureau gives; appealing is the booker's, on the phone. */
export type BureauAction = "WAIVE" | "UPHOLD";
const ROUTES = { WAIVE: noShowRoutes.waiveNoShow, UPHOLD: noShowRoutes.upholdNoShow } as const;
export const isBureauAction = (action: string): action is BureauAction => action in ROUTES;

export function decideNoShow(record: NoShowRecord, action: BureauAction, remark: string): Promise<Result<NoShowRecord, CallRefusal>> {
  const content = { version: record.version, remark };
  return sendIntended(`noShow.${action}.${record.bookingId}`, content, (requestId) =>
    api.call(ROUTES[action], { params: { bookingId: record.bookingId }, body: { requestId, ...content } }),
  );
}

export function setRule(cityCode: string, content: Omit<SetNoShowRule, "requestId">): Promise<Result<NoShowRule, CallRefusal>> {
  return sendIntended(`noShowRule.${cityCode}`, content, (requestId) =>
    api.call(noShowRoutes.setNoShowRule, { params: { cityCode }, body: { requestId, ...content } }),
  );
}

export function waiveDays(content: Omit<WaiveDays, "requestId">): Promise<Result<NoShowWaiver, CallRefusal>> {
  return sendIntended("waiveDays", content, (requestId) => api.call(noShowRoutes.waiveDays, { body: { requestId, ...content } }));
}

import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { systemRoutes } from "@app/contract/system/system.routes";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

export function retryDeadLetter(deadLetterId: string): Promise<Result<unknown, CallRefusal>> {
  return sendIntended(`retryDeadLetter.${deadLetterId}`, {}, (requestId) =>
    api.call(systemRoutes.retryDeadLetter, { params: { deadLetterId }, body: { requestId } }),
  );
}

export function sendNoticeAgain(undeliveredId: string): Promise<Result<unknown, CallRefusal>> {
  return sendIntended(`sendNoticeAgain.${undeliveredId}`, {}, (requestId) =>
    api.call(systemRoutes.sendNoticeAgain, { params: { undeliveredId }, body: { requestId } }),
  );
}

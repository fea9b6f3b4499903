import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type { RouteCall } from "@app/contract/kernel/route";
import type { RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

export const OWN_REGISTRATION = ["registration", "own"] as const;

export function submitRegistration(version: number, content: object): Promise<Result<RegistrationDetail, CallRefusal>> {
  return sendIntended("submitRegistration", { version, ...content }, (requestId) =>
    api.call(registrationRoutes.submitRegistration, {
      body: { requestId, version, ...content } as unknown as RouteCall<typeof registrationRoutes.submitRegistration>["body"],
    }),
  );
}

export function withdrawRegistration(version: number): Promise<Result<RegistrationDetail, CallRefusal>> {
  return sendIntended("withdrawRegistration", version, (requestId) => api.call(registrationRoutes.withdrawRegistration, { body: { requestId, version } }));
}

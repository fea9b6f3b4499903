import { createApiClient } from "@app/contract/kernel/apiClient";
import { apiOrigin, httpTransport } from "../platform/http";
import { currentSession, forgetSession } from "./session";

export const api = createApiClient({
  baseUrl: apiOrigin,
  transport: httpTransport,
  sessionToken: () => currentSession()?.token,
  onRefusal: (refusal) => {
    // A dead token would make every later call fail too, also the public ones.
    if (refusal.code === "SESSION_EXPIRED" || refusal.code === "SESSION_MISSING") forgetSession();
  },
});

import { useEffect } from "react";
import type { AskMoment } from "@app/contract/notices/subscription.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { storedValue } from "../platform/storage";
import { askToNotify } from "../platform/subscribe";
import { api } from "./apiClient";
import { act } from "./intention";
import { currentSession, useSession } from "./session";
import { useRemote } from "./useRemote";

/** Accepted in WeChat and not yet told to the server: whoever is asked before they logged in is counted afterwards. */
const accepted = storedValue<readonly string[]>("acceptedTemplates", (raw) =>
  Array.isArray(raw) && raw.every((id) => typeof id === "string") ? raw.slice(0, 3) : undefined,
);

/**
 * The question to put at a tap, for messages whose number is short. What to ask is loaded with the page, for WeChat lets a page ask from within a tap only and a look at
 * the network would come too late; until it is there, all of the moment's templates are asked for.
 *
 * @param standard the templates of this edition; none means that nobody is asked
 */
export function useSubscriptionAsk(moment: AskMoment, standard: readonly string[]): () => Promise<void> {
  const token = useSession()?.token;
  const key = token === undefined || standard.length === 0 ? undefined : `subscription-asks:${moment}:${token}`;
  const { remote } = useRemote(key, () => api.call(noticeRoutes.getSubscriptionAsks, { query: { moment } }));
  useEffect(() => {
    if (token !== undefined) void reportAccepted();
  }, [token]);
  const templateIds = key !== undefined && remote.kind === "READY" ? remote.value.templateIds : standard;

  return async () => {
    const outcome = await askToNotify(templateIds);
    if (outcome.kind !== "ANSWERED" || outcome.acceptedTemplateIds.length === 0) return;
    accepted.set(outcome.acceptedTemplateIds);
    // What the person came for does not wait for it.
    void reportAccepted();
  };
}

/** Once: the same acceptance keeps its request id until the server has answered. */
async function reportAccepted(): Promise<void> {
  const acceptedTemplateIds = accepted.get();
  if (acceptedTemplateIds === undefined || currentSession() === undefined) return;
  const answer = await act("report-subscriptions", { acceptedTemplateIds: [...acceptedTemplateIds] }, (body) =>
    api.call(noticeRoutes.reportSubscriptions, { body }),
  );
  if (answer.ok) accepted.remove();
}

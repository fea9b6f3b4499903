import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { logInIfNeeded } from "../../../api/logIn";
import { useSession } from "../../../api/session";
import { useSubscriptionAsk } from "../../../api/subscriptions";
import { useRemote } from "../../../api/useRemote";
import { followTemplateIds } from "../../../platform/noticeTemplates";
import { toast } from "../../../platform/toast";

/** Whether this person is told when the facility opens slots, and the way to change it. Nobody is asked to log in before they want it. */
export function useFollow(facilityId: FacilityId) {
  const token = useSession()?.token;
  const state = useRemote(token === undefined ? undefined : `follow:${facilityId}:${token}`, () =>
    api.call(demandRoutes.getFollow, { params: { facilityId } }),
  );
  const askAtTap = useSubscriptionAsk("FOLLOWING", followTemplateIds);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isFollowing = token !== undefined && state.remote.kind === "READY" && state.remote.value.isFollowing;

  const toggle = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    const wanted = !isFollowing;
    // WeChat lets a page ask only from within a tap, so the question comes first. A no is an answer: the list of what one follows still works.
    if (wanted) await askAtTap();
    const entered = await logInIfNeeded();
    if (entered.kind !== "LOGGED_IN") {
      setBusy(false);
      return entered.kind === "FAILED" ? setProblem(entered.message) : undefined;
    }
    const route = wanted ? demandRoutes.followFacility : demandRoutes.unfollowFacility;
    const answer = await act(`${wanted ? "follow" : "unfollow"}:${facilityId}`, {}, (body) => api.call(route, { params: { facilityId }, body }));
    setBusy(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    state.replace(answer.value);
    toast(answer.value.isFollowing ? "有新场次时会提醒您" : "已取消提醒");
  };

  return { isFollowing, isBusy, problem, toggle };
}

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../platform/api";
import { forgetDrafts } from "../platform/draft";
import { forgetIntents } from "../platform/intent";
import { PATHS } from "../platform/paths";
import { endSession } from "../platform/session";
import { forgetFilters } from "./rememberedFilters";

/** Leaves at once, whatever the network says: on a shared computer the screen must be empty. */
export function useLogOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void api.call(sessionRoutes.logOut, {});
    void navigate(PATHS.login, { replace: true });
    endSession();
    queryClient.clear();
    forgetDrafts();
    forgetIntents();
    forgetFilters();
  };
}

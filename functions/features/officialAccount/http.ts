import type { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { ok, refuse } from "@app/contract/kernel/result";
import type { Handlers } from "../../engines/http/handler";
import { getMenuItem, getRepliesItem } from "./accountRepository";
import { createSceneCode } from "./actions/createSceneCode";
import { editSceneCode } from "./actions/editSceneCode";
import { publishMenu } from "./actions/publishMenu";
import { saveMenu } from "./actions/saveMenu";
import { saveReplies, toAccountReplies } from "./actions/saveReplies";
import { toAccountMenu } from "./menuView";
import type { OfficialAccountDeskDeps } from "./officialAccountDeps";
import { getFollowerFigures, getSceneCode, listAccountChanges, listSceneCodes, tryReply } from "./queries/accountDesk";

export function officialAccountHandlers(deps: OfficialAccountDeskDeps): Handlers<typeof officialAccountRoutes> {
  const { store, clock } = deps.engine;
  return {
    getJsSdkSignature: async ({ input }) => {
      // Only for our own pages: a signature would let somebody else's page act in the account's name.
      if (!deps.allowedRedirectOrigins.includes(new URL(input.query.url).origin)) return refuse({ code: "PAGE_NOT_OURS" });
      const signed = await deps.wechat.signOfficialAccountPage(input.query.url);
      return signed.ok ? ok(signed.value) : refuse({ code: signed.refusal.code === "NOT_SET_UP" ? "ACCOUNT_NOT_SET_UP" : "WECHAT_UNAVAILABLE" });
    },
    getAccountMenu: async () => ok(toAccountMenu(await getMenuItem(store))),
    saveAccountMenu: ({ input, actor }) => saveMenu(deps.engine, actor, input.body),
    publishAccountMenu: ({ input, actor }) => publishMenu(deps, actor, "PUBLISH", input.body),
    removeAccountMenu: ({ input, actor }) => publishMenu(deps, actor, "REMOVE", input.body),
    getAccountReplies: async () => ok(toAccountReplies(await getRepliesItem(store))),
    saveAccountReplies: ({ input, actor }) => saveReplies(deps, actor, input.body),
    tryAccountReply: ({ input }) => tryReply(deps, input.query.text),
    listSceneCodes: ({ input }) => listSceneCodes(store, input.query, clock.now()),
    createSceneCode: ({ input, actor }) => createSceneCode(deps, actor, input.body),
    getSceneCode: ({ input }) => getSceneCode(deps, input.params.codeId),
    editSceneCode: ({ input, actor }) => editSceneCode(deps.engine, actor, input.params.codeId, input.body),
    getFollowerFigures: ({ input }) => getFollowerFigures(store, input.query, clock.now()),
    listAccountChanges: ({ input }) => listAccountChanges(store, input.query),
  };
}

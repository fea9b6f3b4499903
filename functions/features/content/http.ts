import type { banRoutes } from "@app/contract/content/bans.routes";
import { scopesOf } from "@app/contract/kernel/actor";
import { ok, refuse } from "@app/contract/kernel/result";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Handlers } from "../../engines/http/handler";
import { getBanItem, listBanItems } from "./banRepository";
import { toBan, toMyBan } from "./banView";
import { answerBan, appealBan } from "./decideBan";
import { conflictOf, personIdOf } from "./otherModerators";

export function banHandlers(engine: CommandEngine): Handlers<typeof banRoutes> {
  return {
    listBans: async ({ input, actor }) => {
      const scopes = scopesOf(actor, "content.moderate");
      if (scopes.length === 0) return refuse({ code: "FORBIDDEN" });
      const found = await listBanItems(engine.store, scopes, { ...input.query, cursor: input.query.cursor });
      if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
      const now = engine.clock.now();
      const self = await personIdOf(engine.store, actor);
      const items = await Promise.all(found.items.map(async (ban) => toBan(engine.store, ban, actor, now, await conflictOf(engine.store, ban, actor, self))));
      return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
    },
    upholdBan: ({ input, actor }) => answerBan(engine, { actor, ...input.params, action: "UPHOLD", command: input.body }),
    liftBan: ({ input, actor }) => answerBan(engine, { actor, ...input.params, action: "LIFT", command: input.body }),
    getMyBan: async ({ actor }) => {
      const ban = actor.personId === undefined ? undefined : await getBanItem(engine.store, actor.personId);
      return ok(ban === undefined ? {} : { ban: toMyBan(ban, actor, engine.clock.now()) });
    },
    appealBan: ({ input, actor }) => appealBan(engine, { actor, command: input.body }),
  };
}

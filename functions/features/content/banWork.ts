import { scopesOf } from "@app/contract/kernel/actor";
import { addMs, DAY_MS } from "@app/contract/kernel/time";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Parameters } from "../../engines/settings/parameters";
import { WORK_PAGE, workItem, type WorkSource } from "../workbench/public";
import { listBanItems } from "./banRepository";
import { conflictOf, personIdOf } from "./otherModerators";

/** Appeals that this moderator may answer: not those against bans of their own making, nor against one of themselves. */
export function banWork({ store, clock, parameters }: Pick<CommandEngine, "store" | "clock"> & { readonly parameters: Parameters }): WorkSource {
  return {
    countWork: async (actor) => {
      const scopes = scopesOf(actor, "content.moderate");
      if (scopes.length === 0) return [];
      const found = await listBanItems(store, scopes, { group: "APPEALED", limit: WORK_PAGE, cursor: undefined });
      const bans = found === "CURSOR_INVALID" ? [] : found.items;
      const self = bans.length === 0 ? undefined : await personIdOf(store, actor);
      const conflicts = await Promise.all(bans.map((ban) => conflictOf(store, ban, actor, self)));
      const theirs = bans.filter((_, index) => conflicts[index] === undefined);
      const days = await parameters.get("content.appealDays");
      return workItem(
        { key: "BAN_APPEALS", label: "发言限制申诉待答复", opens: "/content?tab=bans&group=APPEALED" },
        theirs.map(({ changedAt }) => ({ since: changedAt, dueAt: addMs(changedAt, days * DAY_MS) })),
        clock.now(),
      );
    },
  };
}

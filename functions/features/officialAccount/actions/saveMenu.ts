import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { leavesOfMenu, menuWords, type AccountMenu, type SaveAccountMenu } from "@app/contract/officialAccount/menu.schema";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import { ruleOfKey, STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import { ruleName } from "@app/contract/officialAccount/replies.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { accountEvent, getMenuItem, getRepliesItem, MENU_KEY, menuWrite, type MenuItem } from "../accountRepository";
import { toAccountMenu } from "../menuView";

type Refusal = OfficialAccountRefusal | KernelRefusal;

/** Changes the draft alone: what followers see changes by a publication. */
export function saveMenu(engine: CommandEngine, actor: Actor, command: SaveAccountMenu): Promise<Result<AccountMenu, Refusal>> {
  return runCommand<AccountMenu, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "saveAccountMenu",
    asked: command,
    decide: async ({ now }) => {
      const [before, repliesItem] = await Promise.all([getMenuItem(engine.store), getRepliesItem(engine.store)]);
      if (before.version !== command.version) return refuse(menuChanged(before));
      if (before.underWay !== undefined && before.underWay.until > now) return refuse({ code: "MENU_BEING_PUBLISHED", byName: before.underWay.byName });
      const { rules } = repliesItem?.replies ?? STANDARD_REPLIES;
      const lost = leavesOfMenu(command.buttons).find((leaf) => leaf.kind === "REPLY" && ruleOfKey(rules, leaf.key) === undefined);
      if (lost !== undefined) return refuse({ code: "REPLY_UNKNOWN", where: lost.name });
      if (JSON.stringify(before.draft) === JSON.stringify(command.buttons)) return ok({ writes: [], events: [], answer: toAccountMenu(before) });
      const named = (key: string): string => {
        const rule = ruleOfKey(rules, key);
        return rule === undefined ? key : ruleName(rule);
      };
      const { underWay: _over, ...kept } = before;
      const after: MenuItem = { ...kept, draft: command.buttons, lastChange: { byName: actor.name, at: now }, version: before.version + 1 };
      return ok({
        writes: [menuWrite(after, before)],
        events: [
          accountEvent(
            { eventType: "ACCOUNT_MENU_SAVED", casePk: MENU_KEY.pk, caseId: "menu", caseName: "公众号菜单", sequence: after.version },
            [{ label: "菜单草稿", before: menuWords(before.draft, named), after: menuWords(after.draft, named) }],
            { menu: command.buttons },
          ),
        ],
        answer: toAccountMenu(after),
      });
    },
  });
}

export function menuChanged({ lastChange, published }: MenuItem): OfficialAccountRefusal {
  const latest = lastChange === undefined || (published !== undefined && published.at > lastChange.at) ? published : lastChange;
  return { code: "ACCOUNT_SETTING_CHANGED", byName: latest?.byName, at: latest?.at };
}

import { createHash } from "node:crypto";
import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal, KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs } from "@app/contract/kernel/time";
import { leavesOfMenu, menuWords, type AccountMenu, type PublishAccountMenu } from "@app/contract/officialAccount/menu.schema";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import { ruleOfKey, STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import { runCommand, type CommandInput } from "../../../engines/commands/runCommand";
import { accountEvent, getMenuItem, getRepliesItem, MENU_KEY, menuWrite, type MenuItem } from "../accountRepository";
import { menuEntries, toAccountMenu } from "../menuView";
import type { OfficialAccountDeskDeps } from "../officialAccountDeps";
import { isUnanswered, refusalOfWechat, wechatSentence } from "../wechatWords";
import { menuChanged } from "./saveMenu";

type Refusal = OfficialAccountRefusal | KernelRefusal;
export type PublicationKind = "PUBLISH" | "REMOVE";
/** Twice what WeChat may take; whoever died meanwhile stands in nobody's way longer. */
const UNDER_WAY_MS = 30_000;

/**
 * Publishes the draft, or takes the menu away. WeChat cannot take part in a transaction, so it goes in three steps: the place is taken (one publication at a time, of
 * the version that was looked at), WeChat is asked, what became of it is recorded with its event. WeChat's own calls are repeatable, so a repeat after a lost answer at
 * any point asks once more and ends the same.
 */
export async function publishMenu(
  deps: OfficialAccountDeskDeps,
  actor: Actor,
  kind: PublicationKind,
  command: PublishAccountMenu,
): Promise<Result<AccountMenu, Refusal>> {
  const { engine, wechat } = deps;
  const settling = { actor, requestId: command.requestId, command: kind === "PUBLISH" ? "publishAccountMenu" : "removeAccountMenu", asked: command };
  const first = await firstAnswerOf(settling);
  if (first !== undefined) return first;

  const publicationId = createHash("sha256").update(`${actor.id} ${command.requestId}`).digest("base64url").slice(0, 16);
  const begun = await runCommand<readonly MenuItem["draft"][number][], Refusal>(engine, {
    actor,
    // No request of its own: whether this one was done is asked of the settling above.
    requestId: undefined,
    command: "beginMenuPublication",
    asked: command,
    decide: async ({ now }) => {
      const [item, repliesItem] = await Promise.all([getMenuItem(engine.store), getRepliesItem(engine.store)]);
      const { underWay } = item;
      if (underWay !== undefined && underWay.until > now && underWay.publicationId !== publicationId)
        return refuse({ code: "MENU_BEING_PUBLISHED", byName: underWay.byName });
      if (item.version !== command.version) return refuse(menuChanged(item));
      if (kind === "PUBLISH") {
        if (item.draft.length === 0) return refuse({ code: "MENU_EMPTY" });
        const { rules } = repliesItem?.replies ?? STANDARD_REPLIES;
        const lost = leavesOfMenu(item.draft).find((leaf) => leaf.kind === "REPLY" && ruleOfKey(rules, leaf.key) === undefined);
        if (lost !== undefined) return refuse({ code: "REPLY_UNKNOWN", where: lost.name });
      }
      const taken = { ...item, underWay: { publicationId, byName: actor.name, until: addMs(now, UNDER_WAY_MS) } };
      return ok({ writes: [menuWrite(taken, item)], events: [], answer: item.draft });
    },
  });
  if (!begun.ok) return begun;

  const asked = kind === "PUBLISH" ? await wechat.publishMenu(menuEntries(begun.value, deps.publicOrigin)) : await wechat.removeMenu();
  if (!asked.ok) {
    await noteFailure(wechatSentence(asked.refusal), isUnanswered(asked.refusal));
    return refuse(refusalOfWechat(asked.refusal));
  }
  return runCommand<AccountMenu, Refusal>(engine, {
    ...settling,
    decide: async ({ now }) => {
      const before = await getMenuItem(engine.store);
      // Somebody else went on after this one had waited too long: what stands at WeChat now is theirs to settle.
      if (before.underWay?.publicationId !== publicationId) return refuse(menuChanged(before));
      const { underWay: _over, failure: _past, published: _old, ...kept } = before;
      const after = {
        ...kept,
        ...(kind === "PUBLISH" ? { published: { buttons: begun.value, byName: actor.name, at: now } } : {}),
        version: before.version + 1,
      } as MenuItem;
      const changed = { label: "关注者看到的菜单", before: menuWords(before.published?.buttons ?? []), after: menuWords(after.published?.buttons ?? []) };
      return ok({
        writes: [menuWrite(after, before)],
        events: [
          accountEvent(
            {
              ...(kind === "PUBLISH" ? { eventType: "ACCOUNT_MENU_PUBLISHED" } : { eventType: "ACCOUNT_MENU_REMOVED" }),
              casePk: MENU_KEY.pk,
              caseId: "menu",
              caseName: "公众号菜单",
              sequence: after.version,
            },
            [changed],
            { menu: begun.value },
          ),
        ],
        answer: toAccountMenu(after),
      });
    },
  });

  /** A decision that refuses makes the engine look for the first answer of the request; the refusal itself says that there is none. */
  async function firstAnswerOf(request: Omit<CommandInput<AccountMenu, AnyRefusal>, "decide">): Promise<Result<AccountMenu, Refusal> | undefined> {
    const found = await runCommand<AccountMenu, AnyRefusal>(engine, { ...request, decide: async () => refuse({ code: "NONE_YET" }) });
    return !found.ok && found.refusal.code === "NONE_YET" ? undefined : (found as Result<AccountMenu, Refusal>);
  }

  /** Without an answer the place stays taken until it runs out: WeChat may still be at it, and only the same request may ask again. */
  async function noteFailure(sentence: string, isOpen: boolean): Promise<void> {
    await runCommand<undefined, Refusal>(engine, {
      actor,
      requestId: undefined,
      command: "noteMenuFailure",
      asked: command,
      decide: async ({ now }) => {
        const before = await getMenuItem(engine.store);
        const { underWay, ...kept } = before;
        if (underWay?.publicationId !== publicationId) return ok({ writes: [], events: [], answer: undefined });
        const after = { ...kept, ...(isOpen ? { underWay } : {}), failure: { sentence, byName: actor.name, at: now } } as MenuItem;
        return ok({ writes: [menuWrite(after, before)], events: [], answer: undefined });
      },
    });
  }
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { ACCOUNT_PAGES } from "@app/contract/officialAccount/accountPages";
import { leavesOfMenu } from "@app/contract/officialAccount/menu.schema";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import { ruleOfKey, STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import {
  REPLY_MATCH_LABELS,
  ruleName,
  type AccountReplies,
  type Replies,
  type ReplyAnswer,
  type ReplyRule,
  type SaveAccountReplies,
} from "@app/contract/officialAccount/replies.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import type { FieldChange } from "../../../engines/events/event";
import { accountEvent, getMenuItem, getRepliesItem, MENU_KEY, putVersioned, REPLIES_KEY, type RepliesItem } from "../accountRepository";
import type { OfficialAccountDeskDeps } from "../officialAccountDeps";
import { equals } from "../../../engines/store/storePort";

type Refusal = OfficialAccountRefusal | KernelRefusal;
const HISTORY_WORDS_MAX = 200;

/** The office's own replies in place of all that stood there; the first time, in place of the standard ones. */
export async function saveReplies(
  { engine, replies: book }: Pick<OfficialAccountDeskDeps, "engine" | "replies">,
  actor: Actor,
  command: SaveAccountReplies,
): Promise<Result<AccountReplies, Refusal>> {
  const { requestId, version, ...replies } = command;
  const saved = await runCommand<AccountReplies, Refusal>(engine, {
    actor,
    requestId,
    command: "saveAccountReplies",
    asked: command,
    decide: async ({ now }) => {
      const [before, menu] = await Promise.all([getRepliesItem(engine.store), getMenuItem(engine.store)]);
      const versionBefore = before?.version ?? 0;
      if (version !== versionBefore) return refuse({ code: "ACCOUNT_SETTING_CHANGED", byName: before?.lastChange.byName, at: before?.lastChange.at });
      const inMenu = leavesOfMenu([...(menu.published?.buttons ?? []), ...menu.draft]).find(
        (leaf) => leaf.kind === "REPLY" && ruleOfKey(replies.rules, leaf.key) === undefined,
      );
      if (inMenu !== undefined) return refuse({ code: "REPLY_IN_USE", where: inMenu.name });
      const repliesBefore = before?.replies ?? STANDARD_REPLIES;
      const changed = differences(repliesBefore, replies);
      if (changed.length === 0) return ok({ writes: [], events: [], answer: toAccountReplies(before) });
      const after: RepliesItem = { ...REPLIES_KEY, replies, lastChange: { byName: actor.name, at: now }, version: versionBefore + 1 };
      return ok({
        writes: [
          putVersioned("replies", after, versionBefore),
          // A menu that is saved at the same moment may begin to use what is deleted here.
          ...(menu.revision === 0 ? [] : [{ kind: "check", tag: "menu", key: MENU_KEY, condition: equals("revision", menu.revision) } as const]),
        ],
        events: [
          accountEvent(
            { eventType: "ACCOUNT_REPLIES_CHANGED", casePk: REPLIES_KEY.pk, caseId: "replies", caseName: "公众号自动回复", sequence: after.version },
            changed,
          ),
        ],
        answer: toAccountReplies(after),
      });
    },
  });
  book.forget();
  return saved;
}

export function toAccountReplies(item: RepliesItem | undefined): AccountReplies {
  const { rules, welcome, fallback } = item?.replies ?? STANDARD_REPLIES;
  return {
    rules: [...rules],
    welcome,
    fallback,
    isStandard: item === undefined,
    version: item?.version ?? 0,
    ...(item === undefined ? {} : { lastChange: item.lastChange }),
  };
}

function differences(before: Replies, after: Replies): FieldChange[] {
  const keys = [...new Set([...before.rules, ...after.rules].map(({ key }) => key))];
  const ofRules = keys.map((key) => {
    const [old, now] = [ruleOfKey(before.rules, key), ruleOfKey(after.rules, key)];
    const named = now ?? old;
    return { label: `「${named === undefined ? key : ruleName(named)}」`, before: ruleWords(old), after: ruleWords(now) };
  });
  const order = (rules: readonly ReplyRule[]): string => rules.map(ruleName).join("、");
  const rest = [
    { label: "先后顺序", before: order(before.rules), after: order(after.rules) },
    { label: "关注时的回复", before: answerWords(before.welcome), after: answerWords(after.welcome) },
    { label: "没有看懂时的回复", before: answerWords(before.fallback), after: answerWords(after.fallback) },
  ];
  return [...ofRules, ...rest].filter((change) => change.before !== change.after).map(shortened);
}

const ruleWords = (rule: ReplyRule | undefined): string =>
  rule === undefined ? "" : `${REPLY_MATCH_LABELS[rule.match]} ${rule.words.join("、")}：${answerWords(rule.answer)}`;

function answerWords(answer: ReplyAnswer): string {
  const words = answer.kind === "TEXT" ? answer.text : `${answer.title}（${answer.description}）`;
  if (answer.opens === undefined) return words;
  return `${words} → ${answer.opens.kind === "URL" ? answer.opens.url : ACCOUNT_PAGES[answer.opens.page].label}`;
}

/** Sixty rules of 600 characters, twice over, are more than one item may hold. */
function shortened({ label, before, after }: FieldChange): FieldChange {
  // Where the two begin alike for longer than is kept, what differs must still be seen.
  const alike = [...before].findIndex((character, at) => character !== after[at]);
  const from = alike > HISTORY_WORDS_MAX / 2 ? alike - 20 : 0;
  const part = (words: string): string => (words.length <= HISTORY_WORDS_MAX ? words : `${from > 0 ? "…" : ""}${words.slice(from, from + HISTORY_WORDS_MAX)}…`);
  return { label, before: part(before), after: part(after) };
}

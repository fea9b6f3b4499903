import { RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { Opens } from "./accountPages";

export const REPLY_RULES_MAX = 60;
export const REPLY_WORDS_MAX = 10;
export const REPLY_WORD_LENGTH_MAX = 20;
export const REPLY_TEXT_LENGTH_MAX = 600;
const CARD_TITLE_LENGTH_MAX = 64;
const CARD_DESCRIPTION_LENGTH_MAX = 120;

export const REPLY_MATCHES = ["EXACT", "CONTAINS"] as const;
export type ReplyMatch = (typeof REPLY_MATCHES)[number];
export const REPLY_MATCH_LABELS = { EXACT: "完全相同", CONTAINS: "含有关键词" } as const satisfies Record<ReplyMatch, string>;

/** XML knows no control characters but these two; a reply with another one would be none. */

const HAS_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/;
const words = (lengthMax: number, what: string) =>
  z
    .string(`请填写${what}`)
    .trim()
    .min(1, `请填写${what}`)
    .max(lengthMax, `${what}最多 ${lengthMax} 字`)
    .refine((text) => !HAS_CONTROL.test(text), `${what}里有看不见的字符，请重新输入`);

/** By what the menu and the codes name a rule; it stays the same while its words change. */
export const ReplyKey = z
  .string("请选择一条自动回复")
  .regex(/^[A-Z][A-Z0-9_]{0,31}$/, "请选择一条自动回复")
  .meta({ title: "ReplyKey" });

export const ReplyAnswer = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("TEXT"), text: words(REPLY_TEXT_LENGTH_MAX, "回复内容"), opens: Opens.optional() }),
    z.strictObject({
      kind: z.literal("CARD"),
      title: words(CARD_TITLE_LENGTH_MAX, "标题"),
      description: words(CARD_DESCRIPTION_LENGTH_MAX, "说明"),
      opens: Opens,
    }),
  ])
  .meta({ title: "ReplyAnswer" });
export type ReplyAnswer = z.infer<typeof ReplyAnswer>;

export const ReplyRule = z
  .strictObject({
    key: ReplyKey,
    match: z.enum(REPLY_MATCHES),
    /** None: only the menu and codes lead here. */
    words: z.array(words(REPLY_WORD_LENGTH_MAX, "关键词")).max(REPLY_WORDS_MAX, `关键词最多 ${REPLY_WORDS_MAX} 个`),
    answer: ReplyAnswer,
  })
  .meta({ title: "ReplyRule" });
export type ReplyRule = z.infer<typeof ReplyRule>;

export const Replies = z.strictObject({
  rules: z
    .array(ReplyRule)
    .max(REPLY_RULES_MAX, `自动回复最多 ${REPLY_RULES_MAX} 条`)
    .refine((rules) => new Set(rules.map(({ key }) => key)).size === rules.length, "有两条自动回复重复了，请删除一条"),
  /** To whoever begins to follow. */
  welcome: ReplyAnswer,
  /** To what nothing else fits. */
  fallback: ReplyAnswer,
});
export type Replies = z.infer<typeof Replies>;

export const AccountReplies = Replies.extend({
  /** True while nobody has changed them. */
  isStandard: z.boolean(),
  version: z.number().int().min(0),
  lastChange: z.strictObject({ byName: z.string(), at: Instant }).optional(),
}).meta({ title: "AccountReplies" });
export type AccountReplies = z.infer<typeof AccountReplies>;

export const SaveAccountReplies = Replies.extend({ requestId: RequestId, version: z.number().int().min(0) }).meta({ title: "SaveAccountReplies" });
export type SaveAccountReplies = z.infer<typeof SaveAccountReplies>;

export const TryReplyQuery = z.strictObject({ text: z.string("请填写要试的话").trim().min(1, "请填写要试的话").max(100, "最多 100 字") });
/** What would stand in the follower's chat, and why. */
export const TriedReply = z
  .strictObject({
    because: z.enum(["RULE", "FACILITY", "FALLBACK"]),
    /** Of the rule, counted from one. */
    rulePosition: z.number().int().optional(),
    title: z.string().optional(),
    text: z.string(),
    url: z.string().optional(),
  })
  .meta({ title: "TriedReply" });
export type TriedReply = z.infer<typeof TriedReply>;

/** What a rule is called where it is chosen: its first word, or the beginning of what it says. */
export const ruleName = ({ words: [first], answer }: ReplyRule): string => first ?? (answer.kind === "TEXT" ? answer.text : answer.title).slice(0, 12);

import { z } from "../kernel/zod";

/** One kind of message as an office reads it: to whom, when, by which ways in which order, at night or not, and in which words. */
export const NoticeKindRow = z
  .strictObject({
    kind: z.string(),
    label: z.string(),
    toLabel: z.string(),
    whenLabel: z.string(),
    ways: z.array(z.strictObject({ channel: z.string(), label: z.string(), isSetUp: z.boolean().meta({ description: "本系统已开通这种方式，并有它的模板" }) })),
    isUrgent: z.boolean().meta({ description: "夜间也立即发送" }),
    smsWords: z.string().optional().meta({ description: "短信原文，〔〕里是每条不同的内容；没有这一项表示不发短信" }),
  })
  .meta({ title: "NoticeKindRow" });
export type NoticeKindRow = z.infer<typeof NoticeKindRow>;

export const NoticeKinds = z
  .strictObject({
    quiet: z.strictObject({ from: z.string(), until: z.string() }).optional().meta({ description: "免打扰时间；没有这一项表示没有设" }),
    kinds: z.array(NoticeKindRow),
  })
  .meta({ title: "NoticeKinds" });
export type NoticeKinds = z.infer<typeof NoticeKinds>;

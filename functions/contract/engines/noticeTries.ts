import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** One try of one way to tell somebody, in words. */
export const NoticeTried = z
  .strictObject({
    at: Instant,
    channelLabel: z.string(),
    failureLabel: z.string().optional().meta({ description: "没有送出的原因；没有这一项表示已送出" }),
    report: z
      .strictObject({ at: Instant, label: z.string(), isDelivered: z.boolean() })
      .optional()
      .meta({ description: "短信送出后运营商的回执；没有这一项表示还没有收到回执，或这种方式没有回执" }),
  })
  .meta({ title: "NoticeTried" });
export type NoticeTried = z.infer<typeof NoticeTried>;

import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** One try of one way to tell somebody, in words. */
export const NoticeTried = z
  .strictObject({
    at: Instant,
    channelLabel: z.string(),
    failureLabel: z.string().optional().meta({ description: "没有送出的原因；没有这一项表示已送出" }),
  })
  .meta({ title: "NoticeTried" });
export type NoticeTried = z.infer<typeof NoticeTried>;

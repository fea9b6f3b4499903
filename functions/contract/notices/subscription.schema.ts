import { RequestId } from "../kernel/ids";
import { z } from "../kernel/zod";

/** The taps at which WeChat's question is put: what the person does there is what the messages are about. */
export const ASK_MOMENTS = ["BOOKING", "WAITING", "FOLLOWING", "WORK"] as const;
export const AskMoment = z
  .enum(ASK_MOMENTS)
  .meta({ title: "AskMoment", description: "BOOKING 提交预约，WAITING 加入候补，FOLLOWING 关注单位，WORK 工作人员办事" });
export type AskMoment = z.infer<typeof AskMoment>;

/** WeChat asks for three at once at most. */
export const ASKED_AT_ONCE_MAX = 3;
const TemplateId = z.string().min(1).max(64);

export const SubscriptionAsksQuery = z.strictObject({ moment: AskMoment });
export const SubscriptionAsks = z
  .strictObject({
    templateIds: z.array(TemplateId).max(ASKED_AT_ONCE_MAX).meta({ description: "现在该征求同意的模板；次数够用或已长期同意的不在其中" }),
  })
  .meta({ title: "SubscriptionAsks" });
export type SubscriptionAsks = z.infer<typeof SubscriptionAsks>;

export const ReportSubscriptions = z
  .strictObject({
    requestId: RequestId,
    acceptedTemplateIds: z.array(TemplateId).max(ASKED_AT_ONCE_MAX).meta({ description: "本次在微信里点了「允许」的模板" }),
  })
  .meta({ title: "ReportSubscriptions" });
export type ReportSubscriptions = z.infer<typeof ReportSubscriptions>;
export const SubscriptionsReported = z.strictObject({ counted: z.number().int().min(0) }).meta({ title: "SubscriptionsReported" });
export type SubscriptionsReported = z.infer<typeof SubscriptionsReported>;

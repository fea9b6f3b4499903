import Taro from "@tarojs/taro";
import type { SubscribeOutcome } from "./subscribeOutcome";

/** Must be called inside a tap; at most three templates at once (both are WeChat's rules). */
export async function askToNotify(templateIds: readonly string[]): Promise<SubscribeOutcome> {
  if (templateIds.length === 0) return { kind: "UNSUPPORTED" };
  try {
    const answer: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds: templateIds.slice(0, 3), entityIds: [] })) };
    return { kind: "ANSWERED", acceptedTemplateIds: templateIds.filter((id) => answer[id] === "accept") };
  } catch {
    return { kind: "FAILED" };
  }
}

import { refuse } from "@app/contract/kernel/result";
import type { SmsPort } from "../../engines/messaging/smsPort";

/** For a product that has no provider of short messages yet: refused for good, so that nothing is tried again. */
export const noSms: SmsPort = { sendSms: async () => refuse({ code: "NOT_SET_UP", detail: "no sms in the settings" }) };

import { RequestId } from "../kernel/ids";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { Audience } from "./session.schema";

/** A device on which somebody is logged in. */
export const DeviceSession = z
  .strictObject({
    sessionId: z.string(),
    audience: Audience,
    /** 「Windows · Chrome」 */
    device: z.string(),
    address: z.string(),
    startedAt: Instant,
    lastSeenOn: LocalDate,
    expiresAt: Instant,
    isCurrent: z.boolean(),
  })
  .meta({ title: "DeviceSession" });
export type DeviceSession = z.infer<typeof DeviceSession>;

export const DeviceSessions = z.strictObject({ sessions: z.array(DeviceSession) }).meta({ title: "DeviceSessions" });
export type DeviceSessions = z.infer<typeof DeviceSessions>;

/** What its token hashes to; the token cannot be found from it. */
export const SessionId = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "登录记录的编号不正确，请刷新后重试");

export const SessionsEnded = z.strictObject({ ended: z.literal(true) });
export const EndSessions = z.strictObject({ requestId: RequestId }).meta({ title: "EndSessions" });
export type EndSessions = z.infer<typeof EndSessions>;

export const Username = z.string().trim().toLowerCase().min(1, "请填写用户名").max(64, "用户名太长");

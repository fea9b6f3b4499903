import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { instantLabel, type Instant } from "../kernel/time";
import { visitErrors } from "./visits.errors";

/** The waiting list and following refuse what booking refuses, and these. */
export const demandErrors = {
  ...visitErrors,
  PLACES_LEFT: refusalEntry<{ readonly headsLeft: number }>(
    409,
    ({ headsLeft }) => `这个场次现在还有 ${headsLeft} 个名额，不用候补，请直接预约。`,
    "body.heads",
  ),
  ALREADY_WAITING: refusalEntry(409, "您已经在候补这个场次，可以在「我的预约」的「候补」里查看。"),
  WAITING_LIST_FULL: refusalEntry(409, "这个场次候补的人已经很多，暂时不能再加入，请选择其他场次。"),
  WAITING_TOO_MANY: refusalEntry<{ readonly max: number }>(409, ({ max }) => `一个人最多同时候补 ${max} 个场次，请先退出不需要的候补。`),
  OFFER_OVER: refusalEntry<{ readonly offeredUntil: Instant }>(
    409,
    ({ offeredUntil }) => `名额保留到 ${instantLabel(offeredUntil)}，现在已过时间，会让给下一组。您可以重新加入候补。`,
  ),
  OFFER_STILL_STANDS: refusalEntry(409, "名额还在保留时间内。"),
  FOLLOWS_TOO_MANY: refusalEntry<{ readonly max: number }>(409, ({ max }) => `最多关注 ${max} 家单位，请先取消不再需要的关注。`),
} as const;
export type DemandRefusal = RefusalOf<typeof demandErrors>;

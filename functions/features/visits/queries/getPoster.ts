import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { POSTER_CODE_PREFIX, type PosterCodePayload } from "@app/contract/visits/bookingCode";
import type { FacilityPoster } from "@app/contract/visits/facility.schema";
import { getFacilityItem } from "../facilityRepository";
import { posterScene } from "../readScannedCode";
import type { VisitDeps } from "../visitDeps";

/** The page a poster opens, in the H5 and in the mini-program. */
const CHECK_IN_PAGE = "features/visits/check-in/index";

/** The poster of a gate. Without WeChat the printed link still works in any browser, so a missing mini-program code is shown, not refused. */
export async function getPoster(
  deps: Pick<VisitDeps, "engine" | "codes" | "wechat" | "publicOrigin" | "drawQrPng">,
  actor: Actor,
  facilityId: string,
): Promise<Result<FacilityPoster, KernelRefusal>> {
  const facility = await getFacilityItem(deps.engine.store, facilityId);
  if (facility === undefined || !mayAt(actor, "posters.read", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const payload: PosterCodePayload = { f: facility.facilityId };
  const posterCode = deps.codes.sign(POSTER_CODE_PREFIX, payload);
  const posterUrl = `${deps.publicOrigin}/#/${CHECK_IN_PAGE}?c=${posterCode}`;
  const [qrPng, wechatCode] = await Promise.all([
    deps.drawQrPng(posterUrl),
    deps.wechat.createUnlimitedCode({ scene: posterScene(facility.facilityId, deps.codes), page: CHECK_IN_PAGE, envVersion: "release" }),
  ]);
  return ok({
    facilityId: facility.facilityId,
    facilityName: facility.name,
    posterCode,
    posterUrl,
    posterQrPngBase64: Buffer.from(qrPng).toString("base64"),
    ...(wechatCode.ok ? { wechatCodePngBase64: Buffer.from(wechatCode.value.bytes).toString("base64") } : {}),
  });
}

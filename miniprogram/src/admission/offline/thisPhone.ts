import { gateRoutes } from "@app/contract/visits/gate.routes";
import { api } from "../../api/apiClient";
import { deviceId } from "../../api/deviceId";
import { currentSession } from "../../api/session";
import { now } from "../../platform/clock";
import { onBackInReach } from "../../platform/network";
import { storedRecords } from "../../platform/storage";
import { readLocalScan } from "./localScan";
import { createScanQueue } from "./scanQueue";

/** Whoever is logged in on this phone, as scans remember them. */
export function currentOperator(): { readonly id: string; readonly name: string } | undefined {
  const me = currentSession()?.me;
  return me === undefined ? undefined : { id: me.personId ?? me.accountId ?? me.name, name: me.name };
}

/** The one queue of this phone. It lies in the main package, so that what waits is sent without anybody opening the gate. */
export const scanQueue = createScanQueue({
  records: storedRecords("gate-scan", readLocalScan),
  now,
  deviceId,
  operatorId: () => currentOperator()?.id,
  send: (facilityId, body) => api.call(gateRoutes.uploadOfflineScans, { params: { facilityId }, body }),
});

/** At the start of the application, and whenever the network or the person comes back. */
export function sendWaitingScans(): void {
  void scanQueue.upload();
  onBackInReach(() => void scanQueue.upload());
}

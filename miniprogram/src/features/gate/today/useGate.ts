import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import { partiesOf, serverTime } from "../../../admission/offline/gateList";
import { scanQueue } from "../../../admission/offline/thisPhone";
import { deviceId } from "../../../api/deviceId";
import { after, now } from "../../../platform/clock";
import { deskOf } from "./thisGate";

/** Ages and remaining minutes are said in minutes. */
const LOOK_AT_CLOCK_EVERY_MS = 10_000;

/** What a gate's page shows: the desk, the queue of this phone, and the list with the one laid over the other. */
export function useGate(facilityId: FacilityId) {
  const desk = deskOf(facilityId);
  const state = useSyncExternalStore(desk.subscribe, desk.state, desk.state);
  const queue = useSyncExternalStore(scanQueue.subscribe, scanQueue.state, scanQueue.state);
  const deviceNow = useClock();
  const { kept } = state;
  const parties = useMemo(() => (kept === undefined ? [] : partiesOf(kept.pack, queue.scans, deviceId())), [kept, queue.scans]);
  const scans = useMemo(() => queue.scans.filter((scan) => scan.facilityId === facilityId), [queue.scans, facilityId]);
  return { desk, state, queue, scans, parties, deviceNow, serverNow: serverTime(deviceNow, kept) };
}
export type Gate = ReturnType<typeof useGate>;

function useClock(): Instant {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    let cancel: () => void = () => undefined;
    const wait = (): void => {
      cancel = after(LOOK_AT_CLOCK_EVERY_MS, () => {
        setMoment(now());
        wait();
      });
    };
    wait();
    return () => cancel();
  }, []);
  return moment;
}

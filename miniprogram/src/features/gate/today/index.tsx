import { Text, View } from "@tarojs/components";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import type { Arrivals } from "@app/contract/visits/checkIn.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { useAdmission } from "../../../admission/useAdmission";
import { usePageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { useWhileInSight } from "../../../platform/pageSight";
import { scanCode } from "../../../platform/scan";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Pressable } from "../../../ui/Pressable";
import { Skeleton } from "../../../ui/Skeleton";
import { ArrivalList } from "./ArrivalList";
import { ArrivalSheet } from "./ArrivalSheet";
import { GATE_NAME_DEFAULT, keptGateName } from "./gateName";
import { GateNameSheet } from "./GateNameSheet";
import { ScanResult } from "./ScanResult";
import "./gate.css";

/** Another gate's entries show here soon enough to answer "is my husband already inside?". */
const REFRESH_EVERY_MS = 15_000;

export default function GatePage() {
  const facilityId = (usePageQuery().facilityId ?? "") as FacilityId;
  const token = useSession()?.token;
  const { remote, refresh } = useRemote<Arrivals>(token === undefined ? undefined : `arrivals:${facilityId}:${token}`, () =>
    api.call(visitRoutes.listArrivals, { params: { facilityId } }),
  );
  const [gateName, setGateName] = useState(() => keptGateName.get() ?? GATE_NAME_DEFAULT);
  const entrance = useAdmission({ gateFacilityId: facilityId, gateName });
  const [shown, setShown] = useState<BookingSummary>();
  const [isNaming, setNaming] = useState(false);
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);
  useWhileInSight({ everyMs: REFRESH_EVERY_MS, isWanted: token !== undefined, act: refresh });

  const scan = async (): Promise<void> => {
    entrance.reset();
    const scanned = await scanCode();
    if (scanned.kind === "SCANNED") await entrance.inspect(scanned.text);
    if (scanned.kind === "UNAVAILABLE") toast("打不开扫码，请检查相机权限后再试");
  };
  const nameGate = (name: string): void => {
    keptGateName.set(name);
    setGateName(name);
    setNaming(false);
  };

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后使用闸口核销" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  return (
    <Page
      bottomBar={
        <Button id="scan-button" onPress={() => void scan()}>
          扫码核销
        </Button>
      }
      overlay={
        <>
          {shown !== undefined && <ArrivalSheet booking={shown} onClose={() => setShown(undefined)} />}
          {isNaming && <GateNameSheet name={gateName} onSave={nameGate} onClose={() => setNaming(false)} />}
          <ScanResult entrance={entrance} onScanAgain={() => void scan()} onAdmitted={() => void refresh()} />
        </>
      }
    >
      {remote.kind === "LOADING" && <Skeleton />}
      {remote.kind === "FAILED" && <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />}
      {remote.kind === "READY" && (
        <>
          <GateHead arrivals={remote.value} gateName={gateName} onRename={() => setNaming(true)} />
          {remote.problem !== undefined && <NoticeBar tone="waiting">{remote.problem.message}</NoticeBar>}
          <ArrivalList items={remote.value.items} onOpen={setShown} />
        </>
      )}
    </Page>
  );
}

function GateHead({ arrivals, gateName, onRename }: { readonly arrivals: Arrivals; readonly gateName: string; readonly onRename: () => void }) {
  return (
    <View className="gate-head">
      <View className="gate-head__name">{arrivals.facilityName}</View>
      <View className="gate-head__line">
        <Text>{dateLabel(arrivals.date)}</Text>
        <Pressable id="gate-name" className="gate-head__gate" label={`闸口：${gateName}，点按修改`} onPress={onRename}>
          {`闸口：${gateName} ›`}
        </Pressable>
      </View>
      <View className="gate-figures">
        <View className="gate-figure">
          <View id="heads-expected" className="gate-figure__number">
            {String(arrivals.headsExpected)}
          </View>
          <View className="gate-figure__label">应到人数</View>
        </View>
        <View className="gate-figure">
          <View id="heads-entered" className="gate-figure__number">
            {String(arrivals.headsEntered)}
          </View>
          <View className="gate-figure__label">已到人数</View>
        </View>
      </View>
    </View>
  );
}

import { Text, View } from "@tarojs/components";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel } from "@app/contract/kernel/time";
import type { EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { headsOf } from "../../../admission/offline/gateList";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { openTab, usePageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { useWhileInSight } from "../../../platform/pageSight";
import { scanCode } from "../../../platform/scan";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { Pressable } from "../../../ui/Pressable";
import { Skeleton } from "../../../ui/Skeleton";
import { ArrivalList } from "./ArrivalList";
import { ArrivalSheet } from "./ArrivalSheet";
import { AttentionCards, useAttention } from "./AttentionCards";
import { GATE_NAME_DEFAULT, keptGateName } from "./gateName";
import { GateNameSheet } from "./GateNameSheet";
import { OfflineBanner, StickyBanner } from "./OfflineBanner";
import { OfflineLine, OfflineSheet } from "./OfflineSheet";
import { ScanResult } from "./ScanResult";
import { SettleSheet } from "./SettleSheet";
import { UndoSheet, type Undoing } from "./UndoSheet";
import { useGate, type Gate } from "./useGate";
import { useScan } from "./useScan";
import { WalkInSheet } from "./WalkInSheet";
import "./gate.css";

/** Another gate's entries show here soon enough to answer "is my husband already inside?". */
const REFRESH_EVERY_MS = 15_000;
/** Without network the same question is how the phone finds out that there is one again. */
const ASK_AGAIN_EVERY_MS = 5_000;

export default function GatePage() {
  const facilityId = (usePageQuery().facilityId ?? "") as FacilityId;
  if (useSession() === undefined) {
    return (
      <Page>
        <LogInWall message="登录后使用闸口核销" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  // A link that names no unit: which gates are this person's stands in 我的.
  if (facilityId === "") {
    return (
      <Page>
        <NotYourGate title="请从「我的」打开闸口核销" />
      </Page>
    );
  }
  return <GateAtWork facilityId={facilityId} />;
}

type OpenSheet =
  | { readonly kind: "PARTY"; readonly bookingId: string }
  | { readonly kind: "GATE_NAME" }
  | { readonly kind: "OFFLINE_DATA" }
  | { readonly kind: "WALK_IN" }
  | { readonly kind: "UNDO"; readonly undoing: Undoing }
  | { readonly kind: "SETTLE"; readonly conflict: EntryConflict };

function GateAtWork({ facilityId }: { readonly facilityId: FacilityId }) {
  const gate = useGate(facilityId);
  const { desk, state, parties } = gate;
  const attention = useAttention(gate);
  const scanning = useScan(desk, () => gate.serverNow);
  const [gateName, setGateName] = useState(() => keptGateName.get() ?? GATE_NAME_DEFAULT);
  const [sheet, setSheet] = useState<OpenSheet>();
  const close = (): void => setSheet(undefined);
  usePageShow(() => void desk.refresh());
  usePullToRefresh(desk.refresh);
  useWhileInSight({ everyMs: state.mode === "ONLINE" ? REFRESH_EVERY_MS : ASK_AGAIN_EVERY_MS, isWanted: true, act: desk.refresh });

  const scan = async (): Promise<void> => {
    scanning.reset();
    const scanned = await scanCode();
    if (scanned.kind === "SCANNED") await scanning.inspect(scanned.text);
    if (scanned.kind === "UNAVAILABLE") toast("打不开扫码，请检查相机权限后再试");
  };
  const nameGate = (name: string): void => {
    keptGateName.set(name);
    setGateName(name);
    close();
  };

  // To whom the server gives no list it gives no gate either.
  const isTurnedAway = state.kept === undefined && state.refusal !== undefined;
  return (
    <Page
      bottomBar={
        isTurnedAway ? undefined : (
          <View className="gate-bar">
            <View className="gate-bar__main">
              <Button id="scan-button" onPress={() => void scan()}>
                扫码核销
              </Button>
            </View>
            <Button id="walk-in" kind="secondary" compact onPress={() => setSheet({ kind: "WALK_IN" })}>
              现场登记
            </Button>
          </View>
        )
      }
      overlay={
        <>
          <ScanResult gate={gate} scanning={scanning} onScanAgain={() => void scan()} onUndo={(undoing) => setSheet({ kind: "UNDO", undoing })} />
          {sheet !== undefined && (
            <SheetOnTop
              sheet={sheet}
              gate={gate}
              gateName={gateName}
              facilityId={facilityId}
              onClose={close}
              onNameGate={nameGate}
              onUndo={(undoing) => setSheet({ kind: "UNDO", undoing })}
              onDone={(then) => {
                close();
                then();
                void desk.refresh();
              }}
              scanning={scanning}
            />
          )}
        </>
      }
    >
      {state.kept === undefined ? (
        <NoList gate={gate} />
      ) : (
        <>
          <GateHead gate={gate} facilityName={state.kept.pack.facilityName} gateName={gateName} onRename={() => setSheet({ kind: "GATE_NAME" })} />
          <StickyBanner gate={gate} attentionCount={attention.conflicts.length + attention.scans.length} />
          <OfflineBanner gate={gate} />
          <AttentionCards attention={attention} onSettle={(conflict) => setSheet({ kind: "SETTLE", conflict })} />
          <ArrivalList parties={parties} onOpen={({ bookingId }) => setSheet({ kind: "PARTY", bookingId })} />
          <OfflineLine gate={gate} onOpen={() => setSheet({ kind: "OFFLINE_DATA" })} />
        </>
      )}
    </Page>
  );
}

function NoList({ gate }: { readonly gate: Gate }) {
  const { state, desk } = gate;
  if (!state.isLoaded) return <Skeleton />;
  if (state.refusal?.status === 403) return <NotYourGate title="您不是这家单位的工作人员，不能使用它的闸口" />;
  const message = state.refusal?.message ?? "网络不通，这部手机还没有今天的名单。请连上网络后重试；有了名单，没有网络也能核销。";
  return <ErrorState message={message} onRetry={() => void desk.refresh()} />;
}

function NotYourGate({ title }: { readonly title: string }) {
  return (
    <EmptyState
      title={title}
      hint="工作人员先在「我的」绑定工作账号，就能看到自己单位的闸口。"
      action={{ label: "返回我的", onPress: () => void openTab("/pages/me/index") }}
    />
  );
}

function SheetOnTop({
  sheet,
  gate,
  gateName,
  facilityId,
  scanning,
  onClose,
  onNameGate,
  onUndo,
  onDone,
}: {
  readonly sheet: OpenSheet;
  readonly gate: Gate;
  readonly gateName: string;
  readonly facilityId: FacilityId;
  readonly scanning: ReturnType<typeof useScan>;
  readonly onClose: () => void;
  readonly onNameGate: (name: string) => void;
  readonly onUndo: (undoing: Undoing) => void;
  /** Something changed on the server: the sheet closes, `then` shows it, the list is fetched again. */
  readonly onDone: (then: () => void) => void;
}) {
  switch (sheet.kind) {
    case "PARTY": {
      const party = gate.parties.find(({ bookingId }) => bookingId === sheet.bookingId);
      return party === undefined ? null : <ArrivalSheet gate={gate} party={party} onUndo={onUndo} onClose={onClose} />;
    }
    case "GATE_NAME":
      return <GateNameSheet name={gateName} onSave={onNameGate} onClose={onClose} />;
    case "OFFLINE_DATA":
      return <OfflineSheet gate={gate} onClose={onClose} />;
    case "WALK_IN":
      return (
        <WalkInSheet
          facilityId={facilityId}
          gateName={gateName}
          serverNow={gate.serverNow}
          onClose={onClose}
          onRegistered={(booking) => onDone(() => scanning.showWalkIn(booking))}
        />
      );
    case "UNDO":
      return <UndoSheet undoing={sheet.undoing} onClose={onClose} onUndone={() => onDone(scanning.reset)} />;
    case "SETTLE":
      return <SettleSheet conflict={sheet.conflict} onClose={onClose} onSettled={() => onDone(() => undefined)} />;
  }
}

function GateHead({
  gate,
  facilityName,
  gateName,
  onRename,
}: {
  readonly gate: Gate;
  readonly facilityName: string;
  readonly gateName: string;
  readonly onRename: () => void;
}) {
  const heads = headsOf(gate.parties);
  return (
    <View className="gate-head">
      <View className="gate-head__name">{facilityName}</View>
      <View className="gate-head__line">
        <Text>{gate.state.kept === undefined ? "" : dateLabel(gate.state.kept.pack.date)}</Text>
        <Pressable id="gate-name" className="gate-head__gate" label={`闸口：${gateName}，点按修改`} onPress={onRename}>
          {`闸口：${gateName} ›`}
        </Pressable>
      </View>
      <View className="gate-figures">
        <View className="gate-figure">
          <View id="heads-expected" className="gate-figure__number">
            {String(heads.expected)}
          </View>
          <View className="gate-figure__label">应到人数</View>
        </View>
        <View className="gate-figure">
          <View id="heads-entered" className="gate-figure__number">
            {String(heads.entered)}
          </View>
          <View className="gate-figure__label">已到人数</View>
        </View>
      </View>
    </View>
  );
}

import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { ScannedParty } from "../../../admission/offline/decideOffline";
import { timeLabel, undoMinutesLeft } from "../../../admission/offline/gateWords";
import { isUnsent } from "../../../admission/offline/localScan";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { Sheet } from "../../../ui/Sheet";
import type { Undoing } from "./UndoSheet";
import type { Gate } from "./useGate";
import type { Refusal, Scan, useScan } from "./useScan";

export interface ScanResultProps {
  readonly gate: Gate;
  readonly scanning: ReturnType<typeof useScan>;
  readonly onScanAgain: () => void;
  readonly onUndo: (undoing: Undoing) => void;
}

/** What a guard sees after a scan: the answer fills the screen, and the next scan is one tap away. */
export function ScanResult({ gate, scanning, onScanAgain, onUndo }: ScanResultProps) {
  const { scan, reset } = scanning;
  switch (scan.step) {
    case "IDLE":
      return null;
    case "INSPECTING":
      return (
        <View className="result result--plain" {...aria({ role: "status" })}>
          <View className="result__title">正在核对…</View>
        </View>
      );
    case "UNKNOWN":
      return (
        <View className="result result--amber" {...aria({ role: "alert" })}>
          <View className="result__mark">!</View>
          <View className="result__title">{scan.message}</View>
          <View className="result__actions">
            <Button onPress={() => void scanning.inspect(scan.text)}>重试</Button>
            <Button kind="ghost" onPress={reset}>
              返回名单
            </Button>
          </View>
        </View>
      );
    case "REFUSED": {
      // The answer that was missing has come: they entered after all.
      const late = gate.scans.find(({ entryId }) => entryId === scan.entryId);
      if (late?.state === "DONE" && late.refusedFor === undefined && scan.refusal.party !== undefined) {
        const { party } = scan.refusal;
        const entered = { ...scan, step: "ADMITTED" as const, party: { ...party, headsEntered: party.headsEntered + scan.heads }, by: "SERVER" as const };
        return <Admitted gate={gate} admitted={{ ...entered, entryId: late.entryId, at: late.at }} onScanAgain={onScanAgain} onUndo={onUndo} onBack={reset} />;
      }
      return <Refused gate={gate} refusal={scan.refusal} onScanAgain={onScanAgain} onBack={reset} />;
    }
    case "ADMISSIBLE":
      return <HowMany key={scan.party.bookingId} gate={gate} admissible={scan} onClose={reset} onAdmit={(heads) => void scanning.admit(heads)} />;
    case "ADMITTED":
      return <Admitted gate={gate} admitted={scan} onScanAgain={onScanAgain} onUndo={onUndo} onBack={reset} />;
  }
}

/** Red for "not in any way"; amber where somebody near can put it right. */
const MENDABLE: readonly string[] = ["NOT_CONFIRMED", "TOO_MANY_HEADS", "TOO_MANY_PARTS", "COMPLETE", "POSTER_NOT_ACCEPTED_HERE", "NOT_A_CODE"];

function Refused({
  gate,
  refusal,
  onScanAgain,
  onBack,
}: {
  readonly gate: Gate;
  readonly refusal: Refusal;
  readonly onScanAgain: () => void;
  readonly onBack: () => void;
}) {
  const { party, lastEntry } = refusal;
  return (
    <View id="scan-refusal" className={`result ${MENDABLE.includes(refusal.reason) ? "result--amber" : "result--red"}`} {...aria({ role: "alert" })}>
      <View className="result__mark" {...aria({ hidden: true })}>
        ✕
      </View>
      <View className="result__headline">不能入场</View>
      <View className="result__title">{refusal.message}</View>
      {party !== undefined && <View className="result__fact">{`${nameOf(party)} · 已入场 ${party.headsEntered} / 共 ${party.heads} 人`}</View>}
      {lastEntry !== undefined && (
        <View id="last-entry" className="result__fact">{`最后一次入场：${instantLabel(lastEntry.at)} · ${lastEntry.gateName} · ${lastEntry.byName}`}</View>
      )}
      {refusal.by === "PHONE" && <View className="result__fact">{offlineNote(gate)}</View>}
      <View className="result__actions">
        <Button id="scan-again" onPress={onScanAgain}>
          继续扫码
        </Button>
        <Button kind="ghost" onPress={onBack}>
          返回名单
        </Button>
      </View>
    </View>
  );
}

type Admissible = Extract<Scan, { step: "ADMISSIBLE" }>;

/** More choices than that are no choice: a team's heads are typed. */
const HEADS_AS_BUTTONS_MAX = 12;

function HowMany({
  gate,
  admissible,
  onAdmit,
  onClose,
}: {
  readonly gate: Gate;
  readonly admissible: Admissible;
  readonly onAdmit: (heads: number) => void;
  readonly onClose: () => void;
}) {
  const { party } = admissible;
  const headsOutside = party.heads - party.headsEntered;
  const [heads, setHeads] = useState(headsOutside);
  const isPossible = heads >= 1 && heads <= headsOutside;
  return (
    <Sheet title={admissible.by === "PHONE" ? "可以入场（离线核对）" : "可以入场"} onClose={onClose}>
      <View id="scan-admissible" className="party">
        <View className="party__name">{nameOf(party)}</View>
        {party.listed !== undefined && (
          <>
            {party.listed.phoneTail !== "" && <KeyValue label="手机尾号">{party.listed.phoneTail}</KeyValue>}
            <KeyValue label="时段">{party.listed.periodLabel}</KeyValue>
          </>
        )}
        <KeyValue label="人数">{`已入场 ${party.headsEntered} 人，未入场 ${headsOutside} 人`}</KeyValue>
      </View>
      {party.listed === undefined && (
        <View id="not-on-list">
          <NoticeBar tone="waiting">
            本机名单上没有这条预约，可能是名单更新之后才确认的。入场码是真的，单位和日期都对，可以按码上的人数放行；连上网络后系统会再核对。
          </NoticeBar>
        </View>
      )}
      <View className="party__question">现在入场几人？</View>
      {headsOutside <= HEADS_AS_BUTTONS_MAX ? (
        <View className="admit-choices" {...aria({ role: "radiogroup", label: "现在入场几人" })}>
          {Array.from({ length: headsOutside }, (_, index) => index + 1).map((count) => (
            <Pressable
              key={count}
              id={`admit-${count}`}
              className={`admit-choice ${count === heads ? "admit-choice--chosen" : ""}`}
              role="radio"
              checked={count === heads}
              label={`${count} 人`}
              onPress={() => setHeads(count)}
            >
              <Text>{String(count)}</Text>
            </Pressable>
          ))}
        </View>
      ) : (
        <Field
          id="admit-heads"
          label="入场人数"
          required
          kind="digits"
          maxLength={4}
          value={heads === 0 ? "" : String(heads)}
          onChange={(typed) => setHeads(/^\d{1,4}$/.test(typed) ? Number(typed) : 0)}
          hint={`全部到齐是 ${headsOutside} 人；分批到的，先填这一批。`}
          error={isPossible ? undefined : `请填 1 到 ${headsOutside} 之间的人数`}
        />
      )}
      {admissible.problem !== undefined && <NoticeBar tone="bad">{admissible.problem}</NoticeBar>}
      {admissible.by === "PHONE" && <NoticeBar>{offlineNote(gate)}</NoticeBar>}
      <Button id="admit-confirm" loading={admissible.isAdmitting} disabled={!isPossible} onPress={() => onAdmit(heads)}>
        {isPossible ? `确认 ${heads} 人入场` : "请填写入场人数"}
      </Button>
    </Sheet>
  );
}

function Admitted({
  gate,
  admitted,
  onScanAgain,
  onUndo,
  onBack,
}: {
  readonly gate: Gate;
  readonly admitted: Extract<Scan, { step: "ADMITTED" }>;
  readonly onScanAgain: () => void;
  readonly onUndo: (undoing: Undoing) => void;
  readonly onBack: () => void;
}) {
  const { party, heads, entryId } = admitted;
  const outside = party.heads - party.headsEntered;
  const ours = gate.scans.find((scan) => scan.entryId === entryId);
  const isWaiting = ours !== undefined && isUnsent(ours);
  const minutesLeft = undoMinutesLeft(admitted.at, gate.serverNow);
  return (
    <View id="admit-done" className="result result--green" {...aria({ role: "status" })}>
      <View className="result__mark" {...aria({ hidden: true })}>
        ✓
      </View>
      <View className="result__headline">{`${heads} 人入场`}</View>
      <View className="result__title">{nameOf(party)}</View>
      <View className="result__fact">{outside > 0 ? `还有 ${outside} 人未入场，可再次扫同一个码` : "全部人员都已入场"}</View>
      {isWaiting && (
        <View id="kept-on-phone" className="result__fact">
          已记在这部手机上，连上网络后自动上传
        </View>
      )}
      <View className="result__actions">
        <Button id="scan-again" onPress={onScanAgain}>
          继续扫码
        </Button>
        <Button kind="ghost" onPress={onBack}>
          返回名单
        </Button>
        {!isWaiting && minutesLeft > 0 && (
          <Button
            id="undo-admitted"
            kind="ghost"
            onPress={() => onUndo({ bookingId: party.bookingId, entryId, who: nameOf(party), heads, needsReason: false })}
          >
            {`点错了，撤销（${minutesLeft} 分钟内）`}
          </Button>
        )}
      </View>
    </View>
  );
}

function nameOf(party: ScannedParty): string {
  if (party.listed === undefined) return "不在名单上的预约";
  return party.listed.isTeam ? `团队 · ${party.listed.name}` : party.listed.name;
}

function offlineNote(gate: Gate): string {
  const { kept } = gate.state;
  return kept === undefined ? "没有网络，由这部手机核对" : `没有网络，由这部手机按 ${timeLabel(kept.pack.asOf)} 的名单核对`;
}

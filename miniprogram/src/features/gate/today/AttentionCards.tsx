import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingEntry } from "@app/contract/visits/bookingEntry.schema";
import type { EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { timeLabel } from "../../../admission/offline/gateWords";
import { wantsEyes, type LocalScan } from "../../../admission/offline/localScan";
import { scanQueue } from "../../../admission/offline/thisPhone";
import { storedValue } from "../../../platform/storage";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import type { Gate } from "./useGate";

/** Conflicts that somebody at this phone has read; they stay with the supervisor until decided. */
const seenConflicts = storedValue<readonly string[]>("gate-seen-conflicts", (raw) =>
  Array.isArray(raw) ? raw.filter((id) => typeof id === "string") : undefined,
);

/** Where the cards stand, for whoever leads there. */
export const ATTENTION_ID = "gate-attention";

/** What the server saw otherwise than this phone, and what two gates did at once: stands above the list until somebody has dealt with it (promise F2). */
export function useAttention(gate: Gate) {
  const [seen, setSeen] = useState<readonly string[]>(() => seenConflicts.get() ?? []);
  const open = gate.state.conflicts;
  const conflicts = open.filter((conflict) => mayDecide(conflict) || !seen.includes(conflict.conflictId));
  const scans = gate.scans.filter((scan) => wantsEyes(scan) && !open.some(({ conflictId }) => conflictId === scan.conflictId));

  const acknowledge = (conflict: EntryConflict): void => {
    // Only those that are still open: the list of what was read does not grow for ever.
    const next = [...open.map(({ conflictId }) => conflictId as string).filter((id) => seen.includes(id)), conflict.conflictId];
    seenConflicts.set(next);
    setSeen(next);
    gate.scans.filter(({ conflictId }) => conflictId === conflict.conflictId).forEach(({ entryId }) => scanQueue.change(entryId, { isAcknowledged: true }));
  };
  return { conflicts, scans, acknowledge };
}

export function AttentionCards({
  attention,
  onSettle,
}: {
  readonly attention: ReturnType<typeof useAttention>;
  readonly onSettle: (conflict: EntryConflict) => void;
}) {
  const { conflicts, scans, acknowledge } = attention;
  return (
    <View id={ATTENTION_ID}>
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.conflictId} conflict={conflict} onSettle={() => onSettle(conflict)} onSeen={() => acknowledge(conflict)} />
      ))}
      {scans.map((scan) => (
        <ScanCard key={scan.entryId} scan={scan} onSeen={() => scanQueue.change(scan.entryId, { isAcknowledged: true })} />
      ))}
    </View>
  );
}

const mayDecide = (conflict: EntryConflict): boolean => conflict.availableActions.some(({ action }) => action !== "WITHDRAW");

function ConflictCard({ conflict, onSettle, onSeen }: { readonly conflict: EntryConflict; readonly onSettle: () => void; readonly onSeen: () => void }) {
  const { earlier, later } = conflict;
  return (
    <View id={`conflict-${conflict.conflictId}`} className="attention" {...aria({ role: "alert" })}>
      <View className="attention__title">{`${conflict.kindLabel} · ${conflict.teamName ?? conflict.contactName}`}</View>
      <View>{conflict.sentence}</View>
      {earlier !== undefined && <EntryLine label="先" entry={earlier} />}
      <EntryLine label={earlier === undefined ? "入场" : "后"} entry={later} />
      {mayDecide(conflict) ? (
        <Button id={`settle-${conflict.conflictId}`} onPress={onSettle}>
          处理
        </Button>
      ) : (
        <>
          <View className="attention__hint">由本单位管理员决定怎样计数；没有决定之前，后一次不计入统计。</View>
          <Button id={`seen-${conflict.conflictId}`} kind="secondary" onPress={onSeen}>
            知道了
          </Button>
        </>
      )}
    </View>
  );
}

export function EntryLine({ label, entry }: { readonly label: string; readonly entry: BookingEntry }) {
  return (
    <View className="attention__entry">
      <Text className="attention__mark">{label}</Text>
      <Text className="attention__fact">{`${instantLabel(entry.at)} · ${entry.gateName} · ${entry.byName} · ${entry.heads} 人${entry.offline ? " · 离线" : ""}`}</Text>
    </View>
  );
}

function ScanCard({ scan, onSeen }: { readonly scan: LocalScan; readonly onSeen: () => void }) {
  return (
    <View id={`attention-${scan.entryId}`} className="attention" {...aria({ role: "alert" })}>
      <View className="attention__title">{`${TITLES[scan.state] ?? "请核对"} · ${scan.who === "" ? "不在名单上的预约" : scan.who}`}</View>
      <View>{scan.message ?? ""}</View>
      <View className="attention__hint">{`本机 ${timeLabel(scan.at)} · ${scan.gateName} · ${scan.operatorName} · ${scan.heads} 人`}</View>
      <Button id={`seen-${scan.entryId}`} kind="secondary" onPress={onSeen}>
        知道了
      </Button>
    </View>
  );
}

const TITLES: Partial<Record<LocalScan["state"], string>> = { CONFLICT: "入场冲突", REFUSED: "离线放行的人没有被系统接受" };

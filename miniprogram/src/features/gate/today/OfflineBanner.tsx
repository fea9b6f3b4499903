import { View } from "@tarojs/components";
import { useEffect, useState } from "react";
import { offlineBanner, storageUse } from "../../../admission/offline/gateWords";
import { waitingForOthers } from "../../../admission/offline/scanQueue";
import { currentOperator } from "../../../admission/offline/thisPhone";
import { bringIntoSight } from "../../../platform/bringIntoSight";
import { STORAGE_CAP_BYTES, storageUsedBytes } from "../../../platform/storage";
import { NoticeBar } from "../../../ui/NoticeBar";
import { ATTENTION_ID } from "./AttentionCards";
import type { Gate } from "./useGate";

/** What must be seen however far the list is scrolled: that this phone decides alone, and that something waits above. */
export function StickyBanner({ gate, attentionCount }: { readonly gate: Gate; readonly attentionCount: number }) {
  const { state, deviceNow } = gate;
  const offline = state.mode === "OFFLINE" && state.kept !== undefined ? offlineBanner(state.kept, deviceNow) : undefined;
  if (offline === undefined && attentionCount === 0) return null;
  return (
    <View className="sticky-banner">
      {offline !== undefined && (
        <View id="offline-banner">
          <NoticeBar tone={offline.isOld ? "waiting" : "info"}>{offline.text}</NoticeBar>
        </View>
      )}
      {attentionCount > 0 && (
        <NoticeBar tone="bad" action={{ label: "查看", onPress: () => bringIntoSight(ATTENTION_ID) }}>{`有 ${attentionCount} 件事需要核对`}</NoticeBar>
      )}
    </View>
  );
}

/** What is on its way and what stands in its way: nothing while all is well. */
export function OfflineBanner({ gate }: { readonly gate: Gate }) {
  const { state, queue } = gate;
  const use = storageUse(useStorageUsed(gate), STORAGE_CAP_BYTES);
  const othersNames = [...new Set(waitingForOthers(queue.scans, currentOperator()?.id).map(({ operatorName }) => operatorName))];
  return (
    <>
      {queue.upload !== undefined && (
        <View id="upload-progress">
          <NoticeBar>{`正在上传离线记录：${queue.upload.done} / ${queue.upload.total} 条`}</NoticeBar>
        </View>
      )}
      {queue.problem !== undefined && state.mode === "ONLINE" && <NoticeBar tone="waiting">{`离线记录还没有传上去：${queue.problem.message}`}</NoticeBar>}
      {queue.clockOffMinutes !== undefined && (
        <NoticeBar tone="waiting">{`这部手机的时间${queue.clockOffMinutes > 0 ? "慢" : "快"}了约 ${Math.abs(queue.clockOffMinutes)} 分钟，请在手机设置里打开“自动设置时间”。`}</NoticeBar>
      )}
      {use.isNearlyFull && (
        <View id="storage-nearly-full">
          <NoticeBar tone="bad">{`手机存储快满了（${use.text}），请尽快连上网络上传离线记录；没有上传的记录不会删除。`}</NoticeBar>
        </View>
      )}
      {!state.isListKept && <NoticeBar tone="bad">手机存储已满，今日名单没有存下来：关闭小程序后就不能离线核销了，请清理手机存储。</NoticeBar>}
      {othersNames.length > 0 && (
        <NoticeBar tone="waiting">{`这部手机上还有 ${othersNames.join("、")} 的离线记录没有上传，请本人登录一次，会自动上传。`}</NoticeBar>
      )}
    </>
  );
}

/** Looked at again when something was kept or dropped, since adding it up takes a while in a browser. */
function useStorageUsed({ state, queue }: Gate): number {
  const [bytes, setBytes] = useState(0);
  const { kept } = state;
  const scanCount = queue.scans.length;
  useEffect(() => setBytes(storageUsedBytes()), [kept, scanCount]);
  return bytes;
}

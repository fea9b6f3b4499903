import { View } from "@tarojs/components";
import { offlineBanner } from "../../../admission/offline/gateWords";
import { waitingForOthers } from "../../../admission/offline/scanQueue";
import { currentOperator } from "../../../admission/offline/thisPhone";
import { NoticeBar } from "../../../ui/NoticeBar";
import type { Gate } from "./useGate";

/** How much the list can be trusted and what is on its way: nothing while all is well. */
export function OfflineBanner({ gate }: { readonly gate: Gate }) {
  const { state, queue, deviceNow } = gate;
  const offline = state.mode === "OFFLINE" && state.kept !== undefined ? offlineBanner(state.kept, deviceNow) : undefined;
  const othersNames = [...new Set(waitingForOthers(queue.scans, currentOperator()?.id).map(({ operatorName }) => operatorName))];
  return (
    <>
      {offline !== undefined && (
        <View id="offline-banner" className="offline-banner">
          <NoticeBar tone={offline.isOld ? "waiting" : "info"}>{offline.text}</NoticeBar>
        </View>
      )}
      {queue.upload !== undefined && (
        <View id="upload-progress">
          <NoticeBar>{`正在上传离线记录：${queue.upload.done} / ${queue.upload.total} 条`}</NoticeBar>
        </View>
      )}
      {queue.problem !== undefined && state.mode === "ONLINE" && <NoticeBar tone="waiting">{`离线记录还没有传上去：${queue.problem.message}`}</NoticeBar>}
      {queue.clockOffMinutes !== undefined && (
        <NoticeBar tone="waiting">{`这部手机的时间${queue.clockOffMinutes > 0 ? "慢" : "快"}了约 ${Math.abs(queue.clockOffMinutes)} 分钟，请在手机设置里打开“自动设置时间”。`}</NoticeBar>
      )}
      {!state.isListKept && <NoticeBar tone="bad">手机存储已满，今日名单没有存下来：关闭小程序后就不能离线核销了，请清理手机存储。</NoticeBar>}
      {othersNames.length > 0 && (
        <NoticeBar tone="waiting">{`这部手机上还有 ${othersNames.join("、")} 的离线记录没有上传，请本人登录一次，会自动上传。`}</NoticeBar>
      )}
    </>
  );
}

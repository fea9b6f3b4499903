import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { listAge, storageUse, timeLabel } from "../../../admission/offline/gateWords";
import { isUnsent } from "../../../admission/offline/localScan";
import { STORAGE_CAP_BYTES, storageUsedBytes } from "../../../platform/storage";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { Sheet } from "../../../ui/Sheet";
import { StatusPill } from "../../../ui/StatusPill";
import type { Gate } from "./useGate";

/** The line that opens the sheet: what is on this phone, in one glance (promise F22). */
export function OfflineLine({ gate, onOpen }: { readonly gate: Gate; readonly onOpen: () => void }) {
  const { kept } = gate.state;
  const unsent = gate.scans.filter(isUnsent).length;
  const list = kept === undefined ? "还没有名单" : `名单 ${kept.pack.parties.length} 组（${timeLabel(kept.pack.asOf)}）`;
  const waiting = unsent === 0 ? "没有待上传" : `${unsent} 条待上传`;
  return (
    <Pressable id="offline-data" className="offline-line" label={`离线数据：${list}，${waiting}，点按查看`} onPress={onOpen}>
      <Text>{`离线数据：${list} · ${waiting}`}</Text>
      <Text className="offline-line__more">查看 ›</Text>
    </Pressable>
  );
}

export function OfflineSheet({ gate, onClose }: { readonly gate: Gate; readonly onClose: () => void }) {
  const { state, queue, scans, deviceNow } = gate;
  const [isBusy, setBusy] = useState(false);
  const { kept } = state;
  const unsent = scans.filter(isUnsent);
  const use = storageUse(storageUsedBytes(), STORAGE_CAP_BYTES);

  const refresh = async (): Promise<void> => {
    setBusy(true);
    await gate.desk.refresh();
    setBusy(false);
  };

  return (
    <Sheet title="离线数据" onClose={onClose}>
      <View id="offline-sheet" className="offline-facts">
        <KeyValue label="今日名单">{kept === undefined ? "还没有下载" : `${kept.pack.parties.length} 组，作废 ${kept.pack.revoked.length} 条`}</KeyValue>
        {kept !== undefined && <KeyValue label="更新时间">{listAge(kept, deviceNow).text}</KeyValue>}
        <KeyValue label="待上传">{`${unsent.length} 条`}</KeyValue>
        <KeyValue label="手机存储">{use.text}</KeyValue>
      </View>
      {use.isNearlyFull && <NoticeBar tone="bad">存储快满了。请尽快连上网络：上传以后会自动腾出空间；没有上传的记录不会删除。</NoticeBar>}
      {state.mode === "OFFLINE" && <NoticeBar tone="waiting">现在没有网络。连上网络后会自动上传，不用重新扫码。</NoticeBar>}
      {queue.problem !== undefined && state.mode === "ONLINE" && <NoticeBar tone="bad">{queue.problem.message}</NoticeBar>}
      {unsent.length > 0 && (
        <>
          <View className="unsent" {...aria({ role: "list", label: "待上传的扫码记录" })}>
            {unsent.map((scan) => (
              <View key={scan.entryId} className="unsent__row">
                <Text className="unsent__text">{`${timeLabel(scan.at)} ${scan.who === "" ? (scan.refusedFor === undefined ? "不在名单上的预约" : "未放行") : scan.who}`}</Text>
                <StatusPill tone={scan.refusedFor === undefined ? "waiting" : "neutral"}>
                  {scan.refusedFor === undefined ? `${scan.heads} 人 · ${scan.state === "SENDING" ? "上传中" : "待上传"}` : "拒绝记录"}
                </StatusPill>
              </View>
            ))}
          </View>
          <NoticeBar tone="waiting">全部上传之前，请不要删除小程序、不要在微信里清理缓存或换手机登录：微信会把没上传的记录一起清掉。</NoticeBar>
        </>
      )}
      <Button id="refresh-list" loading={isBusy} onPress={() => void refresh()}>
        {unsent.length > 0 ? "立即上传" : "更新名单"}
      </Button>
    </Sheet>
  );
}

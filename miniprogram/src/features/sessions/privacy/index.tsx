import { View } from "@tarojs/components";
import { useCallback, useEffect, useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { PERSONAL_DATA_WORDS, type DeletionReceipt, type MyData } from "@app/contract/personalData/personalData.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { forgetSession, useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { apiOrigin } from "../../../platform/http";
import { openPage, openTab } from "../../../platform/navigation";
import { usePageShow } from "../../../platform/pageLife";
import { useWhileInSight } from "../../../platform/pageSight";
import { readText, storedValue } from "../../../platform/storage";
import { takeFile } from "../../../platform/takeFile";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Checkbox } from "../../../ui/Checkbox";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { KeyValue, Row } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Sheet } from "../../../ui/Sheet";
import { Skeleton } from "../../../ui/Skeleton";
import "./privacy.css";

/** The receipt of a deletion outlives the session, which the deletion ends. */
const receiptKept = storedValue<string>("deletion-receipt", readText);

/** 隐私与数据: what is kept, a copy to take along, and the way out (promise R18). */
export default function PrivacyPage() {
  const token = useSession()?.token;
  const [receiptId, setReceiptId] = useState(receiptKept.get());
  const [isLeaving, setLeaving] = useState(false);
  const load = useCallback(() => api.call(personalDataRoutes.getMyData, {}), []);
  const mine = useRemote<MyData>(token === undefined || receiptId !== undefined ? undefined : `my-data:${token}`, load);
  usePageShow(() => void mine.refresh());

  const begun = ({ receiptId: id }: DeletionReceipt): void => {
    receiptKept.set(id);
    setReceiptId(id);
    setLeaving(false);
  };
  const closeReceipt = (): void => {
    receiptKept.remove();
    setReceiptId(undefined);
    void openTab("/pages/home/index");
  };

  if (receiptId !== undefined) {
    return (
      <Page>
        <Deletion receiptId={receiptId} onClose={closeReceipt} />
      </Page>
    );
  }
  const data = mine.remote.kind === "READY" ? mine.remote.value : undefined;
  return (
    <Page overlay={isLeaving && data !== undefined ? <LeaveSheet data={data} onClose={() => setLeaving(false)} onBegun={begun} /> : undefined}>
      <Card>
        <Row id="read-agreement" label="个人信息保护说明和用户协议" onPress={() => void openPage("/features/sessions/agreement/index")} />
      </Card>
      {token === undefined ? (
        <Card>
          <LogInWall message="登录后查看平台保存了您的哪些信息" onLoggedIn={() => undefined} />
        </Card>
      ) : mine.remote.kind === "LOADING" ? (
        <Skeleton />
      ) : mine.remote.kind === "FAILED" ? (
        <ErrorState message={mine.remote.refusal.message} onRetry={() => void mine.refresh()} />
      ) : (
        <>
          <Kinds data={mine.remote.value} />
          <TakeAlong token={token} data={mine.remote.value} onTaken={() => void mine.refresh()} />
          <Card title="注销账号">
            {mine.remote.value.isStaff ? (
              <View id="staff-stays">这个微信绑定了工作账号。工作账号由单位管理，不能自行注销；要注销个人账号，请先在“我的”里解除绑定。</View>
            ) : (
              <>
                <View className="privacy__line">注销后，您的姓名、手机号和微信身份会从平台删除，无法恢复；已参观的人数按规定留作不含姓名的统计。</View>
                <Button id="delete-account" kind="danger" onPress={() => setLeaving(true)}>
                  注销账号
                </Button>
              </>
            )}
          </Card>
        </>
      )}
    </Page>
  );
}

function Kinds({ data }: { readonly data: MyData }) {
  return (
    <Card title="平台保存了您的这些信息">
      {data.agreedAt !== undefined && (
        <View className="privacy__line">{`您在 ${instantLabel(data.agreedAt)} 同意了 ${data.agreedVersion ?? ""} 版协议。`}</View>
      )}
      {data.kinds.map(({ kind, count, hasMore }) => (
        <Row
          key={kind}
          id={`kind-${kind}`}
          label={PERSONAL_DATA_WORDS[kind].label}
          value={hasMore ? `${count} 条以上` : `${count} 条`}
          onPress={() => void openPage("/features/sessions/my-records/index", { kind })}
        />
      ))}
    </Card>
  );
}

function TakeAlong({ token, data, onTaken }: { readonly token: string; readonly data: MyData; readonly onTaken: () => void }) {
  const [busy, setBusy] = useState<"xlsx" | "json">();
  const [problem, setProblem] = useState<string>();
  const take = async (ending: "xlsx" | "json"): Promise<void> => {
    setBusy(ending);
    setProblem(undefined);
    const route = ending === "xlsx" ? personalDataRoutes.downloadMyDataSheet : personalDataRoutes.downloadMyData;
    const outcome = await takeFile({ url: apiOrigin + route.path, token, fileName: `我的信息.${ending}` });
    setBusy(undefined);
    if (outcome.kind === "REFUSED") setProblem(outcome.message);
    if (outcome.kind === "FAILED") setProblem("没有下载成功，请检查网络后再试。");
    if (outcome.kind === "TAKEN") onTaken();
  };
  return (
    <Card title="下载我的信息">
      <View className="privacy__line">{`包括上面的全部内容。表格便于阅读，JSON 供其他软件使用。今天还可以下载 ${data.downloadsLeftToday} 次。`}</View>
      <Button id="download-sheet" kind="secondary" loading={busy === "xlsx"} disabled={busy === "json"} onPress={() => void take("xlsx")}>
        下载表格（Excel）
      </Button>
      <View className="privacy__next">
        <Button id="download-json" kind="ghost" loading={busy === "json"} disabled={busy === "xlsx"} onPress={() => void take("json")}>
          下载 JSON
        </Button>
      </View>
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
    </Card>
  );
}

function LeaveSheet({ data, onClose, onBegun }: { readonly data: MyData; readonly onClose: () => void; readonly onBegun: (receipt: DeletionReceipt) => void }) {
  const [isUnderstood, setUnderstood] = useState(false);
  const [cancelOpenBookings, setCancel] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isReady = isUnderstood && (data.openBookings === 0 || cancelOpenBookings);

  const leave = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    const answer = await act("delete-account", { cancelOpenBookings }, (body) => api.call(personalDataRoutes.deleteMyAccount, { body }));
    setSending(false);
    if (answer.ok) onBegun(answer.value);
    else setProblem(answer.refusal.message);
  };

  return (
    <Sheet title="注销账号" onClose={onClose}>
      {data.kinds
        .filter(({ count }) => count > 0)
        .map(({ kind }) => (
          <KeyValue key={kind} label={PERSONAL_DATA_WORDS[kind].label}>
            {PERSONAL_DATA_WORDS[kind].afterwards}
          </KeyValue>
        ))}
      {data.openBookings > 0 && (
        <Checkbox id="cancel-open" checked={cancelOpenBookings} onChange={setCancel} label={`我还有 ${data.openBookings} 次没有结束的预约，一并取消`} />
      )}
      <Checkbox id="delete-understood" checked={isUnderstood} onChange={setUnderstood} label="我知道注销后无法恢复" />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="delete-confirm" kind="danger" disabled={!isReady} loading={isSending} onPress={() => void leave()}>
        确认注销
      </Button>
    </Sheet>
  );
}

function Deletion({ receiptId, onClose }: { readonly receiptId: string; readonly onClose: () => void }) {
  const load = useCallback(() => api.call(personalDataRoutes.getDeletion, { params: { receiptId } }), [receiptId]);
  const { remote, refresh } = useRemote<DeletionReceipt>(`deletion:${receiptId}`, load);
  const isDone = remote.kind === "READY" && remote.value.status === "DONE";
  const look = useCallback(async () => {
    await refresh();
  }, [refresh]);
  useWhileInSight({ everyMs: 1_500, isWanted: !isDone, act: look });
  useEffect(() => {
    // Nothing of the person stays on the phone either.
    if (isDone) forgetSession();
  }, [isDone]);

  if (remote.kind === "LOADING") return <Skeleton />;
  if (remote.kind === "FAILED") return <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />;
  const { status, recordsHandled, doneAt } = remote.value;
  return status === "RUNNING" ? (
    <View id="deletion-running">
      <EmptyState title="正在注销" hint={`已处理 ${recordsHandled} 条记录。可以关闭本页，注销会继续进行。`} />
    </View>
  ) : (
    <View id="deletion-done">
      <EmptyState
        title="账号已注销"
        hint={`完成时间：${doneAt === undefined ? "" : instantLabel(doneAt)}。再次登录会是一个新的账号。`}
        action={{ label: "知道了", onPress: onClose }}
      />
    </View>
  );
}

import { View } from "@tarojs/components";
import { useState } from "react";
import { banRoutes } from "@app/contract/content/bans.routes";
import type { MyBan } from "@app/contract/content/ban.schema";
import { fullDateLabel, instantLabel } from "@app/contract/kernel/time";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { usePullToRefresh } from "../../../platform/pageLife";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Field } from "../../../ui/Field";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { StatusPill } from "../../../ui/StatusPill";

/** Why somebody may post nothing, until when, and the way to say that it is wrong (promise M18). */
export default function MyBanPage() {
  const token = useSession()?.token;
  return <Page>{token === undefined ? <LogInWall message="登录后查看您的发言限制" onLoggedIn={() => undefined} /> : <Shown token={token} />}</Page>;
}

function Shown({ token }: { readonly token: string }) {
  const { remote, refresh } = useRemote(`my-ban:${token}`, () => api.call(banRoutes.getMyBan, {}));
  usePullToRefresh(refresh);
  if (remote.kind === "LOADING") return <Skeleton cards={1} />;
  if (remote.kind === "FAILED") return <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />;
  const { ban } = remote.value;
  if (ban === undefined) return <EmptyState title="没有发言限制" hint="您可以正常发表评价。" />;
  return <BanCard key={ban.version} ban={ban} onAppealed={() => void refresh()} />;
}

function BanCard({ ban, onAppealed }: { readonly ban: MyBan; readonly onAppealed: () => void }) {
  const appeal = ban.availableActions.find(({ action }) => action === "APPEAL");
  return (
    <Card
      title={ban.isInForce ? "不能发表评价和举报" : "可以正常发表评价了"}
      aside={<StatusPill tone={ban.isInForce ? "bad" : "good"}>{ban.statusLabel}</StatusPill>}
    >
      <View id="my-ban">
        <KeyValue label="原因">{ban.reason}</KeyValue>
        <KeyValue label="期限">{ban.until === undefined ? "长期，直到审核人员解除" : `到 ${fullDateLabel(ban.until)}（含当天），到期自动解除`}</KeyValue>
        <KeyValue label="开始">{instantLabel(ban.bannedAt)}</KeyValue>
        {ban.appealReason !== undefined && <KeyValue label="您的申诉">{ban.appealReason}</KeyValue>}
        {ban.answer !== undefined && <KeyValue label="答复">{ban.answer.remark}</KeyValue>}
      </View>
      {ban.isInForce && <NoticeBar tone="info">预约和参观不受影响。</NoticeBar>}
      {appeal !== undefined && <AppealForm ban={ban} onAppealed={onAppealed} />}
      {ban.status === "APPEALED" && ban.isInForce && <NoticeBar tone="waiting">申诉已提交，由另一位审核人员答复，答复会通知您。</NoticeBar>}
    </Card>
  );
}

function AppealForm({ ban, onAppealed }: { readonly ban: MyBan; readonly onAppealed: () => void }) {
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    const remark = words.trim();
    if (remark === "") return setProblem("请填写申诉理由。");
    setSending(true);
    setProblem(undefined);
    const answer = await act("appeal-ban", { version: ban.version, remark }, (body) => api.call(banRoutes.appealBan, { body }));
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("申诉已提交");
    onAppealed();
  };
  return (
    <>
      <Field
        id="ban-appeal-reason"
        label="申诉理由"
        required
        multiline
        maxLength={200}
        value={words}
        onChange={(text) => {
          setWords(text);
          setProblem(undefined);
        }}
        placeholder="例如：这条评价不是骂人，写的是实际情况"
        hint="只能申诉一次，由另一位审核人员答复。"
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="ban-appeal-send" loading={isSending} onPress={() => void send()}>
        提交申诉
      </Button>
    </>
  );
}

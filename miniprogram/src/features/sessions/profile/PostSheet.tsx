import { View } from "@tarojs/components";
import { useState } from "react";
import type { PostId } from "@app/contract/kernel/ids";
import type { Me } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../../api/apiClient";
import { currentSession, keepSession } from "../../../api/session";
import { toast } from "../../../platform/toast";
import { Chips } from "../../../ui/Chips";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { ALL_POSTS, postChoices, postInUse } from "./postChoices";

/** 换岗: whoever holds several posts works in one of them or in all; gates and approvals follow. */
export function PostSheet({ me, onClose }: { readonly me: Me; readonly onClose: () => void }) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const choose = async (value: string): Promise<void> => {
    if (isSending) return;
    setSending(true);
    setProblem(undefined);
    const answer = await api.call(sessionRoutes.switchPost, { body: { postId: value === ALL_POSTS ? null : (value as PostId) } });
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    const session = currentSession();
    if (session !== undefined) keepSession({ ...session, me: answer.value });
    toast(value === ALL_POSTS ? "现在同时使用全部岗位" : `已切换到：${postInUse(answer.value)}`);
    onClose();
  };
  return (
    <Sheet title="用哪个岗位工作" onClose={onClose}>
      <View className="about">换岗后，闸口核销和审批只显示这个岗位的内容。</View>
      <View className="post-choices">
        <Chips id="post" label="岗位" options={postChoices(me)} value={me.postId ?? ALL_POSTS} onChange={(value) => void choose(value)} />
      </View>
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
    </Sheet>
  );
}

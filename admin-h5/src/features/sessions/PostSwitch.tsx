import { useQueryClient } from "@tanstack/react-query";
import { App, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { PostId } from "@app/contract/kernel/ids";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { useMe } from "../../platform/currentUser";

const ALL = "ALL";

/** 换岗: whoever holds several posts works in one of them or in all; lists, figures and the menu follow. Nothing is shown to who has one. */
export function PostSwitch({ onPick }: { readonly onPick?: (() => void) | undefined }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  const posts = me.posts ?? [];
  if (posts.length < 2) return null;
  return (
    <label className="who-post">
      <span className="who-post-caption">当前岗位</span>
      <Select
        className="who-post-select"
        popupMatchSelectWidth={false}
        loading={isSending}
        disabled={isSending}
        value={me.postId ?? ALL}
        onChange={(next) => void change(next)}
        options={[
          { value: ALL, label: `全部岗位（${posts.length}）` },
          ...posts.map((post) => ({ value: post.postId, label: `${post.orgName} · ${post.postName}` })),
        ]}
        data-testid="post-switch"
      />
    </label>
  );

  async function change(next: string): Promise<void> {
    setSending(true);
    const result = await api.call(sessionRoutes.switchPost, { body: { postId: next === ALL ? null : (next as PostId) } });
    setSending(false);
    if (!result.ok) return void message.warning(result.refusal.message);
    onPick?.();
    // The page that is open may not be one of this post's.
    await navigate("/");
    await queryClient.resetQueries();
    void message.success(next === ALL ? "现在同时使用全部岗位。" : `已切换到「${posts.find((post) => post.postId === next)?.postName ?? ""}」。`);
  }
}

import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import type { ManagedOrganization, ManagedPost } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { EmptyState } from "../../ui/EmptyState";
import { useIsPhone } from "../../ui/useIsPhone";
import { keepOrganization, organizationKey, sendOrganizationCommand } from "./organizationCommands";
import { PostForm } from "./PostForm";

/** A post gives its holders its roles at its places; it is changed here, people are put on it in 人员. */
export function PostsPanel({ organization }: { readonly organization: ManagedOrganization }) {
  const queryClient = useQueryClient();
  const isPhone = useIsPhone();
  const { message, modal } = App.useApp();
  const [edited, setEdited] = useState<ManagedPost | "new">();
  const { posts, departments, mayEdit, organizationId } = organization;
  const add = mayEdit ? (
    <Button icon={<PlusOutlined />} onClick={() => setEdited("new")} data-testid="post-add">
      新增岗位
    </Button>
  ) : undefined;
  return (
    <>
      {posts.length === 0 ? (
        <EmptyState sentence="还没有岗位。" hint="岗位决定在岗的人能做什么、管到哪里。" action={add} />
      ) : (
        <>
          <ul className="post-list">
            {posts.map((post) => (
              <li key={post.postId} className="post-card" data-testid="post-row" data-post-id={post.postId}>
                <div className="post-head">
                  <strong>{post.name}</strong>
                  <span className="soft">{departments.find(({ departmentId }) => departmentId === post.departmentId)?.name ?? "直属本机构"}</span>
                  <span className="number post-count">{post.holderCount} 人在岗</span>
                </div>
                <p>
                  角色：{post.roleNames.join("、")}
                  <span className="cell-sub">管辖范围：{post.scopeLabel}</span>
                </p>
                {post.mayEdit ? (
                  <span className="row-actions">
                    <Button type="link" onClick={() => setEdited(post)} aria-label={`修改${post.name}`} data-testid="post-edit">
                      修改
                    </Button>
                    <Button type="link" danger onClick={() => void remove(post)} aria-label={`删除${post.name}`} data-testid="post-delete">
                      删除
                    </Button>
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
          {add}
        </>
      )}
      <Drawer
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        size={isPhone ? "100%" : 560}
        title={edited === "new" ? "新增岗位" : "修改岗位"}
        destroyOnHidden
      >
        {edited === undefined ? null : (
          <PostForm organization={organization} post={edited === "new" ? undefined : edited} onSaved={() => setEdited(undefined)} />
        )}
      </Drawer>
    </>
  );

  async function remove(post: ManagedPost): Promise<void> {
    const { postId, version, name } = post;
    const isSure = await modal.confirm({
      title: `删除岗位「${name}」？`,
      content: "只有没有人在岗时才能删除。",
      okText: "删除",
      cancelText: "取消",
      okButtonProps: { danger: true, ...{ "data-testid": "post-delete-confirm" } },
    });
    if (!isSure) return;
    const result = await sendOrganizationCommand(organizationRoutes.deletePost, `deletePost.${postId}`, { organizationId, postId }, { version });
    if (!result.ok) {
      void modal.warning({ title: "没有删除", content: result.refusal.message, okText: "知道了" });
      return queryClient.invalidateQueries({ queryKey: organizationKey(organizationId) });
    }
    keepOrganization(queryClient, result.value);
    void message.success(`已删除岗位「${name}」。`);
  }
}

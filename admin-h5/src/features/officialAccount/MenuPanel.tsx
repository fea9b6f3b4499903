import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { instantLabel } from "@app/contract/kernel/time";
import { ACCOUNT_PAGE_KEYS, ACCOUNT_PAGES } from "@app/contract/officialAccount/accountPages";
import {
  MENU_BUTTON_KIND_LABELS,
  MENU_BUTTON_KINDS,
  MENU_BUTTONS_MAX,
  MENU_SUB_BUTTONS_MAX,
  SaveAccountMenu,
  type AccountMenu,
  type MenuButton,
  type MenuLeaf,
} from "@app/contract/officialAccount/menu.schema";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { ruleName, type ReplyRule } from "@app/contract/officialAccount/replies.schema";
import { api, read } from "../../platform/api";
import { newRequestId } from "../../platform/requestId";
import { sendIntended } from "../../platform/sendIntended";
import { ErrorState } from "../../ui/ErrorState";
import { problemsOf } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { AccountHistory } from "./AccountHistory";

const NEW_LEAF: MenuLeaf = { kind: "PAGE", name: "", page: "HOME" };

export function MenuPanel() {
  const menu = useQuery({ queryKey: ["officialAccount", "menu"], queryFn: () => read(officialAccountRoutes.getAccountMenu, {}) });
  const replies = useQuery({ queryKey: ["officialAccount", "replies"], queryFn: () => read(officialAccountRoutes.getAccountReplies, {}) });
  const error = menu.error ?? replies.error;
  if (menu.data === undefined || replies.data === undefined)
    return error === null ? (
      <Loading />
    ) : (
      <ErrorState
        error={error}
        onRetry={() => {
          void menu.refetch();
          void replies.refetch();
        }}
      />
    );
  return <MenuForm menu={menu.data} rules={replies.data.rules} />;
}

function MenuForm({ menu, rules }: { readonly menu: AccountMenu; readonly rules: readonly ReplyRule[] }) {
  const queryClient = useQueryClient();
  const { message, modal } = App.useApp();
  /** Absent: as it is saved, also when somebody else saves. */
  const [typed, setTyped] = useState<readonly MenuButton[]>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const buttons = typed ?? menu.draft;
  const isChanged = JSON.stringify(buttons) !== JSON.stringify(menu.draft);
  const change = (next: readonly MenuButton[]): void => {
    setTyped(next);
    setProblems([]);
  };
  const at = (position: number, next: MenuButton): void => change(buttons.map((old, index) => (index === position ? next : old)));
  const problem = (path: string): string | undefined => problems.find((one) => one.path.replace(/^body\./, "").startsWith(path))?.message;
  return (
    <>
      <form
        className="account-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Alert
          type={menu.failure === undefined ? (menu.isDraftPublished ? "success" : "info") : "warning"}
          showIcon
          data-testid="menu-state"
          title={
            menu.failure !== undefined
              ? `${menu.failure.byName} ${instantLabel(menu.failure.at)} 没有发布成功：${menu.failure.sentence}`
              : menu.published === undefined
                ? "公众号现在没有菜单。保存草稿后点「发布」，关注者才能看到。"
                : `${menu.published.byName} ${instantLabel(menu.published.at)} 发布。${menu.isDraftPublished ? "关注者看到的就是下面的菜单。" : "下面的草稿有修改，还没有发布。"}`
          }
        />
        <Refusal sentence={refusal} testId="menu-refusal" />
        <div className="account-entries">
          {buttons.map((button, position) => (
            <div key={position} className="account-entry" data-testid={`menu-entry-${position}`}>
              {button.kind === "GROUP" ? (
                <>
                  <div className="account-fields">
                    <Input
                      aria-label={`菜单 ${position + 1} 的名称`}
                      placeholder="名称，如：参观"
                      value={button.name}
                      onChange={(event) => at(position, { ...button, name: event.target.value })}
                    />
                    <span className="soft">有子菜单</span>
                    <span />
                    <Button danger type="text" onClick={() => change(buttons.filter((_, index) => index !== position))}>
                      删除
                    </Button>
                  </div>
                  {button.buttons.map((sub, below) => (
                    <div key={below} className="account-entry is-below">
                      <LeafFields
                        label={`菜单 ${position + 1} 的子菜单 ${below + 1}`}
                        leaf={sub}
                        rules={rules}
                        onChange={(next) => at(position, { ...button, buttons: button.buttons.map((old, index) => (index === below ? next : old)) })}
                        onRemove={() => at(position, { ...button, buttons: button.buttons.filter((_, index) => index !== below) })}
                      />
                      <Problem words={problem(`buttons.${position}.buttons.${below}`)} />
                    </div>
                  ))}
                  {button.buttons.length < MENU_SUB_BUTTONS_MAX ? (
                    <div>
                      <Button onClick={() => at(position, { ...button, buttons: [...button.buttons, NEW_LEAF] })}>加一个子菜单</Button>
                    </div>
                  ) : null}
                </>
              ) : (
                <LeafFields
                  label={`菜单 ${position + 1}`}
                  leaf={button}
                  rules={rules}
                  onChange={(next) => at(position, next)}
                  onRemove={() => change(buttons.filter((_, index) => index !== position))}
                />
              )}
              <Problem
                words={button.kind === "GROUP" ? (problem(`buttons.${position}.name`) ?? exact(`buttons.${position}.buttons`)) : problem(`buttons.${position}`)}
              />
            </div>
          ))}
          {buttons.length === 0 ? <p className="soft">还没有菜单，请添加。最多 3 个菜单，每个最多 5 个子菜单；菜单名称不超过 5 个汉字。</p> : null}
        </div>
        <div className="account-save">
          <Button disabled={buttons.length >= MENU_BUTTONS_MAX} onClick={() => change([...buttons, NEW_LEAF])} data-testid="menu-add">
            加一个菜单
          </Button>
          <Button
            disabled={buttons.length >= MENU_BUTTONS_MAX}
            onClick={() => change([...buttons, { kind: "GROUP", name: "", buttons: [NEW_LEAF] }])}
            data-testid="menu-add-group"
          >
            加一组子菜单
          </Button>
        </div>
        <div className="account-save">
          <Button size="large" htmlType="submit" loading={isSending} disabled={!isChanged} data-testid="menu-save">
            保存草稿
          </Button>
          <Button
            type="primary"
            size="large"
            loading={isSending}
            disabled={isChanged || menu.draft.length === 0 || (menu.isDraftPublished && menu.failure === undefined)}
            onClick={() => void publish("PUBLISH")}
            data-testid="menu-publish"
          >
            发布
          </Button>
          {isChanged ? (
            <Button size="large" onClick={() => setTyped(undefined)}>
              放弃修改
            </Button>
          ) : menu.published === undefined ? null : (
            <Button
              size="large"
              danger
              onClick={() =>
                void modal.confirm({
                  title: "撤下菜单？",
                  content: "关注者将看不到任何菜单，草稿会保留。",
                  okText: "撤下",
                  cancelText: "取消",
                  onOk: () => publish("REMOVE"),
                })
              }
              data-testid="menu-remove"
            >
              撤下菜单
            </Button>
          )}
        </div>
      </form>
      <AccountHistory of="MENU" onTake={change} />
    </>
  );

  function exact(path: string): string | undefined {
    return problems.find((one) => one.path.replace(/^body\./, "") === path)?.message;
  }

  async function save(): Promise<void> {
    const content = { version: menu.version, buttons: [...buttons] };
    const checked = SaveAccountMenu.safeParse({ requestId: newRequestId(), ...content });
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setSending(true);
    setRefusal(undefined);
    const result = await sendIntended("saveAccountMenu", content, (requestId) =>
      api.call(officialAccountRoutes.saveAccountMenu, { body: { requestId, ...content } }),
    );
    setSending(false);
    void queryClient.invalidateQueries({ queryKey: ["officialAccount"] });
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.message);
    }
    setTyped(undefined);
    void message.success("草稿已保存，点「发布」后关注者才能看到。");
  }

  async function publish(kind: "PUBLISH" | "REMOVE"): Promise<void> {
    setSending(true);
    setRefusal(undefined);
    const content = { version: menu.version };
    const route = kind === "PUBLISH" ? officialAccountRoutes.publishAccountMenu : officialAccountRoutes.removeAccountMenu;
    const result = await sendIntended(`accountMenu.${kind}`, content, (requestId) => api.call(route, { body: { requestId, ...content } }));
    setSending(false);
    void queryClient.invalidateQueries({ queryKey: ["officialAccount"] });
    if (!result.ok) return setRefusal(result.refusal.message);
    void message.success(kind === "PUBLISH" ? "已发布。微信里最多要 24 小时全部更新，重新关注可立即看到。" : "已撤下菜单。");
  }
}

function LeafFields({
  label,
  leaf,
  rules,
  onChange,
  onRemove,
}: {
  readonly label: string;
  readonly leaf: MenuLeaf;
  readonly rules: readonly ReplyRule[];
  readonly onChange: (leaf: MenuLeaf) => void;
  readonly onRemove: () => void;
}) {
  const { name } = leaf;
  const ofKind = (kind: MenuLeaf["kind"]): MenuLeaf => {
    switch (kind) {
      case "PAGE":
        return { kind, name, page: "HOME" };
      case "URL":
        return { kind, name, url: "" };
      case "MINI_PROGRAM":
        return { kind, name, path: ACCOUNT_PAGES.HOME.path };
      case "REPLY":
        return { kind, name, key: rules[0]?.key ?? "" };
    }
  };
  const pages = ACCOUNT_PAGE_KEYS.map((key) => ({ value: key, label: ACCOUNT_PAGES[key].label }));
  return (
    <div className="account-fields">
      <Input aria-label={`${label}的名称`} placeholder="名称" value={name} onChange={(event) => onChange({ ...leaf, name: event.target.value })} />
      <Select
        aria-label={`${label}做什么`}
        value={leaf.kind}
        options={MENU_BUTTON_KINDS.map((kind) => ({ value: kind, label: MENU_BUTTON_KIND_LABELS[kind] }))}
        onChange={(kind) => onChange(ofKind(kind))}
      />
      {leaf.kind === "PAGE" ? (
        <Select aria-label={`${label}打开的页面`} value={leaf.page} options={pages} onChange={(page) => onChange({ ...leaf, page })} />
      ) : leaf.kind === "URL" ? (
        <Input aria-label={`${label}的网址`} placeholder="https://…" value={leaf.url} onChange={(event) => onChange({ ...leaf, url: event.target.value })} />
      ) : leaf.kind === "MINI_PROGRAM" ? (
        <Select
          aria-label={`${label}打开的小程序页面`}
          value={leaf.path}
          options={ACCOUNT_PAGE_KEYS.map((key) => ({ value: ACCOUNT_PAGES[key].path as string, label: ACCOUNT_PAGES[key].label }))}
          onChange={(path) => onChange({ ...leaf, path })}
        />
      ) : (
        <Select
          aria-label={`${label}的自动回复`}
          value={leaf.key}
          options={rules.map((rule) => ({ value: rule.key, label: `回复「${ruleName(rule)}」` }))}
          onChange={(key) => onChange({ ...leaf, key })}
        />
      )}
      <Button danger type="text" aria-label={`删除${label}`} onClick={onRemove}>
        删除
      </Button>
    </div>
  );
}

function Problem({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : (
    <p className="field-problem" role="alert">
      {words}
    </p>
  );
}

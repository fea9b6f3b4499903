import DownOutlined from "@ant-design/icons/DownOutlined";
import UserOutlined from "@ant-design/icons/UserOutlined";
import { Button, Popover, Segmented } from "antd";
import { useState } from "react";
import { NavLink } from "react-router";
import { PostSwitch } from "../features/sessions/PostSwitch";
import { APPEARANCE_LABELS, APPEARANCES, chooseAppearance, useAppearance } from "../platform/appearance";
import { isRegistering, useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { useLogOut } from "./useLogOut";

/** Who is logged in, at the end of the header; what belongs to them opens below. */
export function AccountMenu() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      arrow={false}
      content={
        <div className="account-menu">
          <Own onPick={() => setOpen(false)} />
        </div>
      }
    >
      <button type="button" className="account-button" aria-haspopup="true" aria-expanded={isOpen} data-testid="account-menu">
        <UserOutlined aria-hidden />
        <Who />
        <DownOutlined aria-hidden className="account-arrow" />
      </button>
    </Popover>
  );
}

/** The same at the foot of the phone's menu, where there is room for all of it. */
export function AccountFoot({ onPick }: { readonly onPick: () => void }) {
  return (
    <div className="account-foot">
      <Who />
      <NavLink to={PATHS.help} className="account-line" onClick={onPick} data-testid="help">
        帮助
      </NavLink>
      <Own onPick={onPick} />
    </div>
  );
}

function Who() {
  const me = useMe();
  const distinct = (values: string[]) => [...new Set(values)].join("、");
  // A role that a bureau made is known by the post that gives it.
  const hasMadeRole = me.grants.some(({ role }) => role === "CUSTOM");
  const postsNow = (me.posts ?? []).filter(({ postId }) => me.postId === undefined || postId === me.postId);
  const roles = hasMadeRole && postsNow.length > 0 ? postsNow.map(({ postName }) => postName) : me.grants.map((grant) => grant.roleLabel);
  return (
    <span className="who-text">
      <span className="who-scope" data-testid="who-scope">
        {distinct((me.grants.length === 0 ? (me.posts ?? []) : me.grants).map(({ orgName }) => orgName))}
      </span>
      <span className="who-name">
        <span data-testid="who-name">{me.name}</span>
        <span className="who-role" data-testid="who-role">
          {isRegistering(me) ? "注册中" : me.grants.length === 0 ? "暂无权限" : distinct(roles)}
        </span>
      </span>
    </span>
  );
}

function Own({ onPick }: { readonly onPick: () => void }) {
  const logOut = useLogOut();
  const appearance = useAppearance();
  return (
    <>
      <PostSwitch onPick={onPick} />
      <NavLink to={PATHS.account} className="account-line" onClick={onPick} data-testid="my-account">
        我的账号
      </NavLink>
      <NavLink to={PATHS.password} className="account-line" onClick={onPick} data-testid="change-password">
        修改密码
      </NavLink>
      <div className="account-appearance">
        <span className="soft">外观</span>
        <Segmented
          aria-label="外观"
          value={appearance}
          onChange={chooseAppearance}
          options={APPEARANCES.map((value) => ({ value, label: <span data-testid={`appearance-${value}`}>{APPEARANCE_LABELS[value]}</span> }))}
        />
      </div>
      <Button onClick={logOut} data-testid="log-out">
        退出登录
      </Button>
    </>
  );
}

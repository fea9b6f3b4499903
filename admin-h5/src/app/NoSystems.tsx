import SmileOutlined from "@ant-design/icons/SmileOutlined";
import { Button } from "antd";
import { useMe } from "../platform/currentUser";
import { useLogOut } from "./useLogOut";

/** For roles whose systems are not open yet. */
export function NoSystems() {
  const me = useMe();
  const logOut = useLogOut();
  const roles = [...new Set(me.grants.map((grant) => grant.roleLabel))].join("、");
  return (
    <div className="page">
      <div className="panel state" data-testid="no-systems">
        <SmileOutlined className="state-icon" aria-hidden />
        <p className="state-sentence">
          {me.name}，您好。您的账号{roles === "" ? "" : `（${roles}）`}所用的系统还没有开通。
        </p>
        <p className="state-hint">开通后，用同一个账号登录就能看到。如果您认为账号的角色不对，请联系上级管理员调整；如果要用别的账号，请先退出登录。</p>
        <div className="state-action">
          <Button type="primary" onClick={logOut}>
            退出登录，换一个账号
          </Button>
        </div>
      </div>
    </div>
  );
}

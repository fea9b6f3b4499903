import SmileOutlined from "@ant-design/icons/SmileOutlined";
import StopOutlined from "@ant-design/icons/StopOutlined";
import { Button } from "antd";
import { useMe } from "../platform/currentUser";
import { usePageTitle } from "../ui/usePageTitle";
import { useLogOut } from "./useLogOut";

/** For roles whose systems are not open yet, and for people of an organisation that is disabled: they keep their posts, which give nothing meanwhile. */
export function NoSystems() {
  const me = useMe();
  const logOut = useLogOut();
  usePageTitle("首页");
  const roles = [...new Set(me.grants.map((grant) => grant.roleLabel))].join("、");
  const organizations = [...new Set((me.posts ?? []).map(({ orgName }) => orgName))].join("、");
  const isDisabled = me.grants.length === 0;
  return (
    <div className="page">
      <h1 className="visually-hidden">首页</h1>
      <div className="panel state" data-testid={isDisabled ? "organization-disabled" : "no-systems"}>
        {isDisabled ? <StopOutlined className="state-icon" aria-hidden /> : <SmileOutlined className="state-icon" aria-hidden />}
        <p className="state-sentence">
          {me.name}，您好。
          {isDisabled
            ? `您任职的单位（${organizations}）已停用，您的岗位暂时没有权限。`
            : `您的账号${roles === "" ? "" : `（${roles}）`}所用的系统还没有开通。`}
        </p>
        <p className="state-hint">
          {isDisabled
            ? "单位重新启用后，您的权限自动恢复，不用重新申请。如有疑问，请联系上级主管部门。"
            : "开通后，用同一个账号登录就能看到。如果您认为账号的角色不对，请联系上级管理员调整；如果要用别的账号，请先退出登录。"}
        </p>
        <div className="state-action">
          <Button type="primary" onClick={logOut}>
            退出登录，换一个账号
          </Button>
        </div>
      </div>
    </div>
  );
}

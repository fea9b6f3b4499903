import { Link } from "react-router";
import { useMe } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { DevicesPanel } from "./DevicesPanel";
import { SecondStepPanel } from "./SecondStepPanel";
import "../../ui/records.css";
import "./account.css";

/** 我的账号: who I am here, and what guards it. */
export function AccountPage() {
  const me = useMe();
  return (
    <div className="page">
      <PageHeader title="我的账号" />
      <Panel title="账号">
        <dl className="facts">
          <dt>姓名</dt>
          <dd>{me.name}</dd>
          <dt>用户名</dt>
          <dd>{me.username}</dd>
          <dt>登记的手机</dt>
          <dd>{me.phoneMasked ?? "未登记"}</dd>
          <dt>密码</dt>
          <dd>
            <Link className="account-link" to={PATHS.password} data-testid="account-password-link">
              修改密码
            </Link>
          </dd>
        </dl>
      </Panel>
      <SecondStepPanel />
      <DevicesPanel />
    </div>
  );
}

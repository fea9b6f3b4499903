import CompassOutlined from "@ant-design/icons/CompassOutlined";
import { kernelErrors } from "@app/contract/kernel/errors";
import { Link } from "react-router";
import { usePageTitle } from "../ui/usePageTitle";

export function NotFound() {
  usePageTitle("页面不存在");
  return (
    <div className="page">
      <h1 className="visually-hidden">页面不存在</h1>
      <div className="panel state" data-testid="not-found">
        <CompassOutlined className="state-icon" aria-hidden />
        <p className="state-sentence">{kernelErrors.ROUTE_UNKNOWN.sentence({})}</p>
        <div className="state-action">
          <Link className="link-button" to="/">
            返回首页
          </Link>
        </div>
      </div>
    </div>
  );
}

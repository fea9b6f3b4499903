import CompassOutlined from "@ant-design/icons/CompassOutlined";
import { kernelErrors } from "@app/contract/kernel/errors";
import { Link } from "react-router";

export function NotFound() {
  return (
    <div className="page">
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

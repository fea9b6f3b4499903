import LockOutlined from "@ant-design/icons/LockOutlined";
import { kernelErrors } from "@app/contract/kernel/errors";
import { Link } from "react-router";

export function NoPermission({ sentence = kernelErrors.FORBIDDEN.sentence({}) }: { readonly sentence?: string }) {
  return (
    <div className="state" role="alert" data-testid="no-permission">
      <LockOutlined className="state-icon" aria-hidden />
      <p className="state-sentence">{sentence}</p>
      <div className="state-action">
        <Link className="link-button" to="/">
          返回首页
        </Link>
      </div>
    </div>
  );
}

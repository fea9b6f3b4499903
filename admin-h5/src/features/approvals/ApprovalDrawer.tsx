import { Drawer } from "antd";
import { Fragment } from "react";
import { Link } from "react-router";
import type { ApprovalDetail } from "@app/contract/approvals/approval.schema";
import { ApprovalPanel } from "../../ui/approval/ApprovalPanel";
import { useIsPhone } from "../../ui/useIsPhone";
import { ApprovalTag } from "./ApprovalRows";

export function ApprovalDrawer({ approvalId, onClose }: { readonly approvalId: string | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  return (
    <Drawer open={approvalId !== undefined} onClose={onClose} size={isPhone ? "100%" : 640} title="审批详情" destroyOnHidden>
      {approvalId === undefined ? null : <ApprovalPanel key={approvalId} approvalId={approvalId} head={(approval) => <Subject approval={approval} />} />}
    </Drawer>
  );
}

/** What is approved; the whole of it is on its own page. */
function Subject({ approval }: { readonly approval: ApprovalDetail }) {
  return (
    <section aria-label="审批内容">
      <div className="approval-head">
        <h2>{approval.title}</h2>
        <ApprovalTag approval={approval} />
      </div>
      <dl className="facts">
        {approval.fields.map(({ label, value }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
        <dt>提交人</dt>
        <dd>{approval.authorName}</dd>
      </dl>
      <p>
        <Link to={approval.opens} data-testid="approval-subject">
          查看完整内容
        </Link>
      </p>
    </section>
  );
}

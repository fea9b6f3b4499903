import BellOutlined from "@ant-design/icons/BellOutlined";
import { Badge } from "antd";
import { NavLink } from "react-router";
import { PATHS } from "../../platform/paths";
import { useUnread } from "./useInbox";
import "./inbox.css";

export function InboxBell() {
  const unread = useUnread();
  return (
    <NavLink to={PATHS.inbox} className="shell-bell" aria-label={unread === undefined ? "消息" : `消息，${unread} 条未读`} data-testid="inbox-bell">
      <Badge count={unread ?? 0} size="small">
        <BellOutlined className="shell-bell-icon" aria-hidden />
      </Badge>
    </NavLink>
  );
}

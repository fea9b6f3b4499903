import { Link } from "react-router";
import { useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { PageHeader } from "../ui/PageHeader";
import { Panel } from "../ui/Panel";
import { HELP_TOPICS } from "./helpTopics";
import { menuGroupsFor } from "./menu";

/** What each page that one may open is for, in the menu's order, and whom to call. */
export function HelpPage() {
  const me = useMe();
  const mayReadContacts = me.permissions.includes("contacts.read");
  return (
    <div className="page">
      <PageHeader
        title="帮助"
        lead={
          mayReadContacts ? (
            <>
              这里按菜单说明每一页的用法。还有疑问，请在<Link to={PATHS.contacts}>通讯录</Link>里查上级管理员、项目负责人和平台技术负责人的电话。
            </>
          ) : (
            "这里按菜单说明每一页的用法。还有疑问，请联系本单位管理员。"
          )
        }
      />
      {menuGroupsFor(me.permissions).map((group) => (
        <Panel key={group.title} title={group.title}>
          <dl className="help-topics">
            {group.entries.map((entry) => (
              <div key={entry.path} data-testid={`help-${entry.icon}`}>
                <dt>
                  <Link to={entry.path}>{entry.label}</Link>
                </dt>
                {HELP_TOPICS[entry.icon].map((sentence) => (
                  <dd key={sentence}>{sentence}</dd>
                ))}
              </div>
            ))}
          </dl>
        </Panel>
      ))}
    </div>
  );
}

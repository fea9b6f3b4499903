import DownOutlined from "@ant-design/icons/DownOutlined";
import MenuOutlined from "@ant-design/icons/MenuOutlined";
import SolutionOutlined from "@ant-design/icons/SolutionOutlined";
import { Button, Drawer } from "antd";
import { Fragment, useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { useActivityDesk, type DeskBadge } from "../features/activities/useActivityDesk";
import { useRegistrationDesk } from "../features/registrations/useRegistrationDesk";
import { AnnouncementAlerts } from "../features/announcements/AnnouncementAlerts";
import { useContentBadge } from "../features/content/useContentBadge";
import { InboxBell } from "../features/notices/InboxBell";
import { useApprovalDesk } from "../features/approvals/useApprovalDesk";
import { deskBadge } from "../features/visits/bookings/bookingDesk";
import { useBookingDesk } from "../features/visits/bookings/useBookingDesk";
import { useOpenConflicts } from "../features/visits/checkIns/useOpenConflicts";
import { useAttentionBadge } from "../features/visits/attention/useAttentionBadge";
import { isRegistering, useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { useIsPhone } from "../ui/useIsPhone";
import { pathWithFilter, rememberFilter } from "./rememberedFilters";
import { AccountFoot, AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import { currentEntry, menuFor, menuGroupsFor, type MenuEntry } from "./menu";
import { foldedGroups, keepFoldedGroups } from "./menuGroups";
import { MENU_ICONS } from "./menuIcons";
import { TopProgress } from "./TopProgress";
import { GlobalSearch } from "../features/workbench/GlobalSearch";
import "./Shell.css";

export function Shell() {
  const isPhone = useIsPhone();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const me = useMe();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <header className="shell-bar">
        {isPhone ? <Button type="text" icon={<MenuOutlined />} aria-label="打开菜单" onClick={() => setMenuOpen(true)} data-testid="open-menu" /> : null}
        <Brand />
        <span className="shell-tools">
          {me.grants.length === 0 ? null : <GlobalSearch pages={menuFor(me.permissions)} />}
          {me.grants.length === 0 ? null : <InboxBell />}
          {isPhone ? null : (
            <>
              <NavLink to={PATHS.help} className="shell-help" data-testid="help">
                帮助
              </NavLink>
              <AccountMenu />
            </>
          )}
        </span>
        <TopProgress />
      </header>
      {isPhone ? (
        <Drawer
          open={isMenuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={288}
          title="菜单"
          styles={{ body: { padding: 12, display: "flex", flexDirection: "column" } }}
        >
          <Menu onPick={() => setMenuOpen(false)} />
          <div className="shell-drawer-foot">
            <AccountFoot onPick={() => setMenuOpen(false)} />
          </div>
        </Drawer>
      ) : (
        <aside className="shell-side">
          <Menu />
        </aside>
      )}
      {me.grants.length === 0 ? null : <AnnouncementAlerts />}
      <main id="content" className="shell-main">
        <Outlet />
      </main>
    </div>
  );
}

function Menu({ onPick }: { readonly onPick?: () => void }) {
  const location = useLocation();
  const [folded, setFolded] = useState(foldedGroups);
  // Before the lines are drawn, so that each leads back to the filter that its list shows now.
  rememberFilter(location);
  const me = useMe();
  // Whoever registers has an account before anything else, and nothing but their registration.
  const hasOnlyRegistration = isRegistering(me);
  const groups = hasOnlyRegistration ? [] : menuGroupsFor(me.permissions);
  const current = currentEntry(menuFor(me.permissions), location.pathname);
  const badges: Partial<Record<MenuEntry["icon"], DeskBadge | undefined>> = {
    activities: useActivityDesk(),
    registrations: useRegistrationDesk(),
    approvals: useApprovalDesk(),
    checkIns: useOpenConflicts(),
    bookings: deskBadge(useBookingDesk()),
    attention: useAttentionBadge(),
    content: useContentBadge(),
  };
  return (
    <nav className="menu" aria-label="主菜单">
      {hasOnlyRegistration ? (
        <NavLink to={PATHS.myRegistration} className="menu-item" onClick={onPick} data-testid="menu-my-registration">
          <SolutionOutlined aria-hidden />
          我的注册
        </NavLink>
      ) : null}
      {groups.map(({ title, entries }) => {
        // Where somebody is stays in sight.
        const isOpen = title === "" || !folded.includes(title) || entries.some((entry) => entry === current);
        return (
          <Fragment key={title}>
            {title === "" ? null : (
              <button type="button" className="menu-group" aria-expanded={isOpen} onClick={() => fold(title)}>
                {title}
                <DownOutlined aria-hidden className={isOpen ? "menu-group-arrow" : "menu-group-arrow menu-group-arrow-folded"} />
              </button>
            )}
            {isOpen
              ? entries.map((entry) => <MenuLine key={entry.path} entry={entry} isCurrent={entry === current} badge={badges[entry.icon]} onPick={onPick} />)
              : null}
          </Fragment>
        );
      })}
    </nav>
  );

  function fold(title: string): void {
    const next = folded.includes(title) ? folded.filter((each) => each !== title) : [...folded, title];
    keepFoldedGroups(next);
    setFolded(next);
  }
}

interface LineProps {
  readonly entry: MenuEntry;
  readonly isCurrent: boolean;
  readonly badge: DeskBadge | undefined;
  readonly onPick: (() => void) | undefined;
}

function MenuLine({ entry, isCurrent, badge, onPick }: LineProps) {
  const Icon = MENU_ICONS[entry.icon];
  const line = useRef<HTMLAnchorElement>(null);
  // The menu is longer than a screen: where somebody is stays in sight, also after a reload or a link from elsewhere.
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <Link
      ref={line}
      to={pathWithFilter(entry.path)}
      className={isCurrent ? "menu-item active" : "menu-item"}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onPick}
      data-testid={`menu-${entry.icon}`}
    >
      <Icon aria-hidden />
      {entry.label}
      {badge === undefined ? null : (
        <span className="menu-badge" title={badge.sentence} data-testid={`badge-${entry.icon}`}>
          <span aria-hidden>{badge.text}</span>
          <span className="visually-hidden">，{badge.sentence}</span>
        </span>
      )}
    </Link>
  );
}

import { Button, Drawer } from "antd";
import AlertOutlined from "@ant-design/icons/AlertOutlined";
import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import SafetyOutlined from "@ant-design/icons/SafetyOutlined";
import AuditOutlined from "@ant-design/icons/AuditOutlined";
import AreaChartOutlined from "@ant-design/icons/AreaChartOutlined";
import BankOutlined from "@ant-design/icons/BankOutlined";
import BookOutlined from "@ant-design/icons/BookOutlined";
import CalendarOutlined from "@ant-design/icons/CalendarOutlined";
import CoffeeOutlined from "@ant-design/icons/CoffeeOutlined";
import DashboardOutlined from "@ant-design/icons/DashboardOutlined";
import FormOutlined from "@ant-design/icons/FormOutlined";
import FileSearchOutlined from "@ant-design/icons/FileSearchOutlined";
import FieldTimeOutlined from "@ant-design/icons/FieldTimeOutlined";
import FundOutlined from "@ant-design/icons/FundOutlined";
import LoginOutlined from "@ant-design/icons/LoginOutlined";
import MenuOutlined from "@ant-design/icons/MenuOutlined";
import PlayCircleOutlined from "@ant-design/icons/PlayCircleOutlined";
import QrcodeOutlined from "@ant-design/icons/QrcodeOutlined";
import ScheduleOutlined from "@ant-design/icons/ScheduleOutlined";
import SettingOutlined from "@ant-design/icons/SettingOutlined";
import SolutionOutlined from "@ant-design/icons/SolutionOutlined";
import StarOutlined from "@ant-design/icons/StarOutlined";
import TeamOutlined from "@ant-design/icons/TeamOutlined";
import TableOutlined from "@ant-design/icons/TableOutlined";
import UserDeleteOutlined from "@ant-design/icons/UserDeleteOutlined";
import UploadOutlined from "@ant-design/icons/UploadOutlined";
import { Fragment, useState, type ComponentType } from "react";
import { NavLink, Outlet, useNavigation, useLocation } from "react-router";
import { PostSwitch } from "../features/sessions/PostSwitch";
import { useActivityDesk } from "../features/activities/useActivityDesk";
import { useRegistrationDesk } from "../features/registrations/useRegistrationDesk";
import { useApprovalDesk } from "../features/approvals/useApprovalDesk";
import { deskBadge } from "../features/visits/bookings/bookingDesk";
import { useBookingDesk } from "../features/visits/bookings/useBookingDesk";
import { useOpenConflicts } from "../features/visits/checkIns/useOpenConflicts";
import { useAttentionBadge } from "../features/visits/attention/useAttentionBadge";
import { useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { useIsPhone } from "../ui/useIsPhone";
import { pathWithFilter, rememberFilter } from "./rememberedFilters";
import { menuGroupsFor, type MenuEntry } from "./menu";
import { useLogOut } from "./useLogOut";
import "./Shell.css";

const ICONS = {
  latest: AreaChartOutlined,
  statistics: TableOutlined,
  bookings: ScheduleOutlined,
  backFill: FormOutlined,
  slots: CalendarOutlined,
  demand: FundOutlined,
  checkIns: LoginOutlined,
  posters: QrcodeOutlined,
  activities: PlayCircleOutlined,
  reportActivity: UploadOutlined,
  contacts: BookOutlined,
  organizations: ApartmentOutlined,
  roles: SafetyOutlined,
  people: TeamOutlined,
  attention: AlertOutlined,
  facilities: BankOutlined,
  noShows: UserDeleteOutlined,
  ratings: StarOutlined,
  approvals: AuditOutlined,
  approvalProgress: FieldTimeOutlined,
  leave: CoffeeOutlined,
  audit: FileSearchOutlined,
  settings: SettingOutlined,
  registrations: SolutionOutlined,
  system: DashboardOutlined,
} as const satisfies Record<MenuEntry["icon"], ComponentType>;

export function Shell() {
  const isPhone = useIsPhone();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isMoving = useNavigation().state !== "idle";
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <header className="shell-bar">
        {isPhone ? <Button type="text" icon={<MenuOutlined />} aria-label="打开菜单" onClick={() => setMenuOpen(true)} data-testid="open-menu" /> : null}
        <span className="shell-product">
          <Leaf />
          城市环境共治平台
        </span>
        {isPhone ? null : <WhoIsIn />}
        {isMoving ? <i className="shell-progress" aria-hidden /> : null}
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
            <WhoIsIn onPick={() => setMenuOpen(false)} />
          </div>
        </Drawer>
      ) : (
        <aside className="shell-side">
          <Menu />
        </aside>
      )}
      <main id="content" className="shell-main">
        <Outlet />
      </main>
    </div>
  );
}

function Menu({ onPick }: { readonly onPick?: () => void }) {
  // Before the lines are drawn, so that each leads back to the filter that its list shows now.
  rememberFilter(useLocation());
  const me = useMe();
  // Whoever registers has an account before anything else, and nothing but their registration.
  const isRegistering = me.grants.length === 0;
  const groups = isRegistering ? [] : menuGroupsFor(me.permissions);
  const badges: Partial<Record<MenuEntry["icon"], ReturnType<typeof useActivityDesk>>> = {
    activities: useActivityDesk(),
    registrations: useRegistrationDesk(),
    approvals: useApprovalDesk(),
    checkIns: useOpenConflicts(),
    bookings: deskBadge(useBookingDesk()),
    attention: useAttentionBadge(),
  };
  return (
    <nav className="menu" aria-label="主菜单">
      {isRegistering ? (
        <NavLink to={PATHS.myRegistration} className="menu-item" onClick={onPick} data-testid="menu-my-registration">
          <SolutionOutlined aria-hidden />
          我的注册
        </NavLink>
      ) : null}
      {groups.map(({ title, entries }) => (
        <Fragment key={title}>
          <p className="menu-group">{title}</p>
          {entries.map((entry) => {
            const Icon = ICONS[entry.icon];
            const badge = badges[entry.icon];
            return (
              <NavLink key={entry.path} to={pathWithFilter(entry.path)} end className="menu-item" onClick={onPick} data-testid={`menu-${entry.icon}`}>
                <Icon aria-hidden />
                {entry.label}
                {badge === undefined ? null : (
                  <span className="menu-badge" title={badge.sentence} data-testid={`badge-${entry.icon}`}>
                    <span aria-hidden>{badge.text}</span>
                    <span className="visually-hidden">，{badge.sentence}</span>
                  </span>
                )}
              </NavLink>
            );
          })}
        </Fragment>
      ))}
    </nav>
  );
}

function WhoIsIn({ onPick }: { readonly onPick?: () => void }) {
  const me = useMe();
  const logOut = useLogOut();
  const distinct = (values: string[]) => [...new Set(values)].join("、");
  return (
    <div className="who">
      <div className="who-text">
        <span className="who-scope" data-testid="who-scope">
          {distinct(me.grants.map((grant) => grant.orgName))}
        </span>
        <span className="who-name">
          <span data-testid="who-name">{me.name}</span>
          <span className="who-role" data-testid="who-role">
            {me.grants.length === 0 ? "注册中" : distinct(me.grants.map((grant) => grant.roleLabel))}
          </span>
        </span>
      </div>
      <PostSwitch onPick={onPick} />
      <NavLink to={PATHS.help} className="who-password" onClick={onPick} data-testid="help">
        帮助
      </NavLink>
      <NavLink to={PATHS.account} className="who-password" onClick={onPick} data-testid="my-account">
        我的账号
      </NavLink>
      <NavLink to={PATHS.password} className="who-password" onClick={onPick} data-testid="change-password">
        修改密码
      </NavLink>
      <Button onClick={logOut} data-testid="log-out">
        退出登录
      </Button>
    </div>
  );
}

function Leaf() {
  return (
    <svg className="leaf" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M24 8c-9 0-15 4-15 11 0 2 .6 3.6 1.5 5 1-5 4-8.5 8.5-10.5-3.5 3-5.5 6.5-6 11 7 1 11.5-5 11-16.5z" fill="#fff" />
    </svg>
  );
}

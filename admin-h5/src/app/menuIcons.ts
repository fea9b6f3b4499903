import AlertOutlined from "@ant-design/icons/AlertOutlined";
import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import AreaChartOutlined from "@ant-design/icons/AreaChartOutlined";
import AuditOutlined from "@ant-design/icons/AuditOutlined";
import BankOutlined from "@ant-design/icons/BankOutlined";
import BellOutlined from "@ant-design/icons/BellOutlined";
import BookOutlined from "@ant-design/icons/BookOutlined";
import CalendarOutlined from "@ant-design/icons/CalendarOutlined";
import CoffeeOutlined from "@ant-design/icons/CoffeeOutlined";
import DashboardOutlined from "@ant-design/icons/DashboardOutlined";
import FieldTimeOutlined from "@ant-design/icons/FieldTimeOutlined";
import FileSearchOutlined from "@ant-design/icons/FileSearchOutlined";
import FormOutlined from "@ant-design/icons/FormOutlined";
import FundOutlined from "@ant-design/icons/FundOutlined";
import HomeOutlined from "@ant-design/icons/HomeOutlined";
import LoginOutlined from "@ant-design/icons/LoginOutlined";
import NotificationOutlined from "@ant-design/icons/NotificationOutlined";
import PlayCircleOutlined from "@ant-design/icons/PlayCircleOutlined";
import QrcodeOutlined from "@ant-design/icons/QrcodeOutlined";
import SafetyOutlined from "@ant-design/icons/SafetyOutlined";
import ScheduleOutlined from "@ant-design/icons/ScheduleOutlined";
import SettingOutlined from "@ant-design/icons/SettingOutlined";
import WechatOutlined from "@ant-design/icons/WechatOutlined";
import SolutionOutlined from "@ant-design/icons/SolutionOutlined";
import StarOutlined from "@ant-design/icons/StarOutlined";
import TableOutlined from "@ant-design/icons/TableOutlined";
import TeamOutlined from "@ant-design/icons/TeamOutlined";
import UploadOutlined from "@ant-design/icons/UploadOutlined";
import UserDeleteOutlined from "@ant-design/icons/UserDeleteOutlined";
import type { ComponentType } from "react";
import type { MenuEntry } from "./menu";

/** Complete: a new entry of the menu does not compile without its icon. */
export const MENU_ICONS = {
  workbench: HomeOutlined,
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
  content: SafetyOutlined,
  approvals: AuditOutlined,
  approvalProgress: FieldTimeOutlined,
  leave: CoffeeOutlined,
  audit: FileSearchOutlined,
  settings: SettingOutlined,
  inbox: BellOutlined,
  announcements: NotificationOutlined,
  registrations: SolutionOutlined,
  officialAccount: WechatOutlined,
  system: DashboardOutlined,
} as const satisfies Record<MenuEntry["icon"], ComponentType>;

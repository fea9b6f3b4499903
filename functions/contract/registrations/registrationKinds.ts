import type { OrganizationKind } from "../organizations/organization.schema";
import { z } from "../kernel/zod";

/** One kind of organisation that may register by itself: what it is asked for. A further kind is one more row, here and in `standardPosts` of organizations. */
interface KindRow {
  readonly label: string;
  /** Said below the choice. */
  readonly hint: string;
  readonly nameLabel: string;
  readonly principalLabel: string;
  /** 机构层级; without it the city's bureau reviews. */
  readonly asksLevel: boolean;
  readonly regionsLabel: string;
  readonly asksCategories: boolean;
  readonly letterLabel: string;
}

export const REGISTRATION_KINDS = ["AGENCY", "CONTRACTOR"] as const satisfies readonly OrganizationKind[];
export const RegistrationKind = z.enum(REGISTRATION_KINDS, "请选择机构类型").meta({ title: "RegistrationKind" });
export type RegistrationKind = z.infer<typeof RegistrationKind>;

export const REGISTRATION_KIND_ROWS = {
  AGENCY: {
    label: "安监机构",
    hint: "受理和核查安全隐患举报的监管机构",
    nameLabel: "机构名称",
    principalLabel: "负责人",
    asksLevel: true,
    regionsLabel: "管控区域",
    asksCategories: true,
    letterLabel: "机构授权书",
  },
  CONTRACTOR: {
    label: "第三方测评机构",
    hint: "承担问卷调查和测评的单位",
    nameLabel: "单位名称",
    principalLabel: "项目负责人",
    asksLevel: false,
    regionsLabel: "服务区域",
    asksCategories: false,
    letterLabel: "单位授权书",
  },
} as const satisfies Record<RegistrationKind, KindRow>;

/**
 * 数据字典 and 惯用语 (seed 004, 5.1.8.5): the words that an office offers its people instead of typing. One row each; what stands here holds until an office changes
 * it. A word that was used once stays in the records as it was written, so changing a dictionary changes no case.
 */
export interface DictionaryRow {
  readonly label: string;
  /** Where people meet it. */
  readonly help: string;
  readonly standard: readonly string[];
}

export const DICTIONARIES = {
  BOOKING_DECLINE_REASONS: {
    label: "不通过预约常用语",
    help: "在「预约管理」不通过预约时可以直接选用。",
    standard: ["当天设施检修，暂停接待", "该场次接待能力已满，建议改约其他日期", "团队人数超过可接待人数，建议分批预约", "请补充参观目的后重新预约"],
  },
  CLOSURE_REASONS: {
    label: "关闭场次常用语",
    help: "在「场次管理」关闭场次时可以直接选用，会发给已预约的人。",
    standard: ["台风或暴雨预警，为安全起见暂停开放", "设施临时检修", "单位有重要活动，当天不接待参观", "讲解人员临时不能到岗"],
  },
  VISIT_RETURN_REASONS: {
    label: "驳回团队上报常用语",
    help: "在「预约管理」驳回团队参观上报时可以直接选用。",
    standard: ["实到人数与照片明显不符，请核对", "照片看不出参观场景，请更换", "缺少带队合影，请补充", "参观日期填写有误，请更正"],
  },
  ACTIVITY_RETURN_REASONS: {
    label: "驳回线上活动常用语",
    help: "在「活动列表」驳回线上活动时可以直接选用。",
    standard: ["受众人数缺少依据，请补充截图", "活动链接打不开，请更正", "活动时间填写有误，请更正", "与已上报的活动重复"],
  },
  NO_SHOW_REASONS: {
    label: "维持失约记录常用语",
    help: "在「失约管理」维持失约记录时可以直接选用。",
    standard: ["未提供证明材料，维持原记录", "未提前取消，维持原记录"],
  },
  NO_SHOW_WAIVE_REASONS: {
    label: "豁免失约常用语",
    help: "在「失约管理」豁免失约时可以直接选用。",
    standard: ["情况属实，予以豁免", "当天恶劣天气，予以豁免"],
  },
  HIDE_REASONS: {
    label: "隐藏内容常用语",
    help: "在「参观评价」隐藏公众内容时可以直接选用。",
    standard: ["含有他人电话、姓名等个人信息", "与参观无关的广告内容", "含有辱骂、攻击性语言", "内容与事实明显不符"],
  },
  ANNOUNCEMENT_KINDS: {
    label: "公文通告类型",
    help: "在「公文通告」发布时可以直接选用。",
    standard: ["通知", "文件", "会议", "通报", "公告"],
  },
  APPROVAL_REMARKS: {
    label: "审批意见常用语",
    help: "在「我的审批」同意、转签、加签和抄送时可以直接选用。",
    standard: ["同意", "已核对，资料齐全，同意", "拟同意，请领导审定", "请协助核实后提出意见"],
  },
  APPROVAL_RETURN_REASONS: {
    label: "审批退回常用语",
    help: "在「我的审批」退回、不同意时可以直接选用。",
    standard: ["资料不齐全，请补充后重新提交", "授权书未盖章或不清晰，请重新上传", "填写内容与证明材料不一致，请核对", "不属于本单位受理范围"],
  },
} as const satisfies Record<string, DictionaryRow>;

export type DictionaryName = keyof typeof DICTIONARIES;
export const DICTIONARY_NAMES = Object.keys(DICTIONARIES) as DictionaryName[];

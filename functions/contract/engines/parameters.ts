/**
 * System parameters (seed 004, 5.1.8.1 and 5.1.8.8): what an office may set without a new release. One row each; the page, the checks and the readers come from
 * this table. Numbers are whole and carry their unit; a choice names its words.
 */
export type ParameterRow = {
  readonly group: string;
  readonly label: string;
  readonly help: string;
} & (
  | { readonly kind: "NUMBER"; readonly unit: string; readonly min: number; readonly max: number; readonly standard: number }
  | { readonly kind: "SWITCH"; readonly standard: boolean }
  | { readonly kind: "TIME"; readonly standard: string }
);

export const PARAMETERS = {
  "signIn.failuresBeforeCaptcha": {
    group: "登录安全",
    label: "输错几次后要图形验证码",
    help: "同一账号或同一网络地址连续输错密码达到这个次数后，登录时要先填图形验证码。",
    kind: "NUMBER",
    unit: "次",
    min: 1,
    max: 10,
    standard: 3,
  },
  "signIn.failuresBeforeLock": {
    group: "登录安全",
    label: "输错几次后锁定账号",
    help: "连续输错密码达到这个次数后，账号暂时锁定。",
    kind: "NUMBER",
    unit: "次",
    min: 3,
    max: 20,
    standard: 5,
  },
  "signIn.lockMinutes": {
    group: "登录安全",
    label: "锁定多长时间",
    help: "账号锁定后，过这么久自动解锁。",
    kind: "NUMBER",
    unit: "分钟",
    min: 5,
    max: 1440,
    standard: 15,
  },
  "signIn.passwordLengthMin": {
    group: "登录安全",
    label: "密码最短长度",
    help: "新设密码至少这么多位，同时有字母和数字。",
    kind: "NUMBER",
    unit: "位",
    min: 10,
    max: 32,
    standard: 10,
  },
  "signIn.passwordExpiresDays": {
    group: "登录安全",
    label: "密码多久要更换",
    help: "过期后登录要先设置新密码。填 0 表示不要求更换。",
    kind: "NUMBER",
    unit: "天",
    min: 0,
    max: 730,
    standard: 180,
  },
  "signIn.secondStepForPlatformAdmins": {
    group: "登录安全",
    label: "平台管理员必须两步验证",
    help: "打开后，平台管理员登录时还要输入身份验证器里的动态码；没有设置过的，登录后先设置。其他人可以自己选择开启。",
    kind: "SWITCH",
    standard: false,
  },
  "approvals.remindEveryHours": {
    group: "审批",
    label: "两次催办至少间隔",
    help: "一项审批催办过后，过这么久才能再催。改动后对下一次催办生效。",
    kind: "NUMBER",
    unit: "小时",
    min: 1,
    max: 72,
    standard: 4,
  },
  "content.reviewHours": {
    group: "内容审核",
    label: "待审核的内容多久算超期",
    help: "从转到人工审核算起，过这么久还没有办理，工作台标为超期。",
    kind: "NUMBER",
    unit: "小时",
    min: 1,
    max: 168,
    standard: 24,
  },
  "content.appealDays": {
    group: "内容审核",
    label: "发言限制的申诉多久算超期",
    help: "从本人申诉算起，过这么多天还没有答复，工作台标为超期。",
    kind: "NUMBER",
    unit: "天",
    min: 1,
    max: 30,
    standard: 5,
  },
  "messages.quietFrom": {
    group: "消息",
    label: "免打扰开始时间",
    help: "这段时间内不发短信和微信，等到结束时间再发；验证码不受影响。",
    kind: "TIME",
    standard: "22:00",
  },
  "messages.quietUntil": {
    group: "消息",
    label: "免打扰结束时间",
    help: "免打扰到这个时间为止。与开始时间相同表示不设免打扰。",
    kind: "TIME",
    standard: "07:00",
  },
  "retention.bookingMonths": {
    group: "数据保留",
    label: "参观预约的个人信息保留多久",
    help: "从参观日结束算起，到期抹去姓名、手机号、备注和团队成员名单；人数、时间和办理结果永久保留，统计数字不变。",
    kind: "NUMBER",
    unit: "个月",
    min: 6,
    max: 120,
    standard: 24,
  },
  "retention.photoMonths": {
    group: "数据保留",
    label: "参观和活动照片保留多久",
    help: "从上传算起，到期删除照片文件，原处显示“照片已按规定清除”。",
    kind: "NUMBER",
    unit: "个月",
    min: 12,
    max: 120,
    standard: 36,
  },
  "retention.draftDays": {
    group: "数据保留",
    label: "没有提交的单位注册保留多久",
    help: "从创建账号算起，到期删除账号和填写的内容，用户名和手机号可以重新注册。",
    kind: "NUMBER",
    unit: "天",
    min: 7,
    max: 180,
    standard: 30,
  },
  "retention.registrationMonths": {
    group: "数据保留",
    label: "没有通过的单位注册保留多久",
    help: "从退回、不予通过或撤回算起，到期删除账号、授权书和填写的内容；单位名称留在清理记录里，审核结果留在审批记录里。",
    kind: "NUMBER",
    unit: "个月",
    min: 3,
    max: 60,
    standard: 12,
  },
  "retention.banMonths": {
    group: "数据保留",
    label: "发言限制的记录保留多久",
    help: "从解除或到期算起，到期删除限制的原因、申诉、答复和办理经过；还在生效的不受影响。",
    kind: "NUMBER",
    unit: "个月",
    min: 6,
    max: 60,
    standard: 24,
  },
  "retention.noticeMonths": {
    group: "数据保留",
    label: "通知消息保留多久",
    help: "从生成通知算起，到期删除；发送数量的统计保留。",
    kind: "NUMBER",
    unit: "个月",
    min: 1,
    max: 36,
    standard: 6,
  },
  "retention.refusedScanMonths": {
    group: "数据保留",
    label: "门岗拒绝入场的扫码记录保留多久",
    help: "从扫码算起，到期删除。",
    kind: "NUMBER",
    unit: "个月",
    min: 3,
    max: 60,
    standard: 12,
  },
  "retention.trailMonths": {
    group: "数据保留",
    label: "操作日志和登录日志保留多久",
    help: "从记录产生算起，到期删除。《网络安全法》要求不少于 6 个月。",
    kind: "NUMBER",
    unit: "个月",
    min: 6,
    max: 120,
    standard: 36,
  },
} as const satisfies Record<string, ParameterRow>;

export type ParameterName = keyof typeof PARAMETERS;
export type ParameterValue<Name extends ParameterName> = (typeof PARAMETERS)[Name]["kind"] extends "NUMBER"
  ? number
  : (typeof PARAMETERS)[Name]["kind"] extends "SWITCH"
    ? boolean
    : string;
export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

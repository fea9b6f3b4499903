/**
 * What a person agrees to before anything is asked of them. A version is never changed once somebody may have agreed to it: another text is another version, and
 * everybody is asked again (promise R18).
 */
export const AGREEMENT_VERSION = "2026-03";

export interface AgreementSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is collected, when, and what for: one line each, so that a grandmother can read it. */
export interface CollectedItem {
  readonly what: string;
  readonly why: string;
  readonly kept: string;
}
export const COLLECTED: readonly CollectedItem[] = [
  { what: "微信身份标识", why: "登录时由微信提供，用来认出是您本人，不含微信号和好友。", kept: "注销时删除" },
  { what: "联系人姓名和手机号", why: "您预约时填写（手机号也可点按钮由微信提供），用来确认预约、通知变化、入场核对。", kept: "注销时抹去" },
  { what: "同行人数和团队成员姓名", why: "安排名额和讲解，入场清点人数。", kept: "人数留作统计，姓名注销时抹去" },
  { what: "参观、失约和评价记录", why: "显示您的预约和足迹，执行失约规则，公开您写的评价。", kept: "注销后只留不含姓名的统计" },
  { what: "大致位置", why: "只在您点“离我最近”时使用一次，按远近排列单位。", kept: "不保存" },
  { what: "相机", why: "只在您扫码时使用，识别二维码。", kept: "不保存画面" },
];

export const PRIVACY_NOTICE: readonly AgreementSection[] = [
  {
    title: "谁在处理您的信息",
    lines: ["本平台由生态环境主管部门主办。开放单位只能看到预约它的人的信息，其他单位看不到。"],
  },
  {
    title: "我们怎样保护它",
    lines: ["手机号和姓名平时只显示一部分；工作人员查看完整信息会留下记录。", "不向广告商或其他公司提供您的信息，不用于推销。"],
  },
  {
    title: "您可以随时",
    lines: ["在“我的 → 隐私与数据”里查看我们保存了什么，下载一份，或注销账号。", "不同意也可以浏览开放单位；预约和查看记录需要登录。"],
  },
  {
    title: "未满 14 周岁的孩子",
    lines: ["请由父母或其他监护人预约和陪同，平台不向孩子单独收集信息。"],
  },
];

export const USER_AGREEMENT: readonly AgreementSection[] = [
  {
    title: "服务内容",
    lines: ["您可以免费预约参观环保设施、查看科普知识、评价参观。参观以开放单位确认为准。"],
  },
  {
    title: "请您做到",
    lines: ["填写真实的联系方式；不能前往时尽早取消，把名额让给别人。", "参观时遵守单位的安全要求；评价不写违法、辱骂和他人隐私的内容。"],
  },
  {
    title: "我们会",
    lines: ["单位临时关闭时尽快通知您；多次失约的，按当地规则暂停预约，您可以申诉。"],
  },
  {
    title: "有问题找谁",
    lines: ["参观的事致电开放单位（单位页面上有电话）；账号和隐私的事可致电 12369 转本平台。"],
  },
];

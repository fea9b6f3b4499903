import type { Replies, ReplyRule } from "./replies.schema";

/** What is answered while no office has set anything. */
export const STANDARD_REPLIES: Replies = {
  rules: [
    {
      key: "NO_SHOWS",
      match: "CONTAINS",
      words: ["失约", "爽约", "没去", "申诉", "限制"],
      answer: {
        kind: "TEXT",
        text: "去不了请提前取消。预约了没有到，会记一次失约；多次失约会暂停预约一段时间。记录有误可以申诉，点这里查看：",
        opens: { kind: "PAGE", page: "NO_SHOWS" },
      },
    },
    {
      key: "MY_BOOKINGS",
      match: "CONTAINS",
      words: ["我的预约", "取消", "改人数", "参观码", "二维码"],
      answer: { kind: "TEXT", text: "您的预约和入场用的参观码都在「我的预约」里，也可以在那里取消或减少人数：", opens: { kind: "PAGE", page: "BOOKINGS" } },
    },
    {
      key: "WAITING",
      match: "CONTAINS",
      words: ["候补"],
      answer: { kind: "TEXT", text: "想去的场次满了可以候补，有名额会通知您。在「我的预约」里看候补：", opens: { kind: "PAGE", page: "BOOKINGS" } },
    },
    {
      key: "BOOK",
      match: "CONTAINS",
      words: ["预约", "参观", "报名"],
      answer: { kind: "TEXT", text: "选一个环保设施，再选日期和场次，就能免费预约参观：", opens: { kind: "PAGE", page: "HOME" } },
    },
    {
      key: "HELP",
      match: "CONTAINS",
      words: ["帮助", "怎么", "客服", "电话", "你好", "您好"],
      answer: {
        kind: "TEXT",
        text: "您可以发「预约」参观设施，发「我的预约」看参观码，发「失约」看失约规定，也可以直接发设施的名字。各设施的联系电话在它的页面里：",
        opens: { kind: "PAGE", page: "HOME" },
      },
    },
  ],
  welcome: { kind: "TEXT", text: "欢迎关注城市环境共治平台！污水处理厂、垃圾处理厂、监测站都向您开放，免费预约参观：", opens: { kind: "PAGE", page: "HOME" } },
  fallback: {
    kind: "TEXT",
    text: "没有看懂您的话。您可以发「预约」「我的预约」「失约」「帮助」，或发设施的名字。也可以直接打开：",
    opens: { kind: "PAGE", page: "HOME" },
  },
};

const comparable = (text: string): string => text.trim().toLowerCase();

/** The first rule that fits, in the order the office gave them. */
export function ruleFor(rules: readonly ReplyRule[], text: string): ReplyRule | undefined {
  const said = comparable(text);
  return rules.find(({ match, words }) => words.some((word) => (match === "EXACT" ? said === comparable(word) : said.includes(comparable(word)))));
}

export const ruleOfKey = (rules: readonly ReplyRule[], key: string): ReplyRule | undefined => rules.find((rule) => rule.key === key);

/** What is left to look for among the facilities' names: 「我要预约白沙门」 names 白沙门. */
export function withoutWords(rules: readonly ReplyRule[], text: string): string {
  const words = rules.flatMap((rule) => rule.words).sort((left, right) => right.length - left.length);
  return words.reduce((rest, word) => rest.replaceAll(word, " "), text).replace(/^\s*(我要|我想|想要|请问)|\s+/gu, "");
}

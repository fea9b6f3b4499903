/**
 * What a follower may write or tap in the account's menu, and what is said. The first line that fits wins; a word fits anywhere in the text. `opens` is a page of the
 * mini-program's browser edition. `menuKey` is what the menu's entry is called in WeChat's console.
 */
export interface KeywordReply {
  readonly words: readonly string[];
  readonly menuKey: string;
  readonly says: string;
  readonly opens: string;
}

export const HOME_PAGE = "pages/home/index";

export const KEYWORD_REPLIES: readonly KeywordReply[] = [
  {
    words: ["失约", "爽约", "没去", "申诉", "限制"],
    menuKey: "NO_SHOWS",
    says: "去不了请提前取消。预约了没有到，会记一次失约；多次失约会暂停预约一段时间。记录有误可以申诉，点这里查看：",
    opens: "features/visits/no-shows/index",
  },
  {
    words: ["我的预约", "取消", "改人数", "参观码", "二维码"],
    menuKey: "MY_BOOKINGS",
    says: "您的预约和入场用的参观码都在「我的预约」里，也可以在那里取消或减少人数：",
    opens: "pages/bookings/index",
  },
  { words: ["候补"], menuKey: "WAITING", says: "想去的场次满了可以候补，有名额会通知您。在「我的预约」里看候补：", opens: "pages/bookings/index" },
  { words: ["预约", "参观", "报名"], menuKey: "BOOK", says: "选一个环保设施，再选日期和场次，就能免费预约参观：", opens: HOME_PAGE },
  {
    words: ["帮助", "怎么", "客服", "电话", "你好", "您好"],
    menuKey: "HELP",
    says: "您可以发「预约」参观设施，发「我的预约」看参观码，发「失约」看失约规定，也可以直接发设施的名字。各设施的联系电话在它的页面里：",
    opens: HOME_PAGE,
  },
];

export const WELCOME = "欢迎关注城市环境共治平台！污水处理厂、垃圾处理厂、监测站都向您开放，免费预约参观：";
export const NOT_UNDERSTOOD = "没有看懂您的话。您可以发「预约」「我的预约」「失约」「帮助」，或发设施的名字。也可以直接打开：";

export function keywordOf(text: string): KeywordReply | undefined {
  return KEYWORD_REPLIES.find(({ words }) => words.some((word) => text.includes(word)));
}

export function menuEntryOf(key: string): KeywordReply | undefined {
  return KEYWORD_REPLIES.find(({ menuKey }) => menuKey === key);
}

/** What is left to look for among the facilities' names: 「我要预约白沙门」 names 白沙门. */
export function withoutKeywords(text: string): string {
  const words = KEYWORD_REPLIES.flatMap((line) => line.words).sort((left, right) => right.length - left.length);
  return words.reduce((rest, word) => rest.replaceAll(word, " "), text).replace(/^\s*(我要|我想|想要|请问)|\s+/gu, "");
}

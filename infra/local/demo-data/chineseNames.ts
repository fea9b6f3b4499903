import type { Chance } from "./seededChance";

// Weighted roughly as in Hainan, where 陈, 王, 符, 吴 and 林 are the most frequent.
const FAMILY_NAMES = [..."陈陈陈王王王符符吴吴林林李李黄黄张刘周邓郑梁杨赵蔡何冯韩曾许谢邢叶云羊莫潘麦唐钟"];
const GIVEN_NAMES =
  "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 秀兰 玉梅 海燕 海波 海涛 晓东 晓玲 小红 小龙 志明 志勇 建华 建平 国强 国栋 文静 文博 雅婷 雅琴 梓萱 梓轩 子涵 浩然 宇轩 欣怡 诗涵 佳怡 俊杰 俊豪 思远 嘉豪 春花 春梅 丽华 丽萍 永康 永福 振华 振国".split(
    " ",
  );

export function chineseName(chance: Chance): string {
  return `${chance.pick(FAMILY_NAMES)}${chance.pick(GIVEN_NAMES)}`;
}

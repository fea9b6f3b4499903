import { REPORT_REASON_LABELS } from "@app/contract/visits/rating.schema";
import type { Hold } from "./ratingRepository";

/** WeChat's numbers of what it saw. */
const LABELS: Readonly<Record<number, string>> = {
  10001: "广告",
  20001: "时政",
  20002: "色情",
  20003: "辱骂",
  20006: "违法犯罪",
  20008: "欺诈",
  20012: "低俗",
  20013: "版权",
  21000: "其他不当内容",
};

const sawWords = ({ suggest, label }: Hold): string =>
  `${suggest === "risky" ? "不合规" : "可能不合规"}${label === undefined || LABELS[label] === undefined ? "" : `（${LABELS[label]}）`}`;

/** Why a moderator has to look, as they read it. */
export function holdSentence(hold: Hold): string {
  switch (hold.kind) {
    case "WORDS":
      return `微信检查：文字${sawWords(hold)}`;
    case "PICTURE":
      return `微信检查：第 ${hold.position ?? 1} 张照片${sawWords(hold)}`;
    case "NO_OPENID":
      return "微信无法检查：作者近期没有使用小程序";
    case "NO_ANSWER":
      return "微信没有给出检查结果";
    case "REPORTED":
      return `访客举报：${(hold.reasons ?? []).map((reason) => (REPORT_REASON_LABELS as Readonly<Record<string, string>>)[reason] ?? reason).join("、")}`;
  }
}

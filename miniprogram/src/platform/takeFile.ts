import Taro from "@tarojs/taro";
import { refusalIn, type FileAsked, type TakeFileOutcome } from "./takeFileOutcome";

/** WeChat opens a workbook itself, with its menu to forward or keep it; any other file goes to a chat of the person's choice. */
export async function takeFile({ url, token, fileName }: FileAsked): Promise<TakeFileOutcome> {
  try {
    const filePath = `${Taro.env.USER_DATA_PATH ?? ""}/${fileName}`;
    const answer = await Taro.downloadFile({ url, filePath, ...(token === undefined ? {} : { header: { authorization: `Bearer ${token}` } }) });
    if (answer.statusCode !== 200) {
      const text = Taro.getFileSystemManager().readFileSync(filePath, "utf8");
      return typeof text === "string" ? refusalIn(text) : { kind: "FAILED" };
    }
    if (fileName.endsWith(".xlsx")) await Taro.openDocument({ filePath, fileType: "xlsx", showMenu: true });
    else await Taro.shareFileMessage({ filePath, fileName });
    return { kind: "TAKEN" };
  } catch {
    return { kind: "FAILED" };
  }
}

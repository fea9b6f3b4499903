import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { SAVED_FILTERS_MAX } from "./workbench.schema";

export const workbenchErrors = {
  SAVED_FILTERS_FULL: refusalEntry(422, `这一页最多保存 ${SAVED_FILTERS_MAX} 组条件，请先删除不用的。`, "body.name"),
} as const;
export type WorkbenchRefusal = RefusalOf<typeof workbenchErrors>;

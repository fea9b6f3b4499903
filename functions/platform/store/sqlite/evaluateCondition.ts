import type { Condition, StoredItem } from "../../../engines/store/storePort";
import { valueAtPath } from "../attributePath";

/** What DynamoDB would answer for this condition on this item; `undefined` is an item that does not exist. */
export function isConditionTrue(condition: Condition, item: StoredItem | undefined): boolean {
  switch (condition.kind) {
    case "exists":
      return item !== undefined;
    case "absent":
      return item === undefined;
    case "attributeAbsent":
      return valueAtPath(item, condition.attribute) === undefined;
    case "equals":
      return valueAtPath(item, condition.attribute) === condition.value;
    case "numberAtLeast":
    case "numberAtMost": {
      const value = valueAtPath(item, condition.attribute);
      if (typeof value !== "number") return false;
      return condition.kind === "numberAtLeast" ? value >= condition.value : value <= condition.value;
    }
    case "and":
      return condition.all.every((member) => isConditionTrue(member, item));
    case "or":
      return condition.any.some((member) => isConditionTrue(member, item));
  }
}

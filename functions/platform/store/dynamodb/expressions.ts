import type { Condition, Write } from "../../../engines/store/storePort";
import { isSecondaryIndex, pathSegments } from "../attributePath";
import { isIndexKey } from "./flattenedItem";

/** The parts of a DynamoDB request that carry the names and values of its expressions. */
export interface ExpressionParts {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Collects names and values behind placeholders while an expression is written. Every name gets one, since DynamoDB reserves 573 words,
 * `status`, `name` and `count` among them.
 */
export class ExpressionWriter {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, unknown>();

  name(name: string): string {
    let placeholder = this.#names.get(name);
    if (placeholder === undefined) {
      placeholder = `#n${this.#names.size}`;
      this.#names.set(name, placeholder);
    }
    return placeholder;
  }

  path(path: string): string {
    const [first, member] = pathSegments(path);
    // An index key lies flattened on the DynamoDB item; its partition part stands for the whole.
    if (isSecondaryIndex(first)) return this.name(`${first}${member ?? "pk"}`);
    return pathSegments(path)
      .map((segment) => this.name(segment))
      .join(".");
  }

  value(value: unknown): string {
    const placeholder = `:v${this.#values.size}`;
    this.#values.set(placeholder, value);
    return placeholder;
  }

  parts(): ExpressionParts {
    return {
      ...(this.#names.size > 0 ? { ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name])) } : {}),
      ...(this.#values.size > 0 ? { ExpressionAttributeValues: Object.fromEntries(this.#values) } : {}),
    };
  }
}

export function conditionExpression(condition: Condition, writer: ExpressionWriter): string {
  switch (condition.kind) {
    case "exists":
      return `attribute_exists(${writer.name("pk")})`;
    case "absent":
      return `attribute_not_exists(${writer.name("pk")})`;
    case "attributeAbsent":
      return `attribute_not_exists(${writer.path(condition.attribute)})`;
    case "equals":
      return `${writer.path(condition.attribute)} = ${writer.value(condition.value)}`;
    // DynamoDB compares values of one type only: text never satisfies a bound on numbers.
    case "numberAtLeast":
      return `${writer.path(condition.attribute)} >= ${writer.value(condition.value)}`;
    case "numberAtMost":
      return `${writer.path(condition.attribute)} <= ${writer.value(condition.value)}`;
    case "and":
      return condition.all.map((member) => `(${conditionExpression(member, writer)})`).join(" AND ");
    case "or":
      return condition.any.map((member) => `(${conditionExpression(member, writer)})`).join(" OR ");
  }
}

export function updateExpression(write: Extract<Write, { kind: "update" }>, writer: ExpressionWriter): string {
  const set: string[] = [];
  const remove: string[] = [];
  for (const [path, value] of Object.entries(write.set ?? {})) {
    if (isSecondaryIndex(path) && isIndexKey(value)) {
      set.push(`${writer.name(`${path}pk`)} = ${writer.value(value.pk)}`, `${writer.name(`${path}sk`)} = ${writer.value(value.sk)}`);
    } else set.push(`${writer.path(path)} = ${writer.value(value)}`);
  }
  for (const [path, amount] of Object.entries(write.add ?? {})) {
    // DynamoDB's own ADD is documented for top-level attributes only.
    const target = writer.path(path);
    set.push(`${target} = if_not_exists(${target}, ${writer.value(0)}) + ${writer.value(amount)}`);
  }
  for (const path of write.remove ?? []) {
    if (isSecondaryIndex(path)) remove.push(writer.name(`${path}pk`), writer.name(`${path}sk`));
    else remove.push(writer.path(path));
  }
  return [set.length > 0 ? `SET ${set.join(", ")}` : "", remove.length > 0 ? `REMOVE ${remove.join(", ")}` : ""].filter((clause) => clause !== "").join(" ");
}

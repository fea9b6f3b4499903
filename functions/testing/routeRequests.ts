import { Agent, request as send } from "node:http";
import fc from "fast-check";
import { ErrorBody } from "@app/contract/kernel/errors";
import type { Route } from "@app/contract/kernel/route";
import { z } from "@app/contract/kernel/zod";
import type { TestProduct } from "./startTestProduct";

/** A request as a stranger may send it: nothing of it need fit the route. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** As they came, for what is no text. */
  readonly bytes?: Buffer;
}

const connections = new Agent({ keepAlive: true, maxSockets: 16 });

/** Over a real connection, and without any of the manners of a browser. */
export function ask(test: Pick<TestProduct, "baseUrl">, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(test.baseUrl);
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        agent: connections,
        hostname,
        port,
        method: request.method,
        path: request.url,
        headers: { ...(request.payload === undefined ? {} : { "content-length": Buffer.byteLength(request.payload) }), ...request.headers },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 0, text: bytes.toString(), bytes });
        });
        answer.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(request.payload);
  });
}

/** What no answer may hold, whatever was asked: stacks, SQL, paths of this machine, store keys, key material. */
const INSIDES = [
  /\bat .+\(?[\w./-]+\.[cm]?[jt]s:\d+/,
  /node_modules|\/functions\/|\/tmp\/|file:\/\//,
  /\b(SELECT|INSERT|UPDATE|DELETE)\b.+\b(FROM|INTO|SET|WHERE)\b/,
  /sqlite|libsql|dynamodb|StoreMisuse|TypeError|ZodError|FST_ERR/i,
  /PRIVATE KEY|scrypt\$/,
  /\b(FACILITY|BOOKING|BOOKINGS|PERSON|REQUEST|SESSION|ACCOUNT|HOLD|LOG_IN|WECHAT|OUTBOX|DUE)#/,
];

/** The faults of an answer; an empty list is a good answer (promise R11). */
export function faultsOf(answer: RawAnswer): string[] {
  const faults = INSIDES.filter((inside) => inside.test(answer.text)).map((inside) => `tells its inside: ${String(inside)}`);
  if (answer.status >= 500) faults.push(`status ${answer.status}`);
  if (answer.status < 400) return faults;
  const body = ErrorBody.safeParse(parsed(answer.text));
  if (!body.success) return [...faults, "is no {code, message, fields, requestId}"];
  if (!/\p{Script=Han}/u.test(body.data.message)) faults.push("says nothing in Chinese");
  if (body.data.requestId === "") faults.push("has no requestId");
  if (body.data.code === "INPUT_INVALID" && body.data.fields.length === 0) faults.push("names no field");
  if (!body.data.fields.every((field) => /\p{Script=Han}/u.test(field.message))) faults.push("has a field without a Chinese sentence");
  return faults;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type JsonSchema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly format?: string;
};

/** Values of the right shape, drawn from the schema alone; refinements that JSON Schema cannot say may still refuse them. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromJsonSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as JsonSchema);
}

function fromJsonSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fromJsonSchema));
  switch (schema.type) {
    case "string":
      return fromTextSchema(schema);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -10, max: Math.min(schema.maximum ?? 2000, 1e9) });
    case "number":
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(fromJsonSchema(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case "object": {
      const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, member]) => [name, fromJsonSchema(member)]));
      return fc.record(properties, { requiredKeys: [...(schema.required ?? [])] });
    }
    default:
      return fc.jsonValue();
  }
}

function fromTextSchema(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema.format === "date") return fc.constantFrom("2026-03-14", "2026-03-07", "0001-01-01", "9999-12-31", "2024-02-29");
  if (schema.format === "uri") return fc.constantFrom("http://localhost:8080/#/x", "https://evil.example/", "javascript:alert(1)");
  if (schema.pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(schema.pattern));
    } catch {
      // A pattern of Unicode classes: names.
      return fc.constantFrom("林晓燕", "阿依古丽·买买提", "O Neil");
    }
  }
  return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 40) });
}

const nested = (depth: number): unknown => (depth === 0 ? "x" : [nested(depth - 1)]);

/** What people and programs send that no schema expects. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  7,
  1.5,
  1e308,
  2 ** 53 + 2,
  "",
  " ",
  "0",
  "x".repeat(70_000),
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  "\u202eabc\u202c",
  "👨‍👩‍👧‍👦".repeat(50),
  "' OR 1=1; --",
  "../../../../etc/passwd",
  "${7*7}{{7*7}}<script>alert(1)</script>",
  "CG1.eyJiIjoiYSJ9.AAAA",
  "CGP1.e30.AAAA",
  "9999-12-31",
  "0000-01-01",
  "2026-02-30",
  "haikou-baishamen~2026-99-99~9999",
  "__proto__",
  [],
  {},
  [[]],
  ["46", "46"],
  nested(60),
  { toString: 1, valueOf: 1, length: -1 },
  { constructor: { prototype: { admin: true } } },
];

const hostile = fc.constantFrom(...HOSTILE_VALUES);
const EXTRA_NAMES = ["extra", "constructor", "hasOwnProperty", "status", "版本", "a.b", "$where", "x".repeat(300)];

/** A body of the route with some of it spoilt: a member replaced, left out or added, or the whole of it something else. */
export function spoiltBody(route: Route): fc.Arbitrary<unknown> {
  if (route.body === undefined) return fc.constant(undefined);
  const good = arbitraryOf(route.body);
  const spoil = fc
    .tuple(good, fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 4 }), fc.option(fc.constantFrom(...EXTRA_NAMES)))
    .map(([body, changes, extra]) => {
      const members = { ...(body as Record<string, unknown>) };
      const names = Object.keys(members);
      for (const [pick, value] of changes) {
        const name = names[pick % Math.max(1, names.length)];
        if (name !== undefined) members[name] = value;
      }
      return extra === null ? members : { ...members, [extra]: "x" };
    });
  return fc.oneof({ weight: 6, arbitrary: spoil }, { weight: 1, arbitrary: hostile }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** The address with path and query drawn by `draw`; texts only, as an address has nothing else. */
export function urlOf(route: Route, params: Readonly<Record<string, string>>, query: readonly (readonly [string, string])[]): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(params[name] ?? ""));
  return query.length === 0 ? path : `${path}?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`;
}

/** `encodeURIComponent` that also takes half a surrogate pair, as the bytes that some clients make of it. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%ED%A0%80";
  }
}

export const namesOf = (schema: z.ZodType): string[] =>
  Object.keys((z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema).properties ?? {});
const hostileText = hostile.map((value) => (typeof value === "string" ? value.slice(0, 3000) : JSON.stringify(value)));

export function spoiltUrl(route: Route): fc.Arbitrary<string> {
  const names = [...namesOf(route.query), "__proto__", "extra", "limit", "cursor"];
  const pair = fc.tuple(fc.constantFrom(...names), hostileText);
  const params = Object.fromEntries(namesOf(route.params).map((name) => [name, fc.oneof(hostileText, fc.constantFrom("haikou-baishamen", "nobody"))]));
  return fc.tuple(fc.record(params), fc.array(pair, { maxLength: 4 })).map(([given, query]) => urlOf(route, given as Record<string, string>, query));
}

export function goodUrl(route: Route): fc.Arbitrary<string> {
  return fc.tuple(arbitraryOf(route.params), arbitraryOf(route.query)).map(([params, query]) =>
    urlOf(
      route,
      params as Record<string, string>,
      Object.entries(query as Record<string, unknown>).map(([name, value]) => [name, String(value)] as const),
    ),
  );
}

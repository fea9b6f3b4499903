import { ErrorBody } from "@app/contract/kernel/errors";
import type { Route } from "@app/contract/kernel/route";
import { answersSpreadsheet, SPREADSHEET_TYPE } from "@app/contract/kernel/spreadsheet";
import { z } from "@app/contract/kernel/zod";

type Json = { readonly [name: string]: unknown };

const TAG_LABELS: Readonly<Record<string, string>> = { sessions: "登录", visits: "设施参观", statistics: "统计" };

/** OpenAPI 3.1 of the whole API, from the route list alone. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  return {
    openapi: "3.1.0",
    info: {
      title: "城市环境共治平台 API",
      version: "0.1.0",
      description: "错误统一为 {code, message, fields, requestId}；写操作带 requestId，重复提交得到同一答复。",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name, description: TAG_LABELS[name] ?? name })),
    paths,
    components: {
      securitySchemes: { session: { type: "http", scheme: "bearer" } },
      schemas: { ErrorBody: schemaOf(ErrorBody, "output") },
    },
  };
}

function operation(route: Route): Json {
  const statuses = [
    ...new Set([...Object.values(route.errors).map((entry) => entry.status), 400, ...(route.access === "PUBLIC" ? [] : [401, 403]), 503]),
  ].sort();
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.access === "PUBLIC" ? {} : { security: [{ session: [] }] }),
    ...(typeof route.access === "object" ? { description: `需要权限：${route.access.permission}` } : {}),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }),
    responses: {
      "200": { description: "成功", content: answerContent(route) },
      ...Object.fromEntries(
        statuses.map((status) => [
          String(status),
          { description: codesOf(route, status), content: { "application/json": { schema: { $ref: "#/components/schemas/ErrorBody" } } } },
        ]),
      ),
    },
  };
}

function answerContent(route: Route): Json {
  // A file has no schema: OpenAPI 3.1 says so by leaving it out.
  return answersSpreadsheet(route) ? { [SPREADSHEET_TYPE]: {} } : { "application/json": { schema: schemaOf(route.output, "output") } };
}

function codesOf(route: Route, status: number): string {
  const codes = Object.entries(route.errors).flatMap(([code, entry]) => (entry.status === status ? [code] : []));
  return codes.length === 0 ? "见 message" : codes.join(" | ");
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  const json = schemaOf(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (json.required ?? []).includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any", reused: "inline" }) as Record<
    string,
    unknown
  >;
  return json;
}

import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { routeList } from "@app/contract/routes";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
});
afterAll(() => test.stop());

/** The validator is an ES module, which the test runner cannot load; a process of its own can. */
const VALIDATE = `
  import { Validator } from "@seriousme/openapi-schema-validator";
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  console.log(JSON.stringify({ valid, errors, version: validator.version }));`;

function validate(document: string): { valid: boolean; errors?: unknown; version?: string } {
  // From a folder inside the repository, so that the package is found.
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", VALIDATE], { input: document, encoding: "utf8", cwd: dirname(__filename) }),
  ) as { valid: boolean };
}

it("is valid OpenAPI 3.1 and the validator would notice if it were not", async () => {
  const document = await (await fetch(`${test.baseUrl}/api/openapi.json`)).text();
  expect(validate(document)).toEqual({ valid: true, version: "3.1" });
  expect(validate(document.replace('"operationId"', '"operationName"').replace('"responses"', '"answers"')).valid).toBe(false);
});

it("names every route with its method, its input and its refusals, and no other", async () => {
  const document = (await (await fetch(`${test.baseUrl}/api/openapi.json`)).json()) as {
    paths: Record<
      string,
      Record<
        string,
        { operationId: string; parameters: { name: string; in: string }[]; requestBody?: unknown; responses: Record<string, unknown>; security?: unknown }
      >
    >;
  };
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => `${operation.operationId} ${method.toUpperCase()} ${path}`),
  );
  expect(listed.sort()).toEqual(routeList.map((route) => `${route.id} ${route.method} ${route.path}`).sort());
  for (const route of routeList) {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect({ id: route.id, body: operation?.requestBody !== undefined, secured: operation?.security !== undefined }).toEqual({
      id: route.id,
      body: route.body !== undefined,
      secured: route.access !== "PUBLIC",
    });
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(operation?.parameters.flatMap((parameter) => (parameter.in === "path" ? [parameter.name] : []))).toEqual(inPath);
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining(["200", ...Object.values(route.errors).map((entry) => String(entry.status))]),
    );
  }
});

it("the page for people lists every path and runs no script", async () => {
  const answer = await fetch(`${test.baseUrl}/api/docs`);
  const page = await answer.text();
  expect(answer.headers.get("content-type")).toMatch(/^text\/html; charset=utf-8/);
  for (const route of routeList) {
    expect(page).toContain(`<details id="${route.id}">`);
    expect(page).toContain(`<code>${route.path}</code>`);
    expect(page).toContain(route.summary);
  }
  expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\/(?!localhost)[\w.]+\/[^"]*\.(js|css)/i);
});

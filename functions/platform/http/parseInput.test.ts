import { defineRoute } from "@app/contract/kernel/route";
import { z } from "@app/contract/kernel/zod";
import { parseInput } from "./parseInput";

const route = defineRoute({
  id: "aRoute",
  tag: "x",
  method: "POST",
  path: "/api/x/{id}",
  summary: "",
  access: "PUBLIC",
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ q: z.string().optional() }),
  body: z.strictObject({ name: z.string(), words: z.array(z.strictObject({ text: z.string() })).default([]) }),
  output: z.strictObject({}),
  errors: {},
});
const parse = (body: unknown, query: unknown = {}) => parseInput(route, { params: { id: "1" }, query, body });

it.each([
  ["王\u200b芳", "王芳"],
  ["\ufeff王芳\u2060", "王芳"],
  ["\u202e芳王\u202c", "芳王"],
  ["王\u200d芳", "王芳"],
  ["授权书\u202efdp.exe", "授权书fdp.exe"],
  ["👩\u200d👧 ❤️\u200d🔥", "👩\u200d👧 ❤️\u200d🔥"],
  ["第一行\n第二行\t表", "第一行\n第二行\t表"],
])("R11 of %j only what can be seen is kept", (typed, kept) => {
  expect(parse({ name: typed, words: [{ text: typed }] }, { q: typed })).toMatchObject({
    ok: true,
    value: { query: { q: kept }, body: { name: kept, words: [{ text: kept }] } },
  });
});

it("R11 a name of nothing that can be seen is empty, and half a letter is still refused at its field", () => {
  expect(parse({ name: "\u200b" })).toMatchObject({ ok: true, value: { body: { name: "" } } });
  expect(parse({ name: "\ud800" })).toMatchObject({ ok: false, refusal: [{ path: "body.name" }] });
});

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureWeappBuild } from "./buildWeapp";
import { openWeapp } from "./openWeapp";
import { bootGate, compileGate, runWeappGates, sizeGate, templatesGate, wxmlWxssGate } from "./runWeappGates";

jest.setTimeout(180_000);

let projectDir = "";
beforeAll(async () => {
  projectDir = await ensureWeappBuild();
});

test("the built mini-program passes every gate", async () => {
  const results = await runWeappGates(projectDir);
  expect(results.map(({ gate, problems }) => ({ gate, problems }))).toEqual([
    { gate: "COMPILE", problems: [] },
    { gate: "WXML_WXSS", problems: [] },
    { gate: "TEMPLATES", problems: [] },
    { gate: "SIZE", problems: [] },
    { gate: "BOOT", problems: [] },
  ]);
});

test("a tap reaches the page and the page changes", async () => {
  const session = await openWeapp({ projectDir, answer: () => "NETWORK" });
  await session.openPage("pages/me/index");
  expect(session.storage().get("civic-green:text-size")).toBe(undefined);
  await session.tap("大字");
  expect(session.storage().get("civic-green:text-size")).toBe('"LARGE"');
  expect(session.errors()).toEqual([]);
  session.close();
});

/** A gate that never refuses proves nothing, so each is shown builds that must not pass. */
describe("a broken build is rejected", () => {
  let brokenDir = "";
  const dist = (path: string) => join(brokenDir, "dist/weapp", path);
  const edit = (path: string, change: (text: string) => string) => writeFileSync(dist(path), change(readFileSync(dist(path), "utf8")));

  beforeEach(() => {
    brokenDir = mkdtempSync(join(tmpdir(), "weapp-gates-"));
    cpSync(join(projectDir, "dist/weapp"), join(brokenDir, "dist/weapp"), { recursive: true });
    cpSync(join(projectDir, "project.config.json"), join(brokenDir, "project.config.json"));
  });
  afterEach(() => rmSync(brokenDir, { recursive: true }));

  test("a page that does not exist", async () => {
    edit("app.json", (text) => text.replace('"pages/me/index"', '"pages/me/index","pages/nowhere/index"'));
    expect(compileGate(brokenDir).problems.join()).toContain("pages/nowhere/index");
    expect((await bootGate(brokenDir, "pages/nowhere/index")).problems.join()).toContain("pages/nowhere/index");
  });

  test("a script that does not parse", async () => {
    edit("pages/me/index.js", (text) => `${text}\nfunction (`);
    expect(compileGate(brokenDir).problems).toHaveLength(1);
    expect((await bootGate(brokenDir, "pages/me/index")).problems.join()).toContain("pages/me/index");
  });

  test("a page that throws when it opens", async () => {
    edit("pages/me/index.js", () => "Page({ onLoad() { throw new Error('broken at load') } })");
    expect((await bootGate(brokenDir, "pages/me/index")).problems.join()).toContain("broken at load");
  });

  test("a location call that excludes the declared one", () => {
    edit("app.json", (text) => text.replace('["getFuzzyLocation"]', '["getFuzzyLocation","getLocation"]'));
    expect(compileGate(brokenDir).problems.join()).toContain("getLocation");
  });

  test("a template that is not well formed", () => {
    edit("pages/me/index.wxml", (text) => `${text}<view>`);
    expect(wxmlWxssGate(brokenDir).problems.join()).toContain("wcc");
    expect(templatesGate(brokenDir).problems.join()).toContain("pages/me/index.wxml");
  });

  test("a style sheet that is not closed", () => {
    edit("app.wxss", (text) => `${text}.open { color: red`);
    expect(wxmlWxssGate(brokenDir).problems.join()).toContain("wcsc");
  });

  test("three megabytes too many", () => {
    writeFileSync(dist("assets/huge.bin"), Buffer.alloc(3 * 1024 * 1024));
    expect(sizeGate(brokenDir).problems).toHaveLength(1);
  });
});

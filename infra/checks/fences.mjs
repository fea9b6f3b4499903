// Which room may import which (ARCHITECTURE.md, Rooms), as lint rules whose message says what to use instead.
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/** Our packages as folders from the repository's root. */
const OWN_PACKAGES = {
  "@app/contract": "functions/contract",
  "@app/functions": "functions",
  "@app/miniprogram": "miniprogram",
  "@app/admin-h5": "admin-h5",
  "@app/infra": "infra",
};

const KERNEL = "functions/contract/kernel";
// Roles and places of the organisation tree are part of who an actor is, so they stand at the kernel's level.
const ORGANIZATIONS = "functions/contract/organizations";

/**
 * One fence. `rooms` and `packages` say what is allowed; a text ending in `/` or naming a file counts as a prefix of the target.
 * @typedef {{ room: string, inside: RegExp, rooms: (self: RegExpExecArray) => (string | RegExp)[], packages: (name: string) => boolean, instead: (target: string) => string }} Fence
 */

const withoutSdks = (name) => name === "zod" || name === "node:crypto";
/** Packing is arithmetic on bytes, as hashing is: nothing outside is reached. */
const enginePackage = (name) => withoutSdks(name) || name === "node:zlib";
const anyPackage = () => true;
const browserPackage = (name) => !name.startsWith("node:") && !isBuiltin(name) && !name.startsWith("@aws-sdk/");

/** The first fence whose `inside` matches the importing file holds. Rooms without a line (entrypoints, testing, infra) compose, so they may import everything. */
const FENCES = [
  {
    room: "contract/kernel",
    inside: /^functions\/contract\/kernel\//,
    rooms: () => [`${KERNEL}/`, `${ORGANIZATIONS}/`],
    packages: (name) => name === "zod",
    instead: () => "The kernel knows zod, itself and contract/organizations. Move what you need into the kernel, or this code into the feature that needs it.",
  },
  {
    room: "contract/engines",
    inside: /^functions\/contract\/engines\//,
    rooms: () => [`${KERNEL}/`, "functions/contract/engines/"],
    packages: (name) => name === "zod",
    instead: () => "The pure engines know the kernel alone. Take the feature's facts as arguments or type parameters.",
  },
  {
    room: "contract",
    inside: /^functions\/contract\/[^/]+\.ts$/,
    rooms: () => ["functions/contract/"],
    packages: (name) => name === "zod",
    instead: () => "The contract is shared by the server and both clients. Keep it to zod and pure rules.",
  },
  {
    room: "contract/<feature>",
    inside: /^functions\/contract\/([^/]+)\//,
    rooms: ([, feature]) => [
      `functions/contract/${feature}/`,
      `${KERNEL}/`,
      `${ORGANIZATIONS}/`,
      "functions/contract/engines/",
      "functions/contract/regions/",
      /^functions\/contract\/[^/]+\/[^/]+\.schema$/,
    ],
    packages: (name) => name === "zod",
    instead: (target) =>
      target.startsWith("functions/contract/")
        ? "Of another feature use its schemas (<noun>.schema) or the ids in contract/kernel/ids."
        : "The contract is shared by the server and both clients. Keep it to zod and pure rules; what needs Node, AWS, Taro or React belongs behind it.",
  },
  {
    room: "functions/engines",
    inside: /^functions\/engines\//,
    rooms: () => ["functions/engines/", `${KERNEL}/`, `${ORGANIZATIONS}/`, "functions/contract/engines/"],
    packages: enginePackage,
    instead: (target) =>
      /^functions\/(features|contract)\//.test(target)
        ? "Engines know no feature by name. Take the feature's facts as arguments or type parameters."
        : "Declare a port in functions/engines; functions/platform implements it and the entrypoint passes it in.",
  },
  {
    room: "functions/features",
    inside: /^functions\/features\/([^/]+)\//,
    rooms: ([, feature]) => ["functions/contract/", "functions/engines/", `functions/features/${feature}/`, /^functions\/features\/[^/]+\/public$/],
    packages: withoutSdks,
    instead: (target) =>
      target.startsWith("functions/features/")
        ? `Use "${target.split("/").slice(0, 3).join("/")}/public", or add what you need to it.`
        : "Use the port in functions/engines; the entrypoint passes the adapter in.",
  },
  {
    room: "functions/platform",
    inside: /^functions\/platform\//,
    rooms: () => ["functions/platform/", "functions/engines/", `${KERNEL}/`, `${ORGANIZATIONS}/`],
    packages: anyPackage,
    instead: () => "Adapters implement ports of functions/engines and know no feature. Take the feature's facts through the port.",
  },
  clientFence("miniprogram", "miniprogram/src/platform"),
  clientFence("admin-h5", "admin-h5/src/platform"),
];

function clientFence(client, platform) {
  const own = `${client}/src/`;
  return {
    room: client,
    inside: new RegExp(`^${own}(?:features/([^/]+)/|(app|pages)(?:/|\\.)|[^/]+)`),
    rooms: ([, feature, composing]) => [
      "functions/contract/",
      ...(feature !== undefined ? [`${own}features/${feature}/`] : []),
      // Screens of the tab bar and the app's frame compose the features; platform and ui know none.
      ...(composing !== undefined ? [own] : []),
      new RegExp(`^${own}(?!features/|pages/)`),
      new RegExp(`^${client}/(?!src/)`),
    ],
    packages: browserPackage,
    instead: (target) => {
      if (target.startsWith(`${own}features/`))
        return `Features do not know each other. Share it through ${client}/src/ui or ${client}/src/platform, or go there by its page address.`;
      if (target.startsWith(own)) return `Pages compose; nothing imports them. Put what is shared into ${client}/src/ui or ${platform}.`;
      if (!/^(functions|infra|miniprogram|admin-h5)\//.test(target))
        return "This runs in a browser or in WeChat. Ask the server for it through a route of @app/contract.";
      return "Clients know the server by @app/contract alone. Add a route or a pure rule there.";
    },
  };
}

/** Names of the Taro runtime; its components and NutUI are plain React and may be used everywhere. */
const TARO_RUNTIME = /^@tarojs\/(taro|runtime|shared|helper|service)(\/|$)/;

/** What a specifier means: a file of ours (path from the root, without extension) or a package. */
function targetOf(specifier, importer) {
  if (specifier.startsWith("."))
    return {
      own: true,
      name: join(dirname(importer), specifier)
        .split(sep)
        .join("/")
        .replace(/\.(tsx?|mjs|js)$/, ""),
    };
  const scope = Object.keys(OWN_PACKAGES).find((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (scope !== undefined) return { own: true, name: `${OWN_PACKAGES[scope]}${specifier.slice(scope.length)}`.replace(/\.tsx?$/, "") };
  return { own: false, name: isBuiltin(specifier) && !specifier.startsWith("node:") ? `node:${specifier}` : specifier };
}

const allows = (pattern, name) => (pattern instanceof RegExp ? pattern.test(name) : name.startsWith(pattern) || `${name}/` === pattern);

/** A test composes what it needs, as an entrypoint does. */
export const TEST_FILE = /\.(test|case)\.tsx?$|\/testing\//;

/** Why `specifier` may not be imported by the file `importer` (path from the root); undefined when it may. */
export function fenceProblem(importer, specifier) {
  if (TEST_FILE.test(importer)) return undefined;
  const target = targetOf(specifier, importer);
  if (importer.startsWith("miniprogram/src/") && !importer.startsWith("miniprogram/src/platform/") && !target.own && TARO_RUNTIME.test(target.name)) {
    return `miniprogram may import ${target.name} only in src/platform. Use or add a function of miniprogram/src/platform; @tarojs/components may be used everywhere.`;
  }
  if (/^(miniprogram|admin-h5)\/src\//.test(importer) && target.own && /^functions\/contract\/regions\/(regions\.data|placeNames)$/.test(target.name)) {
    return "The table of regions is too big for clients. Take the names from the API's answers.";
  }
  for (const fence of FENCES) {
    const self = fence.inside.exec(importer);
    if (self === null) continue;
    const allowed = target.own ? fence.rooms(self).some((pattern) => allows(pattern, target.name)) : fence.packages(target.name);
    return allowed ? undefined : `${fence.room} may not import ${target.name}. ${fence.instead(target.name)}`;
  }
  return undefined;
}

function filePath(context) {
  return relative(context.cwd, context.filename).split(sep).join("/");
}

const rooms = {
  meta: { type: "problem", schema: [], docs: { description: "imports stay inside the fences of ARCHITECTURE.md" } },
  create(context) {
    const importer = filePath(context);
    const check = (source) => {
      if (source?.type !== "Literal" || typeof source.value !== "string") return;
      const message = fenceProblem(importer, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      "CallExpression[callee.name='require']": (node) => check(node.arguments[0]),
    };
  },
};

const noBarrel = {
  meta: { type: "problem", schema: [], docs: { description: "no file that only passes on what others export" } },
  create(context) {
    return {
      Program(node) {
        if (!/(^|\/)index\.tsx?$/.test(filePath(context)) || node.body.length === 0) return;
        const passesOn = (statement) => (statement.type === "ExportNamedDeclaration" || statement.type === "ExportAllDeclaration") && statement.source !== null;
        if (node.body.every((statement) => passesOn(statement) || statement.type === "ImportDeclaration") && node.body.some(passesOn)) {
          context.report({ node, message: "A barrel pulls everything into each bundle and hides where things live. Import the file that defines the name." });
        }
      },
    };
  },
};

export const fences = { meta: { name: "fences" }, rules: { rooms, "no-barrel": noBarrel } };

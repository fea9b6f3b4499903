// Lints pieces of code as if they lay at the given paths: reads [{ path, code }] from stdin, writes the messages of each. A process of its own, because ESLint
// loads its configuration as a module, which the test runner cannot.
import { readFileSync } from "node:fs";
import { ESLint } from "eslint";

const samples = JSON.parse(readFileSync(0, "utf8"));
// Type-aware rules need files on disk; what they find is TypeScript's own business and not sampled.
const eslint = new ESLint({
  overrideConfig: [
    {
      files: ["**/*.{ts,tsx}"],
      languageOptions: { parserOptions: { projectService: false } },
      rules: {
        "@typescript-eslint/no-floating-promises": "off",
        "@typescript-eslint/no-misused-promises": "off",
        "@typescript-eslint/switch-exhaustiveness-check": "off",
        "@typescript-eslint/no-unused-vars": "off",
      },
    },
  ],
});
const answers = [];
for (const { path, code } of samples) {
  const [result] = await eslint.lintText(code, { filePath: path });
  answers.push(result.messages.map((message) => message.message));
}
process.stdout.write(JSON.stringify(answers));

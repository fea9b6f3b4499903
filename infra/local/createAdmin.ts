// npm run admin:create: the first platform admin of an office's machine or of the cloud, one more, or the way back for one who is locked out.
import { hostname, userInfo } from "node:os";
import { emitKeypressEvents } from "node:readline";
import { parseArgs } from "node:util";
import { kernelErrors, type ErrorTable } from "../../functions/contract/kernel/errors";
import { NewPassword, namesAccount } from "../../functions/contract/sessions/newPassword";
import { MobilePhone } from "../../functions/contract/kernel/phone";
import { peopleErrors } from "../../functions/contract/people/people.errors";
import { OfficePersonName, Username } from "../../functions/contract/people/officePerson.schema";
import { operatorEngine } from "../../functions/entrypoints/operatorEngine";
import { createCountryAdmin, recoverCountryAdmin, serverOperator, type CountryAdminRefusal } from "../../functions/features/people/public";
import type { Store } from "../../functions/engines/store/storePort";
import { newOneTimePassword } from "../../functions/platform/passwords/newOneTimePassword";
import { createScryptPasswords } from "../../functions/platform/passwords/scryptPasswords";
import { openDynamodbStore } from "../../functions/platform/store/dynamodb/dynamodbStore";
import { openOfficeStore, tellFailure, Told } from "./officeState";

const USAGE = `设立平台管理员（平台正在运行也可以）：

  npm run admin:create -- --user-name zhang.wei --name 张伟 --phone 13900000000

  --user-name 用户名     登录用，4-32 位，以字母开头
  --name 姓名            --phone 手机号
  --office-name 名称     第一次设立时，平台管理单位叫什么，默认「平台管理中心」，以后可在「组织机构」里改
  --another              已经有平台管理员，再设一位
  --reset                平台管理员忘了密码、丢了两步登录的手机，或账号被锁定：只写 --user-name，重设密码并关闭两步登录

  --settings 设置文件    一台机器正式运行的设置文件，默认 office.env
  --stage 环境名         云端：部署时的 stage，例如 prod；用当前环境的 AWS 账号和地域（见 infra/aws/README.md）

密码在终端里输入，不显示；直接回车就生成一个一次性密码。无论哪种，第一次登录都要换成自己的密码。`;

async function main(): Promise<void> {
  const options = readOptions();
  const password = await askPassword();
  const said = password ?? newOneTimePassword();
  const refusedPassword = password === undefined ? undefined : weaknessOf(said, options);
  if (refusedPassword !== undefined) throw new Told(refusedPassword);
  const home =
    options.table === undefined ? openOfficeStore(options.settings) : { store: openDynamodbStore({ tableName: options.table }), close: async () => undefined };
  try {
    const passwordHash = await createScryptPasswords().hash(said);
    const done = await (options.isReset ? recover(home.store, options, passwordHash) : create(home.store, options, passwordHash));
    if (!done.ok) throw new Told(sentenceOf(done.refusal));
  } finally {
    await home.close();
  }
  console.log(options.isReset ? `已重设平台管理员 ${options.username} 的密码，两步登录已关闭。` : `已设立平台管理员 ${options.username}。`);
  if (password === undefined) console.log(`一次性密码（只显示这一次）：${said}`);
  console.log("请打开管理后台登录，第一次登录会要求换成自己的密码。这次操作已记入操作日志。");
}

type Options = ReturnType<typeof readOptions>;

function create(store: Store, { username, name, phone, officeName, isAnother }: Options, passwordHash: string) {
  return createCountryAdmin(operatorEngine(store), operator(), { username, name, phone, officeName, isAnother, passwordHash });
}

function recover(store: Store, { username }: Options, passwordHash: string) {
  return recoverCountryAdmin(operatorEngine(store), operator(), { username, passwordHash });
}

function operator() {
  const user = process.env["SUDO_USER"] ?? userInfo().username;
  return serverOperator(`服务器操作员 ${user}（${hostname()}）`);
}

function readOptions() {
  const { values } = parse();
  if (values.help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  const isReset = values.reset === true;
  const problems: string[] = [];
  const read = (
    option: string,
    schema: { safeParse(text: unknown): { success: boolean; data?: unknown; error?: { issues: readonly { message: string }[] } } },
    text: unknown,
  ): string => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) problems.push(`--${option}：${parsed.error?.issues[0]?.message ?? "不正确"}`);
    return parsed.success ? String(parsed.data) : "";
  };
  const username = read("user-name", Username, values["user-name"]);
  const name = isReset ? "" : read("name", OfficePersonName, values.name);
  const phone = isReset ? "" : read("phone", MobilePhone, values.phone);
  if (problems.length > 0) throw new Told(`${problems.join("\n")}\n\n${USAGE}`);
  return {
    username,
    name,
    phone,
    isReset,
    isAnother: values.another === true,
    officeName: values["office-name"] ?? "平台管理中心",
    settings: values.settings ?? "office.env",
    // As `infra/aws/table.yml` names it.
    table: values.stage === undefined ? undefined : `civic-green-${values.stage}`,
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        "user-name": { type: "string" },
        name: { type: "string" },
        phone: { type: "string" },
        "office-name": { type: "string" },
        another: { type: "boolean" },
        reset: { type: "boolean" },
        settings: { type: "string" },
        stage: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Told(`不认识的参数：${/'([^']*)'/.exec((error as Error).message)?.[1] ?? ""}\n\n${USAGE}`);
  }
}

function weaknessOf(password: string, { username, name, phone }: Options): string | undefined {
  const parsed = NewPassword.safeParse(password);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "密码不合要求";
  return namesAccount(password, { username, phone, displayName: name }) ? "密码里不要有姓名、用户名或手机号，请换一个。" : undefined;
}

function sentenceOf(refusal: CountryAdminRefusal): string {
  switch (refusal.code) {
    case "ADMIN_EXISTS":
      return `已经有平台管理员了：${refusal.usernames.join("、")}。请他在「人员」里新增；要在这里再设一位，请加 --another；他进不去了，请用 --reset --user-name ${refusal.usernames[0] ?? ""}。`;
    case "NOT_AN_ADMIN":
      return "这个账号不是平台管理员。其他人忘了密码，请平台管理员在「人员」里清除密码。";
    case "NOT_FOUND":
      return "没有这个用户名，请检查拼写。";
    default: {
      const table: ErrorTable = { ...kernelErrors, ...peopleErrors };
      return table[refusal.code]?.sentence(refusal) ?? refusal.code;
    }
  }
}

/** Undefined: one is to be made. Nothing typed is shown; without a terminal nothing is asked. */
async function askPassword(): Promise<string | undefined> {
  if (process.stdin.isTTY !== true) return undefined;
  const first = await hidden("密码（直接回车则生成一次性密码）：");
  if (first === "") return undefined;
  if ((await hidden("再输入一次：")) !== first) throw new Told("两次输入的密码不一样，请重新运行。");
  return first;
}

function hidden(question: string): Promise<string> {
  process.stdout.write(question);
  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  process.stdin.resume();
  let typed = "";
  return new Promise((resolve, reject) => {
    const onKey = (text: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }): void => {
      const isEnd = key.name === "return" || key.name === "enter";
      const isStop = key.ctrl === true && key.name === "c";
      if (!isEnd && !isStop) return void (typed = key.name === "backspace" ? typed.slice(0, -1) : typed + (text ?? ""));
      process.stdin.off("keypress", onKey);
      process.stdin.setRawMode(false);
      process.stdin.pause();
      process.stdout.write("\n");
      if (isEnd) resolve(typed);
      else reject(new Told("已取消。"));
    };
    process.stdin.on("keypress", onKey);
  });
}

main().catch(tellFailure);

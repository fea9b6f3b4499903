import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Radio, TreeSelect } from "antd";
import { useRef, useState, type ReactNode } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { orgLevelOf } from "@app/contract/organizations/orgPath";
import { HAZARD_CATEGORY_TREE } from "@app/contract/organizations/hazardCategories";
import {
  REGISTRATION_LEVEL_LABELS,
  REGISTRATION_LEVELS,
  type RegistrationDetail,
  type RegistrationLevel,
} from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { REGISTRATION_KIND_ROWS } from "@app/contract/registrations/registrationKinds";
import { read } from "../../platform/api";
import { useDraft } from "../../platform/draft";
import { DocumentField } from "../../ui/DocumentField";
import { Panel } from "../../ui/Panel";
import { RegionSelect, type AskRegions } from "../../ui/RegionSelect";
import { LETTER_TYPE, letterDocument } from "./letterDocument";
import { OWN_REGISTRATION, submitRegistration } from "./registrationCommands";
import { contentOf, formOf, problemOf, problemsOf, RegistrationForm } from "./registrationForm";

const askPlaces: AskRegions = (query) => read(registrationRoutes.listRegistrationPlaces, { query });

/** 完善信息 (seed 002, 1). What was typed and uploaded stays through a reload, an expired session and a refusal. */
export function RegistrationFormView({ registration }: { readonly registration: RegistrationDetail }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { kind } = registration;
  const row = REGISTRATION_KIND_ROWS[kind];
  const draft = useDraft<RegistrationForm>(`registration.${registration.registrationId}.${registration.version}`, {
    initial: formOf(registration),
    parse: (stored) => RegistrationForm.safeParse(stored).data,
  });
  const form = draft.value;
  // An upload ends in its own time: it changes the form as it is then.
  const latest = useRef(form);
  latest.current = form;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const field = (name: keyof RegistrationForm, label: string, control: ReactNode, hint?: ReactNode, isGroup = false) => {
    const problem = problemOf(problems, name);
    const Heading = isGroup ? "span" : "label";
    return (
      <div key={name} className={problem === undefined ? "registration-field" : "registration-field registration-field-wrong"} data-testid={`field-${name}`}>
        <Heading className="registration-label" {...(isGroup ? {} : { htmlFor: `registration-${name}` })}>
          {label}
          <em aria-label="必填">*</em>
        </Heading>
        <div className="registration-control">
          {control}
          {problem === undefined ? null : (
            <p className="registration-problem" role="alert" data-testid={`problem-${name}`}>
              {problem}
            </p>
          )}
          {hint === undefined ? null : <p className="registration-hint">{hint}</p>}
        </div>
      </div>
    );
  };
  const text = (name: "organizationName" | "email" | "address" | "officePhone" | "principalName", more: object = {}) => (
    <Input
      id={`registration-${name}`}
      value={form[name]}
      status={problemOf(problems, name) === undefined ? "" : "error"}
      onChange={(event) => change({ [name]: event.target.value })}
      data-testid={`registration-${name}`}
      {...more}
    />
  );
  return (
    <>
      {notice === undefined ? null : <Alert type="error" showIcon title={notice} role="alert" data-testid="registration-notice" />}
      <Panel>
        <form
          className="registration-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {field("organizationName", row.nameLabel, text("organizationName", { maxLength: 80 }), "全称，与公章一致。")}
          {field(
            "place",
            "机构所在地",
            <RegionSelect
              id="registration-place"
              what="registrations"
              ask={askPlaces}
              mayChoose={(path) => orgLevelOf(path) === "DISTRICT"}
              value={form.place === "" ? [] : [form.place]}
              onChange={([place]) => change({ place: place ?? "" })}
              placeholder="选到区县；可以输入名称查找"
              isWrong={problemOf(problems, "place") !== undefined}
            />,
          )}
          {field("address", "详细地址", text("address", { maxLength: 120, placeholder: "街道、门牌号" }))}
          {field(
            "officePhone",
            "办公电话",
            text("officePhone", { maxLength: 20, inputMode: "tel", placeholder: "0898-65230001" }),
            `可以联系到${row.principalLabel}的座机号码。`,
          )}
          {field(
            "principalName",
            `${row.principalLabel}姓名`,
            text("principalName", { maxLength: 20 }),
            `手机号 ${registration.principalPhoneMasked}，注册时已验证。`,
          )}
          {field("email", "邮箱", text("email", { maxLength: 100, inputMode: "email" }))}
          {row.asksLevel
            ? field(
                "level",
                "机构层级",
                <Radio.Group
                  aria-label="机构层级"
                  value={form.level}
                  onChange={(event) => change({ level: event.target.value as RegistrationLevel })}
                  options={REGISTRATION_LEVELS.map((level) => ({
                    value: level,
                    label: <span data-testid={`registration-level-${level}`}>{REGISTRATION_LEVEL_LABELS[level]}</span>,
                  }))}
                />,
                "由本级或上级主管部门审核。",
                true,
              )
            : null}
          {field(
            "regions",
            row.regionsLabel,
            <RegionSelect
              id="registration-regions"
              what="registrations"
              ask={askPlaces}
              isMultiple
              value={form.regions}
              onChange={(regions) => change({ regions })}
              isWrong={problemOf(problems, "regions") !== undefined}
            />,
            <>
              {row.asksCategories ? "相当重要：这些区域的安全隐患归您管理。" : null}
              选一个市，表示它的全部区县。
            </>,
          )}
          {row.asksCategories
            ? field(
                "categories",
                "管控类别",
                <TreeSelect
                  id="registration-categories"
                  treeData={CATEGORY_TREE}
                  value={form.categories}
                  onChange={(categories: string[]) => change({ categories })}
                  treeCheckable
                  showCheckedStrategy={TreeSelect.SHOW_PARENT}
                  treeNodeFilterProp="title"
                  placeholder="勾选类别；勾选大类表示它的全部小类"
                  maxTagCount={12}
                  status={problemOf(problems, "categories") === undefined ? "" : "error"}
                  data-testid="registration-categories"
                />,
                "请把属于您管控的类别全部选出来。",
              )
            : null}
          {field(
            "letter",
            row.letterLabel,
            <>
              <Button
                className="registration-template"
                icon={<DownloadOutlined aria-hidden />}
                onClick={() => void downloadTemplate()}
                data-testid="registration-template"
              >
                下载授权书模板（Word，已填好上面的内容）
              </Button>
              <DocumentField
                purpose="REGISTRATION_LETTER"
                value={form.letter ?? undefined}
                onChange={(letter) => change({ letter: letter ?? null })}
                shown={registration.letter}
                onUploading={setUploading}
                testId="registration-letter"
              />
            </>,
            "打印后加盖公章，再扫描或拍照上传。",
            true,
          )}
          <div className="registration-submit">
            <Button type="primary" size="large" htmlType="submit" loading={isSending} disabled={isUploading} data-testid="registration-submit">
              {isUploading ? "等文件传完…" : registration.content === undefined ? "保存并提交审核" : "修改后重新提交"}
            </Button>
            <span className="soft">填写的内容会自动保留，直到提交。</span>
          </div>
        </form>
      </Panel>
    </>
  );

  async function downloadTemplate(): Promise<void> {
    const { organizationName, principalName, regions, categories } = form;
    // Without a network the letter is made all the same, with a line to write the places on.
    const named = regions.length === 0 ? undefined : await askPlaces({ of: regions.join(",") }).catch(() => undefined);
    const bytes = letterDocument({
      kind,
      organizationName,
      principalName,
      username: registration.username,
      regions: (named?.items ?? []).map(({ label }) => label.replaceAll(" · ", "")),
      categories,
    });
    const url = URL.createObjectURL(new Blob([bytes], { type: LETTER_TYPE }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${row.letterLabel}.docx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  function change(part: Partial<RegistrationForm>): void {
    const next = { ...latest.current, ...part };
    latest.current = next;
    draft.keep(next);
    // What is put right while the red words stand loses its own; no other appears before the next try.
    setProblems((before) => {
      if (before.length === 0) return before;
      const now = problemsOf(kind, next);
      return before.flatMap(({ path }) => now.filter((problem) => problem.path === path).slice(0, 1));
    });
    setNotice(undefined);
  }

  async function submit(): Promise<void> {
    if (isUploading || isSending) return;
    const found = problemsOf(kind, form);
    if (found.length > 0) return refuse(found, "还有内容需要填写或修改，请看下面的红字。");
    setSending(true);
    const result = await submitRegistration(registration.version, contentOf(kind, form));
    setSending(false);
    if (!result.ok) return refuse(result.refusal.fields, result.refusal.message);
    draft.discard();
    queryClient.setQueryData(OWN_REGISTRATION, result.value);
    void message.success("已提交，请等待审核。");
    window.scrollTo({ top: 0 });
  }

  /** The words, and the way to the first wrong field. */
  function refuse(found: readonly FieldProblem[], words: string): void {
    setProblems(found);
    setNotice(words);
    requestAnimationFrame(() => document.querySelector(".registration-field-wrong, [data-testid=registration-notice]")?.scrollIntoView({ block: "center" }));
  }
}

const CATEGORY_TREE = HAZARD_CATEGORY_TREE.map(({ code, label, children }) => ({
  value: code,
  title: label,
  children: children.map((child) => ({ value: child.code, title: child.label })),
}));

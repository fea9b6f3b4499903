import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, InputNumber, Switch } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { instantLabel, type TimeOfDay } from "@app/contract/kernel/time";
import type { Parameter, ParameterList } from "@app/contract/settings/settings.schema";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { ErrorState } from "../../ui/ErrorState";
import { FormField, fieldState } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { TimeField } from "../../ui/TimeField";
import { SettingHistory } from "./SettingHistory";

type Value = Parameter["value"];
type Typed = Partial<Record<Parameter["name"], Value>>;

export function ParametersPanel({ canEdit }: { readonly canEdit: boolean }) {
  const list = useQuery({ queryKey: ["settings", "parameters"], queryFn: () => read(settingsRoutes.listParameters, {}) });
  if (list.data === undefined) return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <ParametersForm list={list.data} canEdit={canEdit} />
      <SettingHistory of="PARAMETERS" />
    </>
  );
}

function ParametersForm({ list, canEdit }: { readonly list: ParameterList; readonly canEdit: boolean }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [typed, setTyped] = useState<Typed>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const groups = [...new Set(list.parameters.map(({ group }) => group))];
  const news = Object.fromEntries(
    list.parameters.flatMap(({ name, value }) => (typed[name] === undefined || typed[name] === value ? [] : [[name, typed[name]]])),
  ) as Typed;
  const count = Object.keys(news).length;
  return (
    <form
      className="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Refusal sentence={refusal} testId="settings-refusal" />
      {groups.map((group) => (
        <fieldset key={group} disabled={!canEdit}>
          <legend>{group}</legend>
          {list.parameters.filter((parameter) => parameter.group === group).map(field)}
        </fieldset>
      ))}
      {canEdit ? (
        <div className="settings-save">
          <Button type="primary" htmlType="submit" size="large" loading={isSending} disabled={count === 0} data-testid="settings-save">
            {count === 0 ? "没有修改" : `保存 ${count} 项修改`}
          </Button>
          {count === 0 ? null : (
            <Button size="large" onClick={() => reset()}>
              放弃修改
            </Button>
          )}
        </div>
      ) : null}
    </form>
  );

  function field(parameter: Parameter) {
    const { name, kind, label, help, unit, min, max, standard, lastChange } = parameter;
    const problem = problems.find(({ path }) => path === `body.values.${name}`)?.message;
    const value = typed[name] ?? parameter.value;
    const change = (next: Value | null): void => {
      setTyped({ ...typed, [name]: next ?? "" });
      setProblems(problems.filter(({ path }) => path !== `body.values.${name}`));
    };
    return (
      <FormField
        key={name}
        id={name}
        label={label}
        problem={problem}
        hint={
          <>
            {help} 标准：{inWords(kind, standard, unit)}。
            {lastChange === undefined ? null : (
              <>
                <br />
                {lastChange.byName} {instantLabel(lastChange.at)} 改过
              </>
            )}
          </>
        }
      >
        {kind === "SWITCH" ? (
          <Switch id={name} disabled={!canEdit} checked={value === true} checkedChildren="开" unCheckedChildren="关" onChange={change} data-testid={name} />
        ) : kind === "NUMBER" ? (
          <span className="settings-number">
            <InputNumber
              id={name}
              disabled={!canEdit}
              inputMode="numeric"
              value={typeof value === "number" ? value : null}
              onChange={(next) => change(next)}
              {...fieldState(name, problem)}
              data-testid={name}
            />
            <span>
              {unit}
              <span className="soft">
                （{min}-{max}）
              </span>
            </span>
          </span>
        ) : (
          <TimeField
            id={name}
            disabled={!canEdit}
            value={typeof value === "string" && value !== "" ? (value as TimeOfDay) : null}
            onChange={change}
            {...fieldState(name, problem)}
            testId={name}
          />
        )}
      </FormField>
    );
  }

  function reset(): void {
    setTyped({});
    setProblems([]);
    setRefusal(undefined);
  }

  async function save(): Promise<void> {
    setSending(true);
    setRefusal(undefined);
    const content = { version: list.version, values: news };
    const result = await sendIntended("changeParameters", content, (requestId) =>
      api.call(settingsRoutes.changeParameters, { body: { requestId, ...content } }),
    );
    setSending(false);
    if (result.ok) {
      reset();
      void message.success("已保存，半分钟内全平台生效。");
      return void queryClient.invalidateQueries({ queryKey: ["settings"] });
    }
    setProblems(result.refusal.fields);
    setRefusal(result.refusal.message);
    // Somebody else saved first: what they set is shown beside what was typed here.
    if (result.refusal.status === 409) void queryClient.invalidateQueries({ queryKey: ["settings"] });
  }
}

function inWords(kind: Parameter["kind"], value: Value, unit: string): string {
  return kind === "SWITCH" ? (value === true ? "开" : "关") : kind === "NUMBER" ? `${String(value)} ${unit}` : String(value);
}

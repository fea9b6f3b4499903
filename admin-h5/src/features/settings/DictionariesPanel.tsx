import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { instantLabel } from "@app/contract/kernel/time";
import { ChangeDictionary, DICTIONARY_ENTRIES_MAX, DICTIONARY_ENTRY_LENGTH_MAX, type Dictionary } from "@app/contract/settings/settings.schema";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { api, read } from "../../platform/api";
import { newRequestId } from "../../platform/requestId";
import { sendIntended } from "../../platform/sendIntended";
import { ErrorState } from "../../ui/ErrorState";
import { problemAt, problemsOf } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { SettingHistory } from "./SettingHistory";

export function DictionariesPanel({ canEdit }: { readonly canEdit: boolean }) {
  const [chosen, setChosen] = useState<Dictionary["name"]>();
  const list = useQuery({ queryKey: ["settings", "dictionaries"], queryFn: () => read(settingsRoutes.listDictionaries, {}) });
  if (list.data === undefined) return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const { dictionaries } = list.data;
  const shown = dictionaries.find(({ name }) => name === chosen) ?? dictionaries[0];
  if (shown === undefined) return null;
  return (
    <>
      <label className="settings-choice">
        <span className="filter-caption">字典</span>
        <Select
          value={shown.name}
          options={dictionaries.map(({ name, label }) => ({ value: name, label }))}
          onChange={setChosen}
          popupMatchSelectWidth={false}
          data-testid="dictionary-choice"
        />
      </label>
      <DictionaryForm key={`${shown.name} ${shown.version}`} dictionary={shown} canEdit={canEdit} />
      <SettingHistory of={shown.name} />
    </>
  );
}

function DictionaryForm({ dictionary, canEdit }: { readonly dictionary: Dictionary; readonly canEdit: boolean }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [entries, setEntries] = useState<readonly string[]>(dictionary.entries);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const isChanged = JSON.stringify(entries) !== JSON.stringify(dictionary.entries);
  return (
    <form
      className="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="soft">
        {dictionary.help}已经写进办件的内容不会变。
        {dictionary.lastChange === undefined ? null : ` ${dictionary.lastChange.byName} ${instantLabel(dictionary.lastChange.at)} 改过。`}
      </p>
      <Refusal sentence={refusal} testId="settings-refusal" />
      <ol className="dictionary-entries">
        {entries.map((entry, position) => {
          const problem = problemAt(problems, `entries.${position}`);
          return (
            <li key={position}>
              <Input
                value={entry}
                disabled={!canEdit}
                maxLength={DICTIONARY_ENTRY_LENGTH_MAX}
                aria-label={`第 ${position + 1} 条`}
                status={problem === undefined ? "" : "error"}
                onChange={(event) => set(entries.map((old, at) => (at === position ? event.target.value : old)))}
                data-testid="dictionary-entry"
              />
              {canEdit ? (
                <span className="dictionary-moves">
                  <Button type="text" disabled={position === 0} aria-label="上移" onClick={() => set(moved(entries, position))}>
                    ↑
                  </Button>
                  <Button type="text" danger aria-label={`删除第 ${position + 1} 条`} onClick={() => set(entries.filter((_, at) => at !== position))}>
                    删除
                  </Button>
                </span>
              ) : null}
              {problem === undefined ? null : (
                <p className="field-problem" role="alert">
                  {problem}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {entries.length === 0 ? <p className="soft">没有内容，填写时就没有可选用的常用语。</p> : null}
      <p className="field-problem" role="alert" data-testid="dictionary-problem">
        {problemAt(problems, "entries")}
      </p>
      {canEdit ? (
        <div className="settings-save">
          <Button type="primary" htmlType="submit" size="large" loading={isSending} disabled={!isChanged} data-testid="settings-save">
            保存
          </Button>
          <Button size="large" disabled={entries.length >= DICTIONARY_ENTRIES_MAX} onClick={() => set([...entries, ""])} data-testid="dictionary-add">
            加一条
          </Button>
        </div>
      ) : null}
    </form>
  );

  function set(next: readonly string[]): void {
    setEntries(next);
    setProblems([]);
  }

  async function save(): Promise<void> {
    const content = { version: dictionary.version, entries: entries.map((entry) => entry.trim()) };
    const checked = ChangeDictionary.safeParse({ requestId: newRequestId(), ...content });
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setSending(true);
    setRefusal(undefined);
    const result = await sendIntended(`changeDictionary.${dictionary.name}`, content, (requestId) =>
      api.call(settingsRoutes.changeDictionary, { params: { dictionary: dictionary.name }, body: { requestId, ...content } }),
    );
    setSending(false);
    if (result.ok) {
      void message.success("已保存。");
      void queryClient.invalidateQueries({ queryKey: ["dictionary", dictionary.name] });
      return void queryClient.invalidateQueries({ queryKey: ["settings"] });
    }
    setProblems(result.refusal.fields);
    setRefusal(result.refusal.message);
  }
}

function moved(entries: readonly string[], position: number): readonly string[] {
  const next = [...entries];
  const [entry] = next.splice(position, 1);
  if (entry !== undefined) next.splice(position - 1, 0, entry);
  return next;
}

import { useQuery } from "@tanstack/react-query";
import type { DictionaryName } from "@app/contract/engines/dictionaries";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { read } from "../platform/api";
import "./phrases.css";

/** 惯用语: words that the office offers for this field. A tap puts one into it, after what is there already. Without an answer there is nothing to tap, and the field works. */
export function PhraseChips({
  dictionary,
  value,
  maxLength,
  onPick,
}: {
  readonly dictionary: DictionaryName;
  readonly value: string;
  readonly maxLength: number;
  readonly onPick: (text: string) => void;
}) {
  const phrases = useQuery({
    queryKey: ["dictionary", dictionary],
    queryFn: () => read(settingsRoutes.getDictionary, { params: { dictionary } }),
    staleTime: 60_000,
  });
  const fitting = (phrases.data?.entries ?? []).filter((phrase) => !value.includes(phrase) && joined(value, phrase).length <= maxLength);
  if (fitting.length === 0) return null;
  return (
    <div className="phrases" role="group" aria-label="常用语，点一下填入" data-testid="phrases">
      {fitting.map((phrase) => (
        <button key={phrase} type="button" className="chip phrase" onClick={() => onPick(joined(value, phrase))}>
          {phrase}
        </button>
      ))}
    </div>
  );
}

function joined(value: string, phrase: string): string {
  const before = value.trim();
  return before === "" ? phrase : `${before.replace(/[。；;，,]$/, "")}；${phrase}`;
}

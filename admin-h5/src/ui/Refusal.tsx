import { Alert } from "antd";
import { useEffect, useRef } from "react";

interface Props {
  /** The server's own; nothing while it has refused nothing. */
  readonly sentence: string | undefined;
  readonly testId?: string;
}

/** Why something was not done. It comes into sight by itself: in a long form the button that was pressed is far below. */
export function Refusal({ sentence, testId }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sentence !== undefined) place.current?.scrollIntoView({ block: "nearest" });
  }, [sentence]);
  return sentence === undefined ? null : (
    <div ref={place} className="refusal">
      <Alert type="warning" showIcon title={sentence} role="alert" {...(testId === undefined ? {} : { "data-testid": testId })} />
    </div>
  );
}

import { Button, Popconfirm } from "antd";
import { Link } from "react-router";
import { Refusal } from "./Refusal";

/** What the page is for is `primary`; what ends or returns a case looks like it. */
export type ActionLook = { readonly type?: "primary"; readonly danger?: true };

/** One thing that the server offers: after a dialog, at once after a question, on a page of its own, or by somebody elsewhere. */
export type ActionButton = { readonly action: string; readonly label: string } & (
  | { readonly way: "DIALOG"; readonly look: ActionLook; readonly onAsk: () => void }
  | { readonly way: "AT_ONCE"; readonly look: ActionLook; readonly question: string; readonly onConfirm: () => Promise<void> }
  | { readonly way: "PAGE"; readonly to: string }
  | { readonly way: "ELSEWHERE"; readonly where: string }
);

interface Props {
  readonly actions: readonly ActionButton[];
  readonly refusal: string | undefined;
  /** Before each action in its test id. */
  readonly name: "action" | "approval";
  readonly className?: string;
}

/** The buttons of one case: the server's list, in its words. */
export function ActionBar({ actions, refusal, name, className = "" }: Props) {
  return (
    <>
      <Refusal sentence={refusal} testId={`${name}-refusal`} />
      <div className={`drawer-actions ${className}`}>
        {actions.map((offered) => (
          <Offered key={offered.action} offered={offered} testId={`${name}-${offered.action}`} />
        ))}
        {actions.length === 0 ? <span className="drawer-actions-note">您现在没有要办理的操作。</span> : null}
      </div>
    </>
  );
}

function Offered({ offered, testId }: { readonly offered: ActionButton; readonly testId: string }) {
  switch (offered.way) {
    case "PAGE":
      return (
        <Link className="link-button" to={offered.to} data-testid={testId}>
          {offered.label}
        </Link>
      );
    case "ELSEWHERE":
      return (
        <span className="drawer-actions-note">
          {offered.label}：{offered.where}
        </span>
      );
    case "AT_ONCE":
      return (
        <Popconfirm title={offered.question} okText={offered.label} cancelText="再想想" onConfirm={offered.onConfirm}>
          <Button {...offered.look} data-testid={testId}>
            {offered.label}
          </Button>
        </Popconfirm>
      );
    case "DIALOG":
      return (
        <Button {...offered.look} onClick={offered.onAsk} data-testid={testId}>
          {offered.label}
        </Button>
      );
  }
}

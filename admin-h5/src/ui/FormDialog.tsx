import { Modal, type ModalProps } from "antd";
import { useId, useRef, type KeyboardEvent } from "react";
import { useReturnFocus } from "./useReturnFocus";

interface Props extends Omit<ModalProps, "onOk"> {
  readonly onOk: () => void;
}

/**
 * A dialog that asks for something. Enter in a field sends it, as its button does (Ctrl and Enter in a long text); a click beside it loses nothing. The first field
 * has the focus.
 */
export function FormDialog({ onOk, okButtonProps, children, ...modal }: Props) {
  const id = `dialog-${useId().replace(/[^\w-]/g, "")}`;
  const form = useRef<HTMLFormElement>(null);
  useReturnFocus(modal.open);
  return (
    <Modal
      mask={{ closable: false }}
      {...modal}
      okButtonProps={{ ...okButtonProps, htmlType: "submit", form: id }}
      afterOpenChange={(isOpen) => {
        if (isOpen) focusFirstField(form.current);
        modal.afterOpenChange?.(isOpen);
      }}
    >
      <form
        id={id}
        ref={form}
        noValidate
        onKeyDown={onKey}
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog is drawn elsewhere, yet React hands its events to the form that opened it.
          event.stopPropagation();
          // The keys know nothing of a button that is shut, or is sending already.
          if (okButtonProps?.disabled !== true && modal.confirmLoading !== true) onOk();
        }}
      >
        {children}
      </form>
    </Modal>
  );
}

function focusFirstField(form: HTMLFormElement | null): void {
  if (form === null || (form.contains(document.activeElement) && document.activeElement !== form)) return;
  form.querySelector<HTMLElement>("input:not([type=hidden], [type=file], :disabled), textarea:not(:disabled)")?.focus();
}

function onKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLElement)) return;
  // Enter after a typed day takes that day, no more.
  if (event.target.closest(".ant-picker") !== null) event.preventDefault();
  if (event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}

/** The mini-program has neither keys nor a focus to lead; see the browser's edition. */
export function useDialog(_onClose: () => void): void {
  // Nothing to do here.
}

interface Props {
  /** What is opened, for whoever does not see the row. */
  readonly name: string;
  readonly testId: string;
  readonly onOpen: () => void;
}

/** In a row of a table that opens itself: the same for keys and for readers of the screen. */
export function RowOpener({ name, testId, onOpen, label = "查看" }: Props & { readonly label?: string }) {
  return (
    <button
      type="button"
      className="plain-link"
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
      aria-label={`${label} ${name}`}
      data-testid={testId}
    >
      {label}
    </button>
  );
}

/** Over a whole card, which opens wherever it is touched. */
export function CardOpener({ name, testId, onOpen }: Props) {
  return <button type="button" className="card-cover" onClick={onOpen} aria-label={`查看 ${name}`} data-testid={testId} />;
}

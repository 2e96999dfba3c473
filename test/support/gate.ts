export interface Gate {
  readonly isOpen: Promise<void>;
  open(): void;
}

/** Something to wait for. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { isOpen, open };
}

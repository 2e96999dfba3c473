declare const contract: unique symbol;

/** The name of a task kind together with what its tasks take and give. It is a plain string for whoever asks. */
export type TaskKindName<Input, Output> = string & { readonly [contract]: (input: Input) => Output };

/** Types the name of a task kind: steps that use it are checked against `Input`, and references to them have `Output`. */
export function taskKind<Input, Output>(name: string): TaskKindName<Input, Output> {
  return name as TaskKindName<Input, Output>;
}

declare const payload: unique symbol;

/** The name of a signal together with what it brings. */
export type SignalName<Payload> = string & { readonly [payload]: Payload };

/** Types the name of a signal: references to a step that waits for it have `Payload`. */
export function signalName<Payload>(name: string): SignalName<Payload> {
  return name as SignalName<Payload>;
}

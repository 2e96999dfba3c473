import type { Payload } from "./peer.js";

/** Of a handler: what it does by way of the server. */
export interface Context {
  run(name: string, action: () => void): Promise<unknown>;
  serviceClient(service: ServiceName): Sender;
}

export interface ServiceName {
  readonly name: string;
}

export interface Sender {
  run(payload: Payload): Promise<unknown>;
}

type ServiceHandler<Input> = (context: Context, input: Input) => Promise<void>;

export interface RestateSdk {
  service<Input>(definition: {
    readonly name: string;
    readonly handlers: Readonly<Record<string, ServiceHandler<Input>>>;
    readonly options: { readonly journalRetention: number };
  }): unknown;
  /** Its own: of what `run` and calls answer, in the order in which they ended. */
  readonly RestatePromise: { all(promises: readonly Promise<unknown>[]): Promise<unknown> };
  /** Resolves with the port that it listens on. */
  serve(options: {
    readonly port: number;
    readonly services: readonly unknown[];
    readonly logger: () => void;
  }): Promise<number>;
}

export interface RestateClients {
  connect(options: { readonly url: string }): {
    serviceSendClient(service: ServiceName): Sender;
    /** Resolves with what the handler answers. */
    serviceClient(service: ServiceName): Readonly<Record<string, (input: number) => Promise<unknown>>>;
  };
}

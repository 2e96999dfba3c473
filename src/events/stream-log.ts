import { topicOf, type Announcer, type LogName } from "./announcer.js";
import type { StreamHead } from "./catalogue.js";
import { streamIdOf, type StreamKey } from "./streams.js";
import type { Subscriber } from "./subscriber.js";
import type { Tailer } from "./tailer.js";
import type { Topics } from "./topics.js";

interface FollowOptions {
  readonly after: number;
  readonly onClose?: () => void;
  readonly onOverflow?: (() => void) | undefined;
}

interface StreamLogOptions<Row> {
  readonly name: LogName;
  readonly tailer: Tailer<StreamKey, Row>;
  readonly topics: Topics;
  readonly announcer: Announcer;
}

/** Streams of one sort with the topics that tell of their growth. */
export class StreamLog<Row> {
  readonly #options: StreamLogOptions<Row>;

  constructor(options: StreamLogOptions<Row>) {
    this.#options = options;
  }

  follow(key: StreamKey, { after, onClose, onOverflow }: FollowOptions): Subscriber<Row> {
    const { name, tailer, topics } = this.#options;
    // Held first: what grows between the first read and the topic's taking effect is read again then.
    const letGo = topics.hold(topicOf(name, key), () => this.wake(key));
    const close = () => {
      letGo();
      onClose?.();
    };
    const subscriber = tailer.open(key, close, onOverflow);
    tailer.begin(key, subscriber, after);
    return subscriber;
  }

  /** Lets a subscriber end once it has had all that is in the stream now. */
  endAfterLog(key: StreamKey, subscriber: Subscriber<Row>): void {
    this.#options.tailer.endAfterLog(key, subscriber);
  }

  announce(head: StreamHead): void {
    this.wake(head, head.seq);
    this.#options.announcer.add(this.#options.name, head);
  }

  wake(key: StreamKey, seq?: number): void {
    this.#options.tailer.wake(streamIdOf(key), seq);
  }
}

import type { Channel, ChannelModel, ConfirmChannel } from "amqplib";
import type { Log } from "../log.js";

interface ChannelEnd {
  readonly log: Log;
  /** Called once, before amqplib tells those who wait for a confirm; not an error if the caller closed it. */
  readonly onClosed: (cause: Error) => void;
}

export async function openChannel(connection: ChannelModel, end: ChannelEnd): Promise<Channel> {
  return watch(await connection.createChannel(), end);
}

export async function openConfirmChannel(connection: ChannelModel, end: ChannelEnd): Promise<ConfirmChannel> {
  return watch(await connection.createConfirmChannel(), end);
}

/** Resolves when the broker has read all that was written to the channel, or the channel is closed anyway. Never rejects. */
export async function closeQuietly(channel: Channel): Promise<void> {
  // amqplib answers `close` neither when the connection breaks meanwhile (hence the event), nor with anything but an
  // error when the channel is closed already.
  const closed = new Promise<void>((resolve) => channel.once("close", resolve));
  await Promise.race([closed, channel.close().catch(() => {})]);
}

function watch<C extends Channel>(channel: C, { log, onClosed }: ChannelEnd): C {
  let cause = new Error("channel closed");
  channel.on("error", (error) => (cause = error));
  // Without this listener an exception in a callback of ours would close the channel, or end the process.
  channel.on("handler-error", (error) => log.error({ err: error }, "a callback of the broker threw"));
  channel.prependOnceListener("close", () => onClosed(cause));
  return channel;
}

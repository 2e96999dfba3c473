import { MusterError } from "../platform/errors.js";

/**
 * A subscriber took nothing for a while although its buffer was full. Nothing is lost: it goes on after the last event
 * that it got. The server closes the socket with 4410 for it.
 */
export class SubscriberOverflow extends MusterError {
  constructor() {
    super("UNAVAILABLE", "The subscriber is too slow; subscribe again after the last event received.", {
      reason: "SUBSCRIBER_OVERFLOW",
    });
    this.name = "SubscriberOverflow";
  }
}

export type {
  EventRecord,
  EventType,
  RunErrorData,
  RunEventData,
  SandboxEventData,
  StreamHead,
  TaskEventData,
  TriggerFacts,
} from "./catalogue.js";
export { SubscriberOverflow } from "./errors.js";
export { createEventService } from "./event-service.js";
export type {
  EventService,
  FeedDemand,
  FeedPage,
  FollowFeedInput,
  Follower,
  FollowLogsInput,
  OutputChunk,
  SandboxLogChunk,
} from "./model.js";
export { appendEvents } from "./sql/append-events.js";
export { deleteEvents } from "./sql/delete-events.js";

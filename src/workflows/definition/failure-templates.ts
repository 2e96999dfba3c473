import type { WorkflowSource } from "./model.js";

/** Templates about what happens when a step fails. */

export const saga: WorkflowSource = {
  description: "Books a journey. What is booked already is cancelled if a later booking fails.",
  inputSchema: {
    type: "object",
    required: ["traveller", "from", "to"],
    properties: { traveller: { type: "string" }, from: { type: "string" }, to: { type: "string" } },
  },
  output: { flight: "${steps.flight.output.bookingId}", hotel: "${steps.hotel.output.bookingId}" },
  onFailure: {
    kind: "message.send",
    input: { to: "${input.traveller}", text: "Your journey could not be booked: ${error.message}" },
  },
  steps: [
    {
      id: "flight",
      kind: "flight.book",
      input: { traveller: "${input.traveller}", from: "${input.from}", to: "${input.to}" },
      compensate: { kind: "flight.cancel", input: { bookingId: "${output.bookingId}" } },
    },
    {
      id: "hotel",
      kind: "hotel.book",
      needs: ["flight"],
      input: { traveller: "${input.traveller}", city: "${input.to}", arrival: "${steps.flight.output.arrival}" },
      compensate: { kind: "hotel.cancel", input: { bookingId: "${output.bookingId}" } },
    },
    {
      id: "charge",
      kind: "card.charge",
      needs: ["flight", "hotel"],
      input: { traveller: "${input.traveller}", amount: "${steps.flight.output.price + steps.hotel.output.price}" },
      retry: { attempts: 3, nonRetryable: ["card declined", "insufficient funds"] },
      compensate: { kind: "card.refund", input: { chargeId: "${output.chargeId}" } },
    },
    {
      id: "confirm",
      kind: "message.send",
      needs: ["charge"],
      input: { to: "${input.traveller}", text: "Booked: ${steps.flight.output.bookingId}" },
    },
  ],
};

export const retryWithFallback: WorkflowSource = {
  description: "Translates a text with the better model, or with the one that is always there.",
  inputSchema: {
    type: "object",
    required: ["text", "language"],
    properties: { text: { type: "string" }, language: { type: "string" } },
  },
  output: { text: "${steps.translate.output.text}", wasReviewed: "${steps.review.status == 'COMPLETED'}" },
  steps: [
    {
      id: "translate",
      kind: "text.translate",
      requiredCapabilities: ["model:large"],
      input: { text: "${input.text}", language: "${input.language}" },
      retry: {
        attempts: 6,
        initialDelayMs: 2_000,
        factor: 2,
        maxDelayMs: 60_000,
        nonRetryable: ["(?i)unsupported language"],
      },
      attemptTimeoutMs: 120_000,
      timeoutMs: 900_000,
      onFailure: {
        kind: "text.translate",
        requiredCapabilities: ["model:small"],
        input: { text: "${input.text}", language: "${input.language}", because: "${error.message}" },
      },
    },
    {
      id: "review",
      description: "Good to have: the run goes on without it.",
      kind: "text.review",
      needs: ["translate"],
      continueOnError: true,
      input: { text: "${steps.translate.output.text}" },
    },
  ],
};

import { badInput, MusterError } from "../../platform/errors.js";

/** Which images sandboxes may have. */
export interface ImagePolicy {
  /** Of a sandbox that names none; always allowed. */
  readonly defaultImage: string;
  /** Of the whole reference as it is written; `*` stands for any text. */
  readonly imagePatterns: readonly string[];
}

const maxImageChars = 255;

/**
 * References as registries know them, https://pkg.go.dev/github.com/distribution/reference: a host with its port, a path in lower case, a
 * tag, a digest. Of digests those that the OCI has registered, with all of their digits.
 */
const host = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d{1,5})?`;
const step = String.raw`[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`;
const tag = String.raw`[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}`;
const digest = "sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}";
const reference = new RegExp(`^(?:${host}/)?${step}(?:/${step})*(?::${tag})?(?:@(?:${digest}))?$`);
/** Runtimes take it for the id of an image that they have, which says nothing of where it is from. */
const imageId = /^[a-f0-9]{64}$/;

/** The image as it was given, or the default one. BAD_USER_INPUT (IMAGE_INVALID) and FORBIDDEN (IMAGE_FORBIDDEN) at `["image"]`. */
export function checkImage(image: string | null | undefined, policy: ImagePolicy): string {
  if (image === null || image === undefined) return policy.defaultImage;
  if (!isReference(image)) {
    const message = `An image is named as registry.example/agent:tag@sha256:..., by at most ${maxImageChars} characters.`;
    throw badInput(message, ["image"], "IMAGE_INVALID");
  }
  if (isAllowed(image, policy)) return image;
  throw new MusterError("FORBIDDEN", "Sandboxes may not have this image here.", {
    reason: "IMAGE_FORBIDDEN",
    path: ["image"],
  });
}

function isReference(text: string): boolean {
  return text.length <= maxImageChars && reference.test(text) && !imageId.test(text);
}

function isAllowed(image: string, { defaultImage, imagePatterns }: ImagePolicy): boolean {
  return image === defaultImage || imagePatterns.some((pattern) => matches(pattern, image));
}

/** Piece by piece from the left, as early as it goes: never long, whatever the pattern, and right, since only `*` may give way. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from <= end;
}

import { encodeCursor, type PageOrder } from "../platform/page.js";
import type { Sandbox } from "./model.js";

export const newestFirst: PageOrder = { name: "sandboxes.id.desc", keyCount: 1 };
export const sandboxCursor = ({ id }: Sandbox): string => encodeCursor(newestFirst, [id]);

/** The API is served by the origin that serves this page. */
export const httpUrl = new URL("/graphql", location.href).href;

export const socketUrl = httpUrl.replace(/^http/, "ws");

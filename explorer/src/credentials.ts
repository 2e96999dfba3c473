import { ask } from "./request";

export interface User {
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

export interface Tokens {
  /** JWT. */
  readonly accessToken: string;
  /** Good for one use. */
  readonly refreshToken: string;
}

const tokenFields = "accessToken refreshToken";

export async function signIn(email: string, password: string): Promise<Tokens & { readonly user: User }> {
  const query = `mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { ${tokenFields} user { email name role } }
  }`;
  const variables = { input: { email, password } };
  const data = await ask<{ signIn: Tokens & { readonly user: User } }>({ query, variables });
  return data.signIn;
}

export async function refresh(refreshToken: string): Promise<Tokens> {
  const query = `mutation Refresh($input: RefreshTokenInput!) { refreshToken(input: $input) { ${tokenFields} } }`;
  const data = await ask<{ refreshToken: Tokens }>({ query, variables: { input: { refreshToken } } });
  return data.refreshToken;
}

export async function signOut(accessToken: string): Promise<void> {
  await ask({ query: "mutation SignOut { signOut { signedOut } }" }, `Bearer ${accessToken}`);
}

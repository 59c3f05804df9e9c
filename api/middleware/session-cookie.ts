/**
 * The cookie that carries a session's token. Written by hand: the cookie library refuses Secure where the connection to the
 * proxy is plain.
 *
 * @param session null takes the cookie away
 * @returns the value of `Set-Cookie`
 */
export function sessionCookie(
  name: string,
  session: { readonly token: string; readonly expiresAt: string } | null,
  https: boolean,
): string {
  const lasts = session === null ? 'Max-Age=0' : `Expires=${new Date(session.expiresAt).toUTCString()}`
  return `${name}=${session?.token ?? ''}; Path=/; HttpOnly; SameSite=Lax; ${lasts}${https ? '; Secure' : ''}`
}

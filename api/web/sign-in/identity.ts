import { type Cookie, type Signing, signedCookie } from '../cookies.ts';

/** The ID token, by which the provider knows who signs out. It goes to the address of signing out alone. */
export const identityCookie = (signing: Signing): Cookie => signedCookie(signing, 'identity', '/sign-out');

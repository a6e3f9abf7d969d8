// The pages that show no numbers.
import { html } from '@postern/html';
import { PROBLEMS, type Problem } from '../http/problem.ts';
import type { Page } from './document.ts';

/** `returnTo`: where the analyst wanted to be, a query of the dashboard with its question mark, or nothing. */
export function problemPage({ code }: Problem, returnTo: string): Page {
  const { title, advice } = PROBLEMS[code];
  const signIn =
    code === 'signed_out' ||
    code === 'attempt_invalid' ||
    code === 'sign_in_refused' ||
    code === 'no_role' ||
    code === 'provider_away';
  return {
    title,
    main: html`<section class="panel message" role="${code === 'signed_out' ? 'region' : 'alert'}" aria-labelledby="message-title"><h1 id="message-title">${title}</h1>
<p>${advice}</p>
${signIn ? html`<form method="post" action="/sign-in"><input type="hidden" name="return" value="${returnTo}"><button class="primary">Sign in</button></form>` : html`<p><a href="/${returnTo}">${code === 'database_away' || code === 'rate_limited' || code === 'internal' ? 'Try again' : 'To the overview'}</a></p>`}
<p class="code">${code}</p></section>`,
  };
}

export function signedOutPage(): Page {
  return {
    title: 'You are signed out',
    main: html`<section class="panel message" aria-labelledby="message-title"><h1 id="message-title">You are signed out</h1>
<p>You may still be signed in at your identity provider: sign out there too on a computer that others use.</p>
<form method="post" action="/sign-in"><button class="primary">Sign in again</button></form></section>`,
  };
}

export function goingPage(url: URL): Page {
  return {
    title: 'To your identity provider',
    refresh: url,
    main: html`<section class="panel message" aria-labelledby="message-title"><h1 id="message-title">To your identity provider</h1>
<p>You are going to <strong>${url.host}</strong> to sign in. <a href="${url.href}">Go on</a> if nothing happens.</p></section>`,
  };
}

/** The page of signing in, whole: its style and its script stand in it, and the policy lets nothing else run. */
import { createHash } from 'node:crypto';
import { LOGIN_SCRIPT } from '#http/admin-login/login-script.ts';
import { LOGIN_STYLE } from '#http/admin-login/login-style.ts';

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · Gatehouse</title>
<link rel="icon" href="data:,">
<style>${LOGIN_STYLE}</style>
</head>
<body>
<main>
<p class="name">Gatehouse</p>
<h1 id="title" tabindex="-1">Sign in</h1>
<p id="message" role="status">Signing in needs JavaScript. Scripts can send an admin token instead.</p>
<section id="how" hidden>
<p>Make a link that works once, on the machine where Gatehouse runs, and open it in this browser:</p>
<pre><code>npm run login-link</code></pre>
<p class="hint">A link is good for one hour. Scripts do not sign in: they send <code>Authorization: Bearer</code> with the token of <code>GATEHOUSE_ADMIN_TOKEN</code>.</p>
</section>
<section id="inside" hidden>
<p class="actions"><a class="button" href="/admin/graphql">Open the admin API</a> <button id="leave" type="button">Sign out</button></p>
</section>
</main>
<script>${LOGIN_SCRIPT}</script>
</body>
</html>
`;

export const LOGIN_PAGE = Buffer.from(HTML);

export const LOGIN_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hashOf(LOGIN_STYLE)}`,
    `script-src ${hashOf(LOGIN_SCRIPT)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * What the sign-in page does in the browser. The token stands behind the # of the link, which no server and no log gets to
 * see; it is taken out of the address before anything else.
 */

export const LOGIN_SCRIPT = `'use strict';
const inside = '/admin/graphql';
const element = (id) => document.getElementById(id);

function show(section, title, message) {
  element('how').hidden = section !== 'how';
  element('inside').hidden = section !== 'inside';
  element('title').textContent = title;
  element('message').textContent = message;
}

function post(path, body) {
  return fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function redeem(token) {
  show('none', 'Signing in…', 'One moment.');
  const answer = await post('/admin/login', { token });
  if (answer.ok) return location.replace(inside);
  const { error } = await answer.json();
  show('how', 'Not signed in', error.message);
}

async function look() {
  show('none', 'Sign in', 'Looking for your session…');
  const answer = await post(inside, { query: '{ __typename }' });
  if (answer.ok) show('inside', 'You are signed in', 'Your session ends after eight hours without use.');
  else show('how', 'Sign in', 'You are not signed in.');
}

async function leave() {
  const answer = await post('/admin/logout', {});
  if (answer.ok) show('how', 'Signed out', 'Your session has ended.');
  else show('inside', 'Not signed out', 'That did not work. Try again.');
  element('title').focus();
}

function unreachable() {
  show('how', 'Not signed in', 'Gatehouse could not be reached. Is it running? Load this page again.');
}

function start() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (location.hash) history.replaceState(null, '', location.pathname);
  (token ? redeem(token) : look()).catch(unreachable);
}

element('leave').addEventListener('click', () => leave().catch(unreachable));
addEventListener('hashchange', start);
start();
`;

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { LOGIN_PAGE } from '#http/admin-login/login-page.ts';
import { LOGIN_SCRIPT } from '#http/admin-login/login-script.ts';
import { type LoginHouse, openLoginHouse } from '#test/admin/login-house.ts';

interface Element {
  hidden: boolean;
  textContent: string;
  click?: () => void;
  addEventListener(type: 'click', listener: () => void): void;
  focus(): void;
}

interface Browser {
  readonly elements: Readonly<Record<string, Element>>;
  readonly location: { hash: string; readonly pathname: string; replace(path: string): void };
  /** Where the page went. */
  readonly went: string[];
  /** Resolves when that text stands in the title. */
  titled(title: string): Promise<void>;
}

/** As much of a browser as the page's script uses; its requests go to the real doors, with the cookies they set. */
function browse(hash: string, house: Pick<LoginHouse, 'url'>, cookie = ''): Browser {
  const went: string[] = [];
  let jar = cookie;
  let waiting: { title: string; resolve: () => void } | undefined;
  const settle = () => {
    if (waiting && elements.title?.textContent === waiting.title) waiting.resolve();
  };
  const elements: Record<string, Element> = Object.fromEntries(
    [...LOGIN_PAGE.toString().matchAll(/\sid="(\w+)"/g)].map(([, id = '']) => [id, element(settle)]),
  );
  const location = {
    hash,
    pathname: '/admin/login',
    replace(path: string) {
      went.push(path);
      waiting?.resolve();
    },
  };
  runInNewContext(LOGIN_SCRIPT, {
    document: { getElementById: (id: string) => elements[id] },
    location,
    history: {
      replaceState(_state: unknown, _title: string, path: string) {
        assert.equal(path, '/admin/login');
        location.hash = '';
      },
    },
    addEventListener: () => undefined,
    URLSearchParams,
    async fetch(path: string, init: { headers: Record<string, string> }) {
      assert.equal(location.hash, '', 'the token is gone from the address before anything is sent');
      const answer = await fetch(house.url + path, { ...init, headers: { ...init.headers, cookie: jar } });
      jar = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? jar;
      return answer;
    },
  });
  return {
    elements,
    location,
    went,
    titled(title) {
      return new Promise((resolve) => {
        waiting = { title, resolve };
        settle();
      });
    },
  };
}

function element(changed: () => void): Element {
  let text = '';
  const made: Element = {
    hidden: true,
    get textContent() {
      return text;
    },
    set textContent(value) {
      text = value;
      // After what else the script says in the same breath.
      queueMicrotask(changed);
    },
    addEventListener(_type, listener) {
      made.click = listener;
    },
    focus: () => undefined,
  };
  return made;
}

test('a link leads straight into the admin API', async (context) => {
  const house = await openLoginHouse(context);
  const page = browse(`#token=${await house.newToken()}`, house);
  await page.titled('gone');
  assert.deepEqual(page.went, ['/admin/graphql']);
});

test('a link that is spent is explained, with the way to a new one', async (context) => {
  const house = await openLoginHouse(context);
  const token = await house.newToken();
  await house.post('/admin/login', { token });
  const { titled, elements, went } = browse(`#token=${token}`, house);
  await titled('Not signed in');
  assert.match(String(elements.message?.textContent), /was used already/);
  assert.equal(elements.how?.hidden, false);
  assert.deepEqual(went, []);
});

test('without a link the page says how to get one', async (context) => {
  const { titled, elements } = browse('', await openLoginHouse(context));
  await titled('Sign in');
  while (elements.how?.hidden) await new Promise(setImmediate);
  assert.equal(elements.message?.textContent, 'You are not signed in.');
  assert.match(LOGIN_PAGE.toString(), /<code>npm run login-link<\/code>/);
});

test('who is signed in already may go in or sign out', async (context) => {
  const house = await openLoginHouse(context);
  const cookie = await house.enter();
  const { titled, elements } = browse('', house, cookie);
  await titled('You are signed in');
  assert.equal(elements.inside?.hidden, false);
  elements.leave?.click?.();
  await titled('Signed out');
  assert.equal(elements.how?.hidden, false);
  assert.equal(await house.who({ cookie }), null);
});

test('a gateway that does not answer is named as such', async () => {
  const { titled, elements } = browse('', { url: 'http://127.0.0.1:9' });
  await titled('Not signed in');
  assert.match(String(elements.message?.textContent), /could not be reached/);
});

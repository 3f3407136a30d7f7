/** How the sign-in page looks, by day and by night. Every text stands out from its ground by more than 4.5 to 1. */

export const LOGIN_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f3f0, #15171a);
  --card: light-dark(#ffffff, #1f2226);
  --line: light-dark(#d9d6cf, #363b42);
  --text: light-dark(#1b1d20, #eceae6);
  --soft: light-dark(#575a60, #a9adb5);
  --accent: light-dark(#1d5f52, #7fd6bf);
  --on-accent: light-dark(#ffffff, #10201c);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: center;
  padding: 1.5rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif;
}
main {
  width: 100%;
  max-width: 30rem;
  padding: 2rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-top: 4px solid var(--accent);
  border-radius: 6px;
}
.name { margin: 0; color: var(--soft); font-size: .875rem; letter-spacing: .08em; text-transform: uppercase; }
h1 { margin: .25rem 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h1:focus { outline: none; }
p { margin: 0 0 1rem; }
.hint { margin: 0; color: var(--soft); font-size: .875rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 4px; overflow-x: auto; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; }
.button, button {
  display: inline-block;
  min-height: 2.75rem;
  padding: .6rem 1rem;
  border: 1px solid var(--accent);
  border-radius: 4px;
  background: none;
  color: var(--accent);
  font: inherit;
  text-decoration: none;
  cursor: pointer;
}
.button { background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

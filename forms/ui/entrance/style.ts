/** The look of the entrance pages: one narrow column that fits 320 px, contrast of at least 7:1, a focus that is seen. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #6b7280; --accent: #0b4f8a; --wrong: #9f1239; --soft: #f1f5f9 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f3f4f6; --paper: #14181d; --line: #9ca3af; --accent: #9ecbff; --wrong: #ffb4c0; --soft: #222932 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
header, main { max-width: 42rem; margin: 0 auto; padding: 1rem }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; justify-content: space-between; align-items: center }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.5rem 0 1rem }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem }
a { color: var(--accent); text-underline-offset: 0.15em }
nav ul { display: flex; gap: 1rem; list-style: none; margin: 0; padding: 0 }
nav a { display: inline-block; padding: 0.25rem 0 }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 0.5rem; top: 0.5rem; background: var(--paper); padding: 0.5rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
dt { font-weight: 600 }
dd { margin: 0 0 0.75rem }
pre { background: var(--soft); padding: 0.75rem; white-space: pre-wrap; font-size: 0.9375rem }
.field { margin: 0 0 1.25rem }
label { display: block; font-weight: 600 }
.hint { display: block }
.wrong { display: block; color: var(--wrong); font-weight: 600 }
input { width: 100%; min-height: 2.75rem; padding: 0.4rem 0.6rem; font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--line); border-radius: 4px }
input[aria-invalid='true'] { border-color: var(--wrong) }
button { min-height: 2.75rem; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; color: var(--paper); background: var(--accent); border: 2px solid var(--accent); border-radius: 4px; cursor: pointer }
.summary, .note { border: 2px solid var(--line); border-left-width: 8px; padding: 0.75rem 1rem; margin: 0 0 1.5rem }
.summary { border-color: var(--wrong) }
.summary h2, .note h2 { margin-top: 0 }
`

// Rules for the scripts of the page and their tests. `.ci/run` installs ESLint; nothing is needed to build a page.
import js from '@eslint/js';

const BROWSER = [
  'window', 'document', 'navigator', 'location', 'history', 'console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval',
  'requestAnimationFrame', 'cancelAnimationFrame', 'getComputedStyle', 'matchMedia', 'fetch', 'URL', 'URLSearchParams', 'Path2D',
  'ResizeObserver', 'IntersectionObserver', 'MutationObserver', 'EventSource', 'AbortController', 'CustomEvent', 'Event', 'KeyboardEvent',
  'Element', 'HTMLElement', 'Node', 'NodeFilter', 'Range', 'DOMParser', 'Image', 'Blob', 'FormData', 'performance', 'parent', 'self',
  'localStorage', 'sessionStorage', 'innerWidth', 'innerHeight', 'scrollX', 'scrollY', 'scrollBy', 'scrollTo', 'addEventListener', 'CSS', 'TextDecoder', 'atob',
];
const names = list => Object.fromEntries(list.map(name => [name, 'readonly']));
const RULES = {
  ...js.configs.recommended.rules,
  'array-callback-return': 'error',
  'eqeqeq': ['error', 'always', { null: 'ignore' }],
  'no-implicit-globals': 'error',
  'no-self-compare': 'error',
  'no-shadow-restricted-names': 'error',
  'no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
  'no-unused-vars': ['error', { caughtErrors: 'none' }],  // the name of a caught error says what happened
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
  // text of articles reaches the page as text
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-properties': ['error', { object: 'document', property: 'write' }],
  'no-restricted-syntax': [
    'error',
    { selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]", message: 'Untrusted text must stay text: use textContent.' },
    { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'Untrusted text must stay text.' },
  ],
};

export default [
  // the editor is made of modules, the page of scripts
  { files: ['assets/editor*.js'], languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: names([...BROWSER, 'L', 'storymap']) }, rules: RULES },
  { files: ['assets/*.js'], ignores: ['assets/editor*.js'], languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: names([...BROWSER, 'storymap', 'L']) }, rules: RULES },
  {
    files: ['tests/assets/*.mjs', 'eslint.config.mjs'],
    languageOptions: { ecmaVersion: 2024, sourceType: 'module', globals: names(['console', 'process', 'setTimeout', 'clearTimeout', 'URL', 'globalThis']) },
    rules: js.configs.recommended.rules,
  },
];

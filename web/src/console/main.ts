import '$lib/styles/index.css';
import './console.css';
import { mount } from 'svelte';
import { messageLoader, startLanguage } from '$lib/i18n/index.svelte';
import { router } from '$lib/router.svelte';
import App from './App.svelte';
import { live } from './live.svelte';
import { askAhead } from './queue/ahead';
import routes from './routes.json';
import { sendByKeys } from './send-keys';
import { session } from './session.svelte';

await startLanguage(messageLoader(import.meta.glob('./messages/*.json')));
const known = session.start();
void known
  .then(() => {
    if (session.me) live.start(session.me.id); // before anything is read: what happens meanwhile is heard
    askAhead(location);
  })
  .catch(() => undefined); // the page tells of a failure
// Page and screen at once: painted one after the other, the screen would come later.
await router.start(routes, import.meta.glob('./screens/*.svelte'));
// Before the shortcuts' listener, for which these keys would be one of the incident's.
addEventListener('keydown', sendByKeys);
const target = document.getElementById('app');
if (target) mount(App, { target, props: { known } });

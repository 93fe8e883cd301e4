import '$lib/styles/index.css';
import './portal.css';
import { mount } from 'svelte';
import { messageLoader, startLanguage } from '$lib/i18n/index.svelte';
import { router } from '$lib/router.svelte';
import App from './App.svelte';
import { reasons } from './reasons.svelte';
import routes from './routes.json';
import { forgetOld } from '$lib/storage';
import { session } from './session.svelte';

// Beside what the page itself needs: whoever begins at the reasons waits for them no longer than for the page.
if (location.pathname.startsWith('/abrir/')) void reasons.load();
await startLanguage(messageLoader(import.meta.glob('./messages/*.json')));
void session.start();
// Page and screen at once: painted one after the other, the screen would come later.
await router.start(routes, import.meta.glob('./screens/*.svelte'));
const target = document.getElementById('app');
if (target) mount(App, { target });
setTimeout(() => void forgetOld(), 5_000); // when the page has what it needs

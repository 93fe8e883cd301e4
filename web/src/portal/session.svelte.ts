import { api, ApiProblem, data, quietly, useSigner, type Schema } from '$lib/api/client';
import { onForget } from '$lib/forgetting';
import { isLanguage, language, useLanguage } from '$lib/i18n/index.svelte';
import { Leaving } from '$lib/leaving';
import { renewal } from '$lib/renewal.svelte';
import { SignInAgain } from '$lib/session.svelte';
import type { Ending } from '$lib/session-end.svelte';
import { forgetEverything } from '$lib/storage';

export type Customer = Schema['OwnCustomer'];

/** A session for one incident, by a mailed link or for having just filed it. */
interface ClaimSession {
  id: string;
  reference: string;
  token: string;
  expires_at: string;
}

const hint = 'resuelve_signed_in'; // cookies are out of our sight: whether asking who we are is worth a request
const claimsKey = 'resuelve_claims';
const renewBefore = 120_000;

/** What tabs tell each other: a link that was mailed opens in one of its own. */
type Told = { customer: string } | { claim: ClaimSession };

export const keyOf = (reference: string): string => reference.toUpperCase().replace(/[^0-9A-Z]/g, '');

const isOf = (claim: ClaimSession, key: string): boolean => claim.id === key || keyOf(claim.reference) === keyOf(key);
const left = (claim: ClaimSession): number => Math.max(0, Date.parse(claim.expires_at) - Date.now());

class Session extends SignInAgain {
  /** Who is signed in; undefined until that is known. */
  me = $state.raw<Customer | null | undefined>(undefined);
  etag = '';
  /** Asks for a new link where the session of a key alone has ended. */
  readonly keyAgain = new SignInAgain();
  /** The incident whose session that is. */
  keyOver = '';
  #claims = $state.raw<ClaimSession[]>([]);
  #over: ClaimSession[] = [];
  #renewals = new Map<string, Promise<void>>();
  #leaving = new Leaving(
    'resuelve_leaving',
    // Its token may have run out, or been taken for changed rights: the session would live on. One that is over has ended.
    async signal => (await this.renew()) && api.DELETE('/api/v1/customers/sessions/current', { signal }),
    () => this.#forget()
  );
  #tabs = new BroadcastChannel('resuelve-signed-in');

  async start(): Promise<void> {
    try {
      this.#claims = JSON.parse(sessionStorage.getItem(claimsKey) ?? '[]') as ClaimSession[];
    } catch {
      this.#claims = [];
    }
    this.#claims.forEach(claim => this.#planRenewal(claim));
    this.#tabs.onmessage = ({ data: told }: MessageEvent<Told>) => this.#hear(told);
    useSigner({
      bearer: url => this.bearer(decodeURIComponent(url.pathname.split('/')[5] ?? '')),
      renew: url => this.#renew(url),
      ended: () => this.#forget()
    });
    renewal.onBack(() => localStorage.getItem(hint) && void this.load());
    this.#leaving.settleSoon();
    if (!localStorage.getItem(hint)) this.me = null;
    else await this.load();
  }

  #hear(told: Told): void {
    if ('customer' in told) {
      if (told.customer === this.me?.id) this.asked?.(true);
    } else if (this.hasKeyOf(told.claim.id)) {
      this.#take(told.claim);
      this.keyAgain.asked?.(true);
    }
  }

  #tell(told: Told): void {
    this.#tabs.postMessage(told);
  }

  async load(): Promise<void> {
    try {
      const { data: customer, response } = await api.GET('/api/v1/customers/me');
      this.#welcome(customer as Customer, response.headers.get('etag') ?? '');
    } catch (error) {
      if (error instanceof ApiProblem && error.isPassing) this.me ??= null;
      else this.#forget();
    }
  }

  /** What the account says now. */
  take(customer: Customer, etag: string): void {
    this.me = customer;
    this.etag = etag;
  }

  #welcome(customer: Customer, etag: string): void {
    localStorage.setItem(hint, '1');
    this.take(customer, etag);
    const chosen = /resuelve_language=(\w+)/.exec(document.cookie)?.[1];
    if (!isLanguage(chosen) && isLanguage(customer.language) && customer.language !== language())
      void useLanguage(customer.language);
  }

  #forget(): void {
    localStorage.removeItem(hint);
    this.me = null;
  }

  /** Whoever has left is out first, else the new cookies would go with the old session. */
  async #enter(post: () => Promise<unknown>): Promise<void> {
    await this.#leaving.settle();
    await post();
    await this.load();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.#enter(() => api.POST('/api/v1/customers/sessions', { body: { email, password } }));
    this.asked?.(true);
  }

  signInByPasskey(body: Schema['PasskeySignIn']): Promise<void> {
    return this.#enter(() => api.POST('/api/v1/customers/sessions/passkey', { body }));
  }

  /** Has a link mailed that signs in; the same happens here whether the address has an account or not. */
  async mailLink(email: string): Promise<void> {
    await api.POST('/api/v1/customers/sign-in-links', { body: { email } });
  }

  async signInByLink(token: string): Promise<void> {
    await this.#enter(() => api.POST('/api/v1/customers/sign-in-links/confirmation', { body: { token } }));
    if (this.me) this.#tell({ customer: this.me.id });
  }

  signOut(): Promise<void> {
    return this.#leaving.leave();
  }

  /** The account is gone: nothing of it stays on this device. */
  async erased(): Promise<void> {
    this.#forget();
    await forgetEverything();
  }

  #claimOf(key: string): ClaimSession | undefined {
    return this.#claims.find(claim => isOf(claim, key));
  }

  /** The bearer token for the incident of this id or reference, if a link opened it. */
  bearer(key: string): string | undefined {
    return this.#claimOf(key)?.token;
  }

  /** Whether this tab has, or had, a session for the incident by its key alone. */
  hasKeyOf(key: string): boolean {
    return [...this.#claims, ...this.#over].some(claim => isOf(claim, key));
  }

  /** How the end of a key's session is learned and put off; past its longest life by a new link alone. */
  endingOf(key: string): Ending & { ask: (early: boolean) => Promise<boolean> } {
    const renew = async () => {
      const claim = this.#claimOf(key);
      if (claim) await this.#renewClaim(claim);
    };
    const ask = async (early: boolean) => {
      await renew(); // there may have been no network
      const claim = this.#claimOf(key) ?? this.#over.find(one => isOf(one, key));
      return claim && left(claim) > renewBefore ? true : this.#askForLink(claim, early);
    };
    return { ends: async () => this.#claimOf(key)?.expires_at, renew, ask };
  }

  addClaim(claim: ClaimSession): void {
    this.#take(claim);
    this.#tell({ claim });
  }

  #take(claim: ClaimSession): void {
    this.#over = this.#over.filter(one => one.id !== claim.id);
    this.#claims = [...this.#claims.filter(one => one.id !== claim.id), claim];
    sessionStorage.setItem(claimsKey, JSON.stringify(this.#claims));
    this.#planRenewal(claim);
  }

  #dropClaim(claim: ClaimSession): void {
    if (this.#claimOf(claim.id)?.token !== claim.token) return; // another has taken its place
    this.#claims = this.#claims.filter(one => one.id !== claim.id);
    this.#over = [...this.#over.filter(one => one.id !== claim.id), claim];
    sessionStorage.setItem(claimsKey, JSON.stringify(this.#claims));
  }

  /** What this tab may see by keys alone goes with all else that is forgotten. */
  forgetClaims(): void {
    this.#claims = [];
    this.#over = [];
  }

  #planRenewal(claim: ClaimSession): void {
    const renew = () => this.#claims.includes(claim) && void this.#renewClaim(claim);
    setTimeout(renew, Math.max(0, left(claim) - renewBefore));
  }

  /** Once for each token: one that is refused is as good as before until its own end. */
  #renewClaim(claim: ClaimSession): Promise<void> {
    let renewing = this.#renewals.get(claim.token);
    if (!renewing) this.#renewals.set(claim.token, (renewing = this.#renewNow(claim)));
    return renewing;
  }

  async #renewNow(claim: ClaimSession): Promise<void> {
    try {
      const next = await data(
        api.POST('/api/v1/claims/sessions/renewal', { body: {}, headers: { authorization: `Bearer ${claim.token}` } })
      );
      if (!this.hasKeyOf(claim.id)) return; // forgotten meanwhile
      this.#take({ ...claim, token: next.token, expires_at: next.expires_at });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.isPassing) this.#renewals.delete(claim.token);
      else setTimeout(() => this.#dropClaim(claim), left(claim));
    }
  }

  /** Whoever had no session here is asked for nothing. */
  async #askForLink(claim: ClaimSession | undefined, early = false): Promise<boolean> {
    if (!claim) return false;
    this.keyOver = claim.reference;
    return this.keyAgain.ask(early);
  }

  /** Renews the cookies, once for all tabs; if that is over, asks the person to sign in again in place. */
  async #renew(url: URL): Promise<boolean> {
    const key = decodeURIComponent(url.pathname.split('/')[5] ?? '');
    const claim = this.#claimOf(key);
    if (claim) this.#dropClaim(claim);
    if (!localStorage.getItem(hint)) return this.#askForLink(this.#over.find(one => isOf(one, key)));
    if (claim) return true;
    if (await this.renew()) return true;
    return this.me ? this.ask() : false;
  }

  /** Renews the cookies; whether the session goes on. Throws ApiProblem. */
  renew(): Promise<boolean> {
    const ask = () => api.POST('/api/v1/customers/sessions/refresh', { body: {} });
    return renewal.renew({ lock: 'resuelve-renew', stamp: 'resuelve_renewed', ask });
  }

  /** When it ends if nobody renews it. */
  async ends(): Promise<string | undefined> {
    const { items } = await data(api.GET('/api/v1/customers/sessions', { fetch: quietly }));
    return items.find(one => one.current)?.expires_at;
  }
}

export const session = new Session();
onForget(() => session.forgetClaims());

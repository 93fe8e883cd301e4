import { api, ApiProblem, data, quietly, useSigner, type Schema } from '$lib/api/client';
import { handleOf } from '$lib/passkey-support';
import { isLanguage, language, useLanguage } from '$lib/i18n/index.svelte';
import { Leaving } from '$lib/leaving';
import { renewal } from '$lib/renewal.svelte';
import { SignInAgain } from '$lib/session.svelte';

export type Employee = Schema['Employee'];
export type Role = Employee['role'];

const hint = 'resuelve_employee_signed_in'; // cookies are out of our sight: whether asking who we are is worth a request
const renewed = 'resuelve_employee_renewed';
const ranks: Role[] = ['agent', 'supervisor', 'admin'];

/** Whether `role` may see what is for `least`. */
export const reaches = (role: Role, least: string | undefined): boolean =>
  !least || ranks.indexOf(role) >= ranks.indexOf(least as Role);

class Session extends SignInAgain {
  /** Who is signed in; undefined until that is known. */
  me = $state.raw<Employee | null | undefined>(undefined);
  etag = '';
  #leaving = new Leaving(
    'resuelve_employee_leaving',
    // Its token may have run out, or been taken for changed rights: the session would live on. One that is over has ended.
    async signal => (await this.renew()) && api.DELETE('/api/v1/employees/sessions/current', { signal }),
    () => this.#forget()
  );

  async start(): Promise<void> {
    useSigner({ bearer: () => undefined, renew: (_, quiet) => this.#renew(quiet), ended: () => this.#forget() });
    // What the page has asked already must be taken now: else it would be taken for the answer after signing in.
    const isAsked = document.querySelector('link[rel="preload"][href="/api/v1/employees/me"]');
    if (this.#leaving.isDue) {
      if (isAsked) await api.GET('/api/v1/employees/me').catch(() => {}); // whatever the cookies say
      this.#leaving.settleSoon();
      this.me = null;
    } else if (isAsked || localStorage.getItem(hint)) await this.load();
    else this.me = null;
  }

  async load(): Promise<void> {
    try {
      const { data: employee, response } = await api.GET('/api/v1/employees/me');
      this.take(employee as Employee, response.headers.get('etag') ?? '');
    } catch (error) {
      if (error instanceof ApiProblem && error.isPassing) throw error;
      this.#forget();
    }
  }

  /** What the account says now. */
  take(employee: Employee, etag: string): void {
    localStorage.setItem(hint, '1');
    this.me = employee;
    this.etag = etag;
    const chosen = /resuelve_language=(\w+)/.exec(document.cookie)?.[1];
    if (!isLanguage(chosen) && isLanguage(employee.language) && employee.language !== language())
      void useLanguage(employee.language);
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
    this.asked?.(true);
  }

  /** Throws ApiProblem; its `secondFactor` says that a code is needed. */
  async signIn(email: string, password: string, totp = ''): Promise<void> {
    const body = { email, password, ...(totp ? { totp } : {}) };
    await this.#enter(() => api.POST('/api/v1/employees/sessions', { body }));
  }

  /** Throws ApiProblem; in place of a session that ended, also when it is somebody else's passkey. */
  async signInByPasskey(body: Schema['PasskeySignIn']): Promise<void> {
    // What waits would go on in another person's name.
    if (this.me && body.user_handle !== handleOf(this.me.id))
      throw new ApiProblem(403, { type: '/problems/other-account' });
    await this.#enter(() => api.POST('/api/v1/employees/sessions/passkey', { body }));
  }

  signOut(): Promise<void> {
    return this.#leaving.leave();
  }

  /** Renews the cookies, once for all tabs; if that is over, asks the person to sign in again in place. */
  async #renew(quiet: boolean): Promise<boolean> {
    if (!localStorage.getItem(hint)) return false;
    if (await this.renew()) return true;
    return this.me && !quiet ? this.ask() : false;
  }

  /** Renews the cookies; whether the session goes on. Throws ApiProblem. */
  renew(): Promise<boolean> {
    const ask = () => api.POST('/api/v1/employees/sessions/refresh', { body: {} });
    return renewal.renew({ lock: 'resuelve-employee-renew', stamp: renewed, ask });
  }

  /** When it ends if nobody renews it. */
  async ends(): Promise<string | undefined> {
    const { items } = await data(api.GET('/api/v1/employees/sessions', { fetch: quietly }));
    return items.find(one => one.current)?.expires_at;
  }
}

export const session = new Session();

export const isSupervisor = (): boolean => Boolean(session.me && reaches(session.me.role, 'supervisor'));
export const isAdmin = (): boolean => session.me?.role === 'admin';
/** Administrators direct incidents but do not work on them (the permission table). */
export const mayWork = (): boolean => session.me?.role === 'agent' || session.me?.role === 'supervisor';

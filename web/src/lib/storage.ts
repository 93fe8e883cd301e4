import { forgetHeld } from './forgetting';

/** What is kept on this device until it is sent: texts, answers, photos (ux.md §12). */
const day = 86_400_000;
/** How long at most: whoever has a key alone may be at somebody else's computer and has nowhere to sign out. */
export const keptFor = { account: 30 * day, key: day };
const databaseName = 'resuelve';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kept');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function withStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>
): Promise<T | undefined> {
  try {
    const database = await open();
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('kept', mode);
      const request = use(transaction.objectStore('kept'));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onerror = transaction.onabort = () => {
        database.close();
        reject(transaction.error);
      };
    });
  } catch {
    return undefined; // private windows may have no storage: what is written then lives as long as the page
  }
}

/** Whether something was kept: to learn that from the database takes a slow phone some tenths of a second. */
const hint = (name: string) => `resuelve_kept_${name}`;

interface Kept {
  value: unknown;
  until: number;
}

export async function keep(name: string, value: unknown, life = keptFor.account): Promise<void> {
  localStorage.setItem(hint(name), '1');
  await withStore('readwrite', store => store.put({ value, until: Date.now() + life } satisfies Kept, name));
}

export async function kept<T>(name: string): Promise<T | undefined> {
  if (!localStorage.getItem(hint(name))) return undefined;
  const found = await withStore<Kept | undefined>('readonly', store => store.get(name) as IDBRequest<Kept | undefined>);
  if (!found) return undefined;
  if (isOver(found)) {
    await forget(name);
    return undefined;
  }
  return found.value as T;
}

/** What an older version kept says no end: it lived for a day. */
const isOver = ({ until, at = 0 }: Partial<Kept> & { at?: number }): boolean => Date.now() > (until ?? at + day);

/** Nobody may ask again for what is over: it goes all the same. */
export const forgetOld = (): Promise<void> => forgetWhere((_, value) => isOver(value));

/** Forgets what is kept under some of the names. */
export async function forgetWhere(isMeant: (name: string, value: Kept) => boolean): Promise<void> {
  const meant: string[] = [];
  const look = (store: IDBObjectStore) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (isMeant(String(cursor.key), cursor.value as Kept)) meant.push(String(cursor.key));
      cursor.continue();
    };
    return request;
  };
  await withStore('readonly', look);
  for (const name of meant) await forget(name);
}

export async function forget(name: string): Promise<void> {
  localStorage.removeItem(hint(name));
  await withStore('readwrite', store => store.delete(name));
}

/** That a session is still to be ended (leaving.ts). */
const stays = /_leaving$/;

/** "Olvidar este dispositivo": everything that was kept, but for the choice of language and theme. */
export async function forgetEverything(): Promise<void> {
  forgetHeld();
  await withStore('readwrite', store => store.clear());
  sessionStorage.clear();
  for (const name of Object.keys(localStorage)) if (!stays.test(name)) localStorage.removeItem(name);
}

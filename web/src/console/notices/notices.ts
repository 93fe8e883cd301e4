import { queryOptions } from '@tanstack/svelte-query';
import { api, data, quietly, type Schema } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import { exactDate } from '$lib/i18n/dates';

export type Notice = Schema['Notice'];

/** How many notices wait to be read, and the newest of them: the live stream says when to ask again. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: async () => {
    const query = { unread: true, limit: 1 };
    const { unread, items } = await data(api.GET('/api/v1/notices', { params: { query }, fetch: quietly }));
    return { unread, newest: items[0]?.id ?? '' };
  }
});

/** "99+" beyond two digits: the badge keeps its size. */
export const badgeOf = (unread: number): string => (unread > 99 ? '99+' : unread ? `${unread}` : '');

/** How a note mentions somebody: by what stands before the @ of the address, or by all of it where that is not theirs alone. */
export function mentionOf(email: string, employees: { email: string; state: string }[]): string {
  const address = email.toLowerCase();
  const local = address.slice(0, address.indexOf('@'));
  const alike = employees.filter(one => one.state === 'active' && one.email.toLowerCase().startsWith(`${local}@`));
  return `@${alike.length > 1 ? address : local}`;
}

/** What it is about; the number alone where its reader may not see more. */
export const titleOf = ({ subject, reference }: Notice): string => subject ?? t('notice.untitled', { reference });

/** What happened, in a sentence; without the name of whoever did it if it is not known. */
export function wordsOf(notice: Notice): string {
  if (notice.kind === 'deadline_near' || notice.kind === 'deadline_missed')
    return t(`notice.${notice.kind}`, { date: notice.answer_by ? exactDate(notice.answer_by) : '' });
  if (notice.kind === 'snooze_ended') return t('notice.snooze_ended');
  const name = notice.by?.name;
  return name ? t(`notice.${notice.kind}`, { name }) : t(`notice.${notice.kind}.nobody`);
}

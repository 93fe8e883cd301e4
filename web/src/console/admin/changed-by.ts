import { api, ApiProblem, data } from '$lib/api/client';
import { client, employeesQuery } from '../queries.svelte';
import type { AuditedAct } from './audit';

/** A record is sealed with the change that it is about; their moments are taken one after the other. */
const apart = 1_000;

interface Change {
  act: AuditedAct;
  /** What was changed; where records name it in their detail, that detail holds it. */
  subject?: string;
  detail?: string;
  at: string;
}

/** Who made the change of that moment, as the audit log has it. Null where it does not tell, or not to this person: nobody is made up. */
export async function changedBy({ act, subject, detail = '', at }: Change): Promise<string | null> {
  try {
    const query = { act, limit: 5, ...(subject ? { subject } : {}) };
    const { items } = await data(api.GET('/api/v1/employees/audit', { params: { query } }));
    const isIt = (record: (typeof items)[number]) =>
      record.detail.includes(detail) && Math.abs(Date.parse(record.at) - Date.parse(at)) <= apart;
    const actor = items.find(isIt)?.actor_id;
    const people = actor ? await client.fetchQuery(employeesQuery) : [];
    const author = people.find(one => one.id === actor);
    return author ? `${author.first_name} ${author.last_name}`.trim() : null;
  } catch (problem) {
    if (problem instanceof ApiProblem) return null;
    throw problem;
  }
}

import type { Schema } from '$lib/api/client';

export type AuditedAct = Schema['AuditedAct'];
/** Each service keeps its own log. */
export const logs = ['employees', 'customers', 'incidents'] as const;
export type Log = (typeof logs)[number];

export const auditedActs: AuditedAct[] = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_ended',
  'session_token_reused',
  'password_changed',
  'password_reset',
  'invitation_accepted',
  'second_factor_changed',
  'passkey_added',
  'passkey_removed',
  'email_changed',
  'employee_registered',
  'rights_changed',
  'employee_disabled',
  'employee_enabled',
  'team_changed',
  'category_changed',
  'template_changed',
  'api_token_made',
  'api_token_revoked',
  'customer_read',
  'customers_listed',
  'customer_changed',
  'customer_exported',
  'customer_erased',
  'data_request_made',
  'data_request_extended',
  'data_request_answered',
  'data_requests_listed',
  'notes_read',
  'access_requested'
];

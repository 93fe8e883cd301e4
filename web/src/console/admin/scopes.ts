/** The scopes that an API token may have: the permission table's. */
export const scopes = [
  'incidents:read',
  'incidents:write',
  'customers:read',
  'customers:write',
  'employees:read',
  'employees:write',
  'categories:write',
  'reports:read',
  'audit:read'
];

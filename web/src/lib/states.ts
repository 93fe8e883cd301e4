import type { Schema } from './api/client';

export type Status = Schema['Status'];
export type ClosedAs = Schema['ClosedAs'];

/** The colour role of a state (ux.md §5). */
export function stateRole(status: Status, closedAs: ClosedAs): 'info' | 'exito' | 'aviso' | 'propuesta' | 'neutro' {
  switch (status) {
    case 'registered':
    case 'in_progress':
      return 'info';
    case 'awaiting_customer':
    case 'awaiting_completion':
      return 'aviso';
    case 'awaiting_third_party':
      return 'neutro';
    case 'resolution_proposed':
      return 'propuesta';
    case 'closed':
      return closedAs === 'confirmed' ? 'exito' : 'neutro';
  }
}

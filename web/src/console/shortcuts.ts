/** What can be done by a key: the one table. Commands, help, palette and the choice of other keys read it (ux.md §7). */
export interface Shortcut {
  /** The act's name, also in the preferences that the server keeps. */
  id: string;
  /** Its words, as a message key. */
  label: string;
  group: 'anywhere' | 'queue' | 'incident' | 'writing';
  /** "j", "Shift+x", "g c" (one after the other), "Alt+ArrowUp", "Mod+k". */
  keys?: string;
  /** Not in the palette: moving about has no meaning there. */
  keysOnly?: true;
  /** Its keys are always these: they work also while somebody writes, or belong to a widget's pattern. */
  fixed?: true;
}

export const shortcuts: Shortcut[] = [
  { id: 'palette', label: 'command.palette', group: 'anywhere', keys: 'Mod+k', fixed: true },
  { id: 'help', label: 'command.help', group: 'anywhere', keys: '?' },
  { id: 'search', label: 'nav.search', group: 'anywhere', keys: '/' },
  { id: 'queue', label: 'view.unassigned', group: 'anywhere', keys: 'g c' },
  { id: 'mine', label: 'view.mine', group: 'anywhere', keys: 'g m' },
  { id: 'new', label: 'nav.new', group: 'anywhere', keys: 'g n' },
  { id: 'panel', label: 'nav.panel', group: 'anywhere', keys: 'g p' },
  { id: 'escalated', label: 'nav.escalated', group: 'anywhere', keys: 'g e' },
  { id: 'approvals', label: 'nav.approvals', group: 'anywhere', keys: 'g a' },
  { id: 'notices', label: 'nav.notices', group: 'anywhere' },
  { id: 'me', label: 'me.page', group: 'anywhere' },
  { id: 'waiting', label: 'view.waiting', group: 'anywhere' },
  { id: 'due', label: 'view.due_today', group: 'anywhere' },
  { id: 'snoozed', label: 'view.snoozed', group: 'anywhere' },
  { id: 'people', label: 'nav.people', group: 'anywhere' },
  { id: 'templates', label: 'nav.templates', group: 'anywhere' },
  { id: 'next', label: 'key.next', group: 'queue', keys: 'j', keysOnly: true },
  { id: 'before', label: 'key.before', group: 'queue', keys: 'k', keysOnly: true },
  { id: 'open', label: 'key.open', group: 'queue', keys: 'o', keysOnly: true },
  { id: 'select', label: 'key.select', group: 'queue', keys: 'x', keysOnly: true },
  { id: 'range', label: 'key.range', group: 'queue', keys: 'Shift+x', keysOnly: true },
  { id: 'filter', label: 'key.filter', group: 'queue', keys: 'f' },
  { id: 'news', label: 'key.news', group: 'queue', keys: '.' },
  { id: 'take', label: 'act.take', group: 'incident', keys: 'i' },
  { id: 'assign', label: 'act.assign', group: 'incident', keys: 'a' },
  { id: 'state', label: 'incident.more', group: 'incident', keys: 's' },
  { id: 'priority', label: 'act.priority', group: 'incident', keys: 'p' },
  { id: 'tag', label: 'field.tags', group: 'incident', keys: 't' },
  { id: 'snooze', label: 'act.snooze', group: 'incident', keys: 'z' },
  { id: 'reply', label: 'write.reply', group: 'incident', keys: 'r' },
  { id: 'note', label: 'write.note', group: 'incident', keys: 'n' },
  { id: 'template', label: 'templates.insert', group: 'incident', keys: 'm' },
  { id: 'propose', label: 'act.propose', group: 'incident', keys: 'e' },
  { id: 'merge', label: 'act.merge', group: 'incident', keys: 'Shift+m' },
  { id: 'history', label: 'incident.history', group: 'incident', keys: 'h' },
  { id: 'incident_before', label: 'incident.before', group: 'incident', keys: '[' },
  { id: 'incident_next', label: 'incident.next', group: 'incident', keys: ']' },
  { id: 'back', label: 'incident.back', group: 'incident', keys: 'u' },
  {
    id: 'message_before',
    label: 'incident.message_before',
    group: 'incident',
    keys: 'Alt+ArrowUp',
    keysOnly: true,
    fixed: true
  },
  {
    id: 'message_next',
    label: 'incident.message_next',
    group: 'incident',
    keys: 'Alt+ArrowDown',
    keysOnly: true,
    fixed: true
  },
  { id: 'send', label: 'key.send', group: 'writing', keys: 'Mod+Enter', keysOnly: true, fixed: true },
  { id: 'send_next', label: 'key.send_next', group: 'writing', keys: 'Mod+Shift+Enter', keysOnly: true, fixed: true },
  { id: 'template_here', label: 'templates.insert', group: 'writing', keys: 'Mod+m', keysOnly: true, fixed: true },
  { id: 'bold', label: 'marks.bold', group: 'writing', keys: 'Mod+b', keysOnly: true, fixed: true },
  { id: 'italic', label: 'marks.italic', group: 'writing', keys: 'Mod+i', keysOnly: true, fixed: true },
  { id: 'leave', label: 'key.leave', group: 'writing', keys: 'Escape', keysOnly: true, fixed: true }
];

const byId = new Map(shortcuts.map(one => [one.id, one]));

export function shortcutOf(id: string): Shortcut {
  const found = byId.get(id);
  if (!found) throw new Error(`there is no shortcut ${id}`);
  return found;
}

/** Those that a person may give other keys. */
export const choosable = shortcuts.filter(one => one.keys && !one.fixed);

/** Keys that widgets and browsers need as they are. */
const never = /^(Tab|Enter|Escape|Space| |Backspace|Delete|Home|End|Page.*|Arrow.*|Dead|Unidentified|F\d+)$/;

export const mayBeKey = (step: string): boolean => !step.startsWith('Mod') && !never.test(step.split('+').at(-1) ?? '');

/** Pairs of acts that could not be told apart by their keys; one that begins another's sequence is such a pair. */
export function clashes(keys: Record<string, string>): [Shortcut, Shortcut][] {
  const now = (one: Shortcut) => keys[one.id] ?? one.keys ?? '';
  const hide = (a: string, b: string) => a === b || b.startsWith(`${a} `);
  // Queue and incident are never on the screen together.
  const meet = (a: Shortcut, b: Shortcut) =>
    a.group === b.group || ![a, b].every(one => one.group === 'queue' || one.group === 'incident') || shared(a, b);
  const all = shortcuts.filter(one => one.keys);
  return all.flatMap((a, at) =>
    all
      .slice(at + 1)
      .filter(b => meet(a, b) && (hide(now(a), now(b)) || hide(now(b), now(a))))
      .map(b => [a, b] as [Shortcut, Shortcut])
  );
}

/** Acts on incidents that the queue has too. */
const inQueue = new Set(['take', 'assign', 'state', 'priority', 'tag', 'snooze', 'template', 'propose', 'merge']);
const shared = (a: Shortcut, b: Shortcut) =>
  (inQueue.has(a.id) && b.group === 'queue') || (inQueue.has(b.id) && a.group === 'queue');

import type { Schema } from '$lib/api/client';
import { language, t } from '$lib/i18n/index.svelte';
import type { useCategories } from '../categories/categories.svelte';
import { channels, closings, priorities, scores, type Filters } from '../queue/filters';
import { openStatuses } from '../queue/statuses';
import { statusText } from '../words';
import { ageClasses, ageFilters, listOf, reasonFilters } from './lists';
import { productRows } from './products';
import { reasonTree, type ReasonCount } from './reasons';

/** A figure of a chart. */
export interface Bar {
  label: string;
  value: number;
  /** How deep it is below others, whose figures have its own in them; with its whole name for the table. */
  level?: number;
  path?: string;
  /** Whether there is nothing that it could be of, as a mean of none. */
  none?: boolean;
  /** Where the figure's incidents are listed. */
  href?: string | undefined;
}

/** By their address below /consola/panel. */
export const reports = {
  evolucion: 'panel.daily',
  estados: 'panel.by_status',
  prioridades: 'panel.by_priority',
  antiguedad: 'panel.ageing',
  plazos: 'panel.deadlines',
  tiempos: 'panel.times',
  motivos: 'panel.reasons',
  productos: 'panel.products',
  canales: 'panel.by_channel',
  cierres: 'panel.by_closing',
  valoraciones: 'panel.scores'
} as const;
export type Report = keyof typeof reports;

export interface Chart {
  report: Report;
  /** What its figures are called by. */
  what: string;
  bars: Bar[];
  /** What they are; else they count incidents. */
  unit?: 'hours';
  /** What it says, in a sentence, where that is not its largest figure. */
  reading?: string;
  /** Colour of the series, 1 to 6. */
  series: number;
}

type Scope = Partial<Filters>;
type Categories = ReturnType<typeof useCategories>;

export const statusChart = (overview: Schema['OverviewReport'], scope: Scope): Chart => ({
  report: 'estados',
  what: t('filter.status'),
  series: 1,
  bars: openStatuses.map(one => ({
    label: statusText(one),
    value: overview.by_status[one] ?? 0,
    href: listOf(scope, { status: [one] })
  }))
});

export const priorityChart = (overview: Schema['OverviewReport'], scope: Scope): Chart => ({
  report: 'prioridades',
  what: t('filter.priority'),
  series: 2,
  bars: priorities.map(one => ({
    label: t(`priority.${one}`),
    value: overview.open_by_priority[one] ?? 0,
    href: listOf(scope, { status: openStatuses, priority: one })
  }))
});

export const channelChart = (overview: Schema['OverviewReport'], scope: Scope): Chart => ({
  report: 'canales',
  what: t('side.channel'),
  series: 5,
  bars: channels.map(one => ({
    label: t(`channel.${one}`),
    value: overview.by_channel[one] ?? 0,
    href: listOf(scope, { channel: one })
  }))
});

export const closingChart = (overview: Schema['OverviewReport'], scope: Scope): Chart => ({
  report: 'cierres',
  what: t('panel.closing'),
  series: 3,
  bars: closings.map(one => ({
    label: t(`state.employee.closed.${one}`),
    value: overview.by_closing[one] ?? 0,
    href: listOf(scope, { status: ['closed'], closed_as: one })
  }))
});

const ageText = (from: number, next: number | undefined): string => {
  const to = (next ?? 0) - 1;
  const key = !next ? 'panel.age.from' : from === to ? 'panel.age.day' : 'panel.age.between';
  return t(key, { from, to, n: from });
};

export const ageChart = (ageing: Schema['AgeingReport'], scope: Scope): Chart => ({
  report: 'antiguedad',
  what: t('panel.age'),
  series: 4,
  bars: ageClasses.map((from, at) => ({
    label: ageText(from, ageClasses[at + 1]),
    value: ageing.open_by_age.find(one => one.from_days === from)?.count ?? 0,
    href: listOf(scope, ageFilters(from, ageClasses[at + 1], ageing.as_of, scope))
  }))
});

const reasonNames = (one: ReasonCount, categories: Categories): { label: string; path: string } => {
  const text = (name: string) => (one.isOwn ? t('panel.reasons.own', { name }) : name);
  return { label: text(categories.name(one.id)), path: text(categories.path(one.id)) };
};

export const reasonChart = (found: Schema['ReasonsReport'], scope: Scope, categories: Categories): Chart => ({
  report: 'motivos',
  what: t('filter.category'),
  series: 1,
  bars: reasonTree(found.by_category, categories.all).map(one => {
    const filters = reasonFilters(one);
    return {
      ...reasonNames(one, categories),
      level: one.level,
      value: one.count,
      href: filters ? listOf(scope, filters) : undefined
    };
  })
});

/** All products that the API counts apart; the panel shows the first ones. */
export const productChart = (found: Schema['ReasonsReport'], scope: Scope, categories: Categories): Chart => ({
  report: 'productos',
  what: t('panel.products.what'),
  series: 2,
  bars: productRows(found.by_product, categories.all).map(row => {
    const filters = row.reason ? reasonFilters(row.reason) : {};
    const names = row.reason ? reasonNames(row.reason, categories) : { label: row.product, path: '' };
    return {
      label: names.label,
      path: names.path ? `${row.product} › ${names.path}` : row.product,
      level: row.level,
      value: row.count,
      href: filters ? listOf(scope, filters, { product: row.product }) : undefined
    };
  })
});

export const scoreChart = (found: Schema['SatisfactionReport'], scope: Scope): Chart => ({
  report: 'valoraciones',
  what: t('side.rating'),
  series: 3,
  bars: scores.toReversed().map(one => ({
    label: t('side.score', { score: one }),
    value: found.by_score.find(({ score }) => String(score) === one)?.count ?? 0,
    href: listOf(scope, { score: one })
  }))
});

export const percentText = (share: number): string =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const deadlineChart = (levels: Schema['ServiceLevelsReport'], scope: Scope): Chart => {
  const { answered_in_time, answered_late, share_in_time, overdue } = levels;
  return {
    report: 'plazos',
    what: t('panel.deadline'),
    series: 3,
    bars: [
      { label: t('panel.in_time'), value: answered_in_time, href: listOf(scope, { answered: ['in_time'] }) },
      { label: t('panel.late'), value: answered_late, href: listOf(scope, { answered: ['late'] }) },
      { label: t('panel.overdue.open'), value: overdue, href: listOf(scope, { overdue: 'true', sort: 'deadline' }) }
    ],
    reading:
      share_in_time === null
        ? t('panel.deadlines.none')
        : t('panel.deadlines.reading', {
            share: percentText(share_in_time),
            n: answered_in_time,
            of: answered_in_time + answered_late
          })
  };
};

/** Nothing takes no time at all: that is what the API says of none. */
export const hoursText = (hours: number): string =>
  hours
    ? new Intl.NumberFormat(language(), { style: 'unit', unit: 'hour', maximumFractionDigits: 1 }).format(hours)
    : t('panel.no_data');

/** How long customers wait, in the mean. */
export const timeChart = (levels: Schema['ServiceLevelsReport'], scope: Scope): Chart => {
  const [first, resolution] = [levels.mean_hours_to_first_answer, levels.mean_hours_to_resolution];
  const bar = (label: string, value: number, filters: Scope): Bar => ({
    label,
    value: Math.round(value * 10) / 10,
    none: !value,
    href: listOf(scope, filters)
  });
  return {
    report: 'tiempos',
    what: t('panel.time'),
    unit: 'hours',
    series: 5,
    bars: [
      bar(t('panel.first_answer'), first, { first_answered: true }),
      bar(t('panel.resolution'), resolution, { answered: ['in_time', 'late'] })
    ],
    reading: t('panel.times.reading', { first: hoursText(first), resolution: hoursText(resolution) })
  };
};

/** Its whole name, where others stand above it. */
export const nameOf = (bar: Bar): string => bar.path ?? bar.label;

/** A figure as people read it. */
export function figureText(bar: Bar, { unit }: Pick<Chart, 'unit'>): string {
  if (bar.none) return t('panel.no_data');
  return unit === 'hours' && bar.value ? hoursText(bar.value) : new Intl.NumberFormat(language()).format(bar.value);
}

export const isEmpty = ({ bars }: Pick<Chart, 'bars'>): boolean => bars.every(bar => !bar.value);

const mostProducts = 12; // what can be overlooked

/** A chart as the panel has it: of products the first ones, with how many are left out. */
export function overlooked(chart: Chart): { bars: Bar[]; left: number } {
  if (chart.report !== 'productos') return { bars: chart.bars, left: 0 };
  const starts = chart.bars.flatMap((bar, at) => (bar.level ? [] : [at]));
  const end = starts[mostProducts];
  return { bars: chart.bars.slice(0, end), left: Math.max(0, starts.length - mostProducts) };
}

/** The sentence that reads a chart: its largest figure, if it has none of its own. */
export function readingOf({ bars, reading }: Pick<Chart, 'bars' | 'reading'>): string {
  if (reading) return reading;
  const outer = bars.filter(bar => !bar.level);
  const best = outer.reduce((most, bar) => (bar.value > most.value ? bar : most), { label: '–', value: 0 });
  return t('panel.reading', { label: best.label, n: best.value });
}

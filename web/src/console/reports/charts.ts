import type { Schema } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
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
  /** Where the figure's incidents are listed. */
  href?: string | undefined;
}

/** By their address below /consola/panel. */
export const reports = {
  estados: 'panel.by_status',
  prioridades: 'panel.by_priority',
  antiguedad: 'panel.ageing',
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
    href: listOf(scope, ageFilters(from, ageClasses[at + 1], ageing.as_of, scope.opened_from ?? ''))
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

const mostProducts = 12; // what can be overlooked

/** A chart as the panel has it: of products the first ones, with how many are left out. */
export function overlooked(chart: Chart): { bars: Bar[]; left: number } {
  if (chart.report !== 'productos') return { bars: chart.bars, left: 0 };
  const starts = chart.bars.flatMap((bar, at) => (bar.level ? [] : [at]));
  const end = starts[mostProducts];
  return { bars: chart.bars.slice(0, end), left: Math.max(0, starts.length - mostProducts) };
}

/** The largest, as the sentence that reads a chart. */
export function readingOf({ bars }: Pick<Chart, 'bars'>): string {
  const outer = bars.filter(bar => !bar.level);
  const best = outer.reduce((most, bar) => (bar.value > most.value ? bar : most), { label: '–', value: 0 });
  return t('panel.reading', { label: best.label, n: best.value });
}

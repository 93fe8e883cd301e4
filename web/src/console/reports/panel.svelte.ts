import { createQuery } from '@tanstack/svelte-query';
import { api, data } from '$lib/api/client';
import { router } from '$lib/router.svelte';
import { useCategories } from '../categories/categories.svelte';
import type { Filters } from '../queue/filters';
import { blank, sized } from './blank';
import {
  ageChart,
  channelChart,
  closingChart,
  deadlineChart,
  priorityChart,
  productChart,
  reasonChart,
  scoreChart,
  statusChart,
  timeChart,
  type Chart,
  type Report
} from './charts';
import { daysOf } from './daily';
import { spanOf } from './period';

/** Charts that come of one answer of the API. */
export interface Section {
  reports: Report[];
  charts: Chart[];
  /** Of the size of those that are not there yet. */
  waiting: Chart[];
  error: unknown;
  retry: () => unknown;
}

const ofOverview: Report[] = ['estados', 'prioridades', 'canales', 'cierres'];

/** What the panel and each of its reports show; what they are about stands in the address. `only`: the one that is wanted. */
export function usePanel(only?: () => Report) {
  const isWanted = (...of: Report[]) => !only || of.includes(only());
  const address = $derived(new URLSearchParams(router.search));
  const span = $derived(spanOf(address));
  const team = $derived(address.get('team') ?? '');
  const product = $derived(address.get('product') ?? '');
  const scope = $derived<Partial<Filters>>({ opened_from: span.from, opened_until: span.until, team, product });
  const ofAllProducts = $derived({
    ...(span.from ? { from: span.from } : {}),
    ...(span.until ? { until: span.until } : {}),
    ...(team ? { team } : {})
  });
  const query = $derived({ ...ofAllProducts, ...(product ? { product } : {}) });

  const overview = createQuery(() => ({
    enabled: isWanted(...ofOverview),
    queryKey: ['report', 'overview', query],
    queryFn: () => data(api.GET('/api/v1/reports/overview', { params: { query } }))
  }));
  const levels = createQuery(() => ({
    enabled: isWanted('plazos', 'tiempos'),
    queryKey: ['report', 'service-levels', query],
    queryFn: () => data(api.GET('/api/v1/reports/service-levels', { params: { query } }))
  }));
  const ageing = createQuery(() => ({
    enabled: isWanted('antiguedad'),
    queryKey: ['report', 'ageing', query],
    queryFn: () => data(api.GET('/api/v1/reports/ageing', { params: { query } }))
  }));
  const reasonsOf = (asked: typeof query) => ({
    queryKey: ['report', 'reasons', asked],
    queryFn: () => data(api.GET('/api/v1/reports/reasons', { params: { query: asked } }))
  });
  const reasons = createQuery(() => ({ ...reasonsOf(query), enabled: isWanted('motivos', 'productos') }));
  /** Which products there are to choose from. */
  const unnarrowed = createQuery(() => reasonsOf(ofAllProducts));
  const satisfaction = createQuery(() => ({
    enabled: isWanted('valoraciones'),
    queryKey: ['report', 'satisfaction', query],
    queryFn: () => data(api.GET('/api/v1/reports/satisfaction', { params: { query } }))
  }));

  const { isPart, ...days } = $derived(daysOf(span));
  const daily = createQuery(() => {
    const asked = { ...days, ...(team ? { team } : {}), ...(product ? { product } : {}) };
    return {
      enabled: isWanted('evolucion'),
      queryKey: ['report', 'daily', asked],
      queryFn: () => data(api.GET('/api/v1/reports/daily', { params: { query: asked } }))
    };
  });

  const categories = useCategories();
  interface Asked<Answer> {
    data: Answer | undefined;
    error: unknown;
    refetch: () => unknown;
  }
  const section = <Answer>(
    asked: Asked<Answer>,
    blank: Answer,
    reports: Report[],
    chartsOf: (answer: Answer) => Chart[]
  ): Section => ({
    reports,
    charts: asked.data ? chartsOf(asked.data) : [],
    waiting: asked.data || asked.error ? [] : chartsOf(blank).map(sized),
    error: asked.data ? null : asked.error,
    retry: () => asked.refetch()
  });
  const sections = $derived([
    // The last ones have as many rows as there are reasons and products: nothing below them moves.
    section(overview, blank.overview, ['estados', 'prioridades'], answer => [
      statusChart(answer, scope),
      priorityChart(answer, scope)
    ]),
    section(levels, blank.levels, ['plazos', 'tiempos'], answer => [
      deadlineChart(answer, scope),
      timeChart(answer, scope)
    ]),
    section(ageing, blank.ageing, ['antiguedad'], answer => [ageChart(answer, scope)]),
    section(overview, blank.overview, ['canales', 'cierres'], answer => [
      channelChart(answer, scope),
      closingChart(answer, scope)
    ]),
    section(satisfaction, blank.satisfaction, ['valoraciones'], answer => [scoreChart(answer, scope)]),
    section(reasons, blank.reasons, ['motivos', 'productos'], answer => [
      reasonChart(answer, scope, categories),
      productChart(answer, scope, categories)
    ])
  ]);

  return {
    overview,
    levels,
    satisfaction,
    daily,
    /** Whether the days are only the last ones of the period. */
    get isPart() {
      return isPart;
    },
    get sections() {
      return sections;
    },
    get scope() {
      return scope;
    },
    /** The choices of PanelFilters. */
    get chosen() {
      return { span, team, product, products: unnarrowed.data?.by_product.map(one => one.product) ?? [] };
    }
  };
}
